"""From records to files that offices use: JSON, CSV, workbooks, searchable PDFs. All writes are atomic."""
