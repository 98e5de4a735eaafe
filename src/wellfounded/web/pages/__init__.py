"""The pages, a module for each screen. A module is listed in `wellfounded.web.endpoints`."""
