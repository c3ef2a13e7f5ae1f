"""A whole run: what there is to do, reading it, delivering documents, tables and dossiers."""
