"""From the lines of pages to records: which paper it is, which fields it has, and the evidence for each."""
