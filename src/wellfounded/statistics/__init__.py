"""Published figures: each with its definition, reconciled before it is compared, and never a point where it is a range.

Nothing here speaks of one person: every entry point takes a country, a year, or a table of many decisions.

    from wellfounded.statistics.sources import Tables
    from wellfounded.statistics.showing import show
    from wellfounded.statistics.comparing import compare
    from wellfounded.statistics.reconciling import reconcile

    tables = Tables.open()
    show(tables, "jp", 2023)
    compare(tables, ("jp", "us"), year=2024, basis="convention")
    reconcile(tables, "jp", 2024)
"""
