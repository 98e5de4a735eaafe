"""Reference data that an administrator keeps: offices and courts, telephone lines, languages, kinds of papers.

Nothing here is of a case or of a person.
"""
