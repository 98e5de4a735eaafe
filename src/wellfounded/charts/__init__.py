"""Charts of published figures and of many claims: a value in, a picture, a page or a table out.

    chart = Bars(
        Caption(
            title="Japan recognised 303 refugees in 2023, the most in any year",   # states the finding
            subtitle="Persons recognised as Convention refugees, 2021 to 2023",    # unit and period
            source="Ministry of Justice, yearly table",
            method="First instance and review together; resettled persons left out.",
            taken=date(2026, 11, 23),                                              # extraction; None where not taken
            lang="en",
        ),
        (Row("2021", 74), Row("2022", 202), Row("2023", 303, stressed=True)),
    )
    rendered(chart, ".png" | ".svg" | ".html" | ".csv") -> bytes                   # the same chart, the same bytes

A value is a number; `Between(low, high)` where a source rounds or leaves cells out, with `best` where an estimate
stands in it; or None where nothing is known. With `percent=True` numbers are shares from 0 to 1.

    Bars(caption, rows)                      one bar a row, its number beside it; what is uncertain is drawn paler
    Lines(caption, rows, years, breaks)      one line a row over years, labelled at its end, a band where Between
    Dots(caption, names, rows)               one or more dots a row on one scale, as observed and standardised
    Slopes(caption, names, rows)             two values a row joined by a line
    Stacked(caption, states, rows)           counts by state (met, open, not met), with the bounds that follow
    Heat(caption, columns, rows)             a table coloured by value, as office by year
    Funnel(caption, points, limits, centre)  rate against number of decisions, with the limits of chance

Titles, labels and sources come from the caller in the reader's language; the few words of the chart itself are said
through the catalogue. Arabic, Persian, Hebrew and Urdu are laid out from the right. matplotlib is imported when a
picture is asked for, and not before; threads may ask at once.
"""

from wellfounded.charts.kinds import (
    Bars,
    Between,
    Break,
    Caption,
    Chart,
    Dots,
    Funnel,
    FunnelPoint,
    Heat,
    Limits,
    Lines,
    Row,
    Slopes,
    Stacked,
    Value,
)
from wellfounded.charts.rendering import SUFFIXES, rendered
from wellfounded.charts.tables import Table, table

__all__ = [
    "SUFFIXES",
    "Bars",
    "Between",
    "Break",
    "Caption",
    "Chart",
    "Dots",
    "Funnel",
    "FunnelPoint",
    "Heat",
    "Limits",
    "Lines",
    "Row",
    "Slopes",
    "Stacked",
    "Table",
    "Value",
    "rendered",
    "table",
]
