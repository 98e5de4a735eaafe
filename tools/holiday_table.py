"""Writes src/wellfounded/law/jp/holiday_table.py from the package `holidays`. Run it again after an amendment."""

from collections import Counter
from pathlib import Path

from holidays import country_holidays

TARGET = Path(__file__).resolve().parent.parent / "src/wellfounded/law/jp/holiday_table.py"
YEARS = range(1982, 2100)
# Names as the Cabinet Office gives them in English, where the package has another.
RENAMED = {
    "Constitution Day": "Constitution Memorial Day",
    "Emperor Shōwa Funeral Ceremony": "Funeral ceremony of Emperor Showa",
    "Emperor's Enthronement Day": "Enthronement of the Emperor",
    "Enthronement Ceremony": "Enthronement ceremony",
    "Foundation Day": "National Foundation Day",
    "Labor Thanksgiving Day": "Labour Thanksgiving Day",
    "National Holiday": "day between two holidays",
    "Substitute Holiday": "substitute holiday",
    "The Crown Prince Marriage Ceremony": "Wedding of the Crown Prince",
}
HEAD = '''"""The national holidays of Japan, 1982 to 2099. Written by tools/holiday_table.py; do not edit.

Under the Act on National Holidays (Act 178 of 1948) as it now stands. The equinoxes of later years are computed: the
law takes them from the almanac published each February for the year after.
"""

# The letter of a holiday is its place in this list, from A.
NAMES = (
'''


def table() -> str:
    """The text of the module: for each year, four figures of month and day and the letter of the name."""
    found = country_holidays("JP", years=YEARS, language="en_US")
    days = {day: RENAMED.get(name, name) for day, name in sorted(found.items()) if day.year in YEARS}
    names = sorted(set(days.values()), key=lambda name: (-Counter(days.values())[name], name))
    letters = {name: chr(ord("A") + place) for place, name in enumerate(names)}
    lines = [HEAD, *(f'    "{name}",\n' for name in names), ")\n\nDAYS = {\n"]
    for year in YEARS:
        row = "".join(f"{day:%m%d}{letters[name]}" for day, name in days.items() if day.year == year)
        # The longest year needs a line of its own.
        written = f'(\n        "{row}"\n    )' if len(row) > 105 else f'"{row}"'
        lines.append(f"    {year}: {written},\n")
    return "".join([*lines, "}\n"])


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
    print(f"{TARGET.name}: written.")
