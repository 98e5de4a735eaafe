"""Many claims at once, by the same rules that answer one person: event tables in, findings out."""
