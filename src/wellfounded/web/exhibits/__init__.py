"""Papers on the website: the fields that tell of them, and what a page shows of each."""
