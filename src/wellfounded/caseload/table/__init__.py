"""The event table: read from every format and written, its rows as batches of whole claims, what is refused and why."""
