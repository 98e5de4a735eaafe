"""Sixty rules with the shape of an asylum procedure, for measuring. They state no law."""
