"""Văn bản hành chính and văn bản quy phạm pháp luật."""
