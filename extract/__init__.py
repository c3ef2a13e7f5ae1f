"""From the lines of pages to records: which paper it is, which fields it holds, and what proves them."""
