"""Tables that people check and reuse: CSV and the workbook."""
