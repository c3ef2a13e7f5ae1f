"""The review in the browser: one process on this computer, a page that works without a mouse, nothing fetched from outside."""
