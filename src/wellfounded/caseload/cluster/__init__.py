"""The same reading on a Spark cluster: a table in splits, claims that a split cuts, and what goes to the workers."""
