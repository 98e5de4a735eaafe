"""Results as tables, pages and charts, with small numbers hidden where they are published."""
