"""How the documentation is built: Markdown pages, every reference checked, every warning an error."""

from wellfounded import __version__

project = "wellfounded"
author = "The wellfounded authors"
project_copyright = "The wellfounded authors, under the Apache Licence 2.0"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"wellfounded {release}"
html_copy_source = False
html_show_sourcelink = False
