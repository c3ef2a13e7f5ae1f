"""Rules that offices write as data: document types and procedures, loaded from YAML and checked."""
