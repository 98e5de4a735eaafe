"""The assessment on the website: what a page shows of each element, and what another day or text would change."""
