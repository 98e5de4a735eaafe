"""What the pages of a case show, as plain values: made from projections, before any template."""
