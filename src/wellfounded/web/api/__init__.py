"""The website for programs: the same projections as the pages, by tokens that are narrowed to compartments."""
