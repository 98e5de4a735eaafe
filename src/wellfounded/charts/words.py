"""The few words of the charts themselves, and which scripts run from the right."""

from __future__ import annotations

from wellfounded.charts.kinds import Caption
from wellfounded.readings.words import LANGUAGES, Words

_FROM_THE_RIGHT = ("ar", "fa", "he", "ur", "ps", "ku", "dv", "yi")


def words_of(caption: Caption) -> Words:
    """The words of a chart's language; English where the catalogues do not have it yet."""
    return Words(caption.lang if caption.lang in LANGUAGES else "en")


def from_the_right(caption: Caption) -> bool:
    """Whether the chart is laid out from right to left."""
    return caption.lang.partition("-")[0] in _FROM_THE_RIGHT


_ARABIC = {
    "Source: {title}": "المصدر: {title}",
    "{title}, taken on {day}": "{title}، استُخرجت بتاريخ {day}",
    "Method: {title}": "المنهج: {title}",
}
"""Said under the chart, where two directions in one line would be hard to read; no catalogue has them yet."""


def foot(caption: Caption) -> tuple[str, str]:
    """The source with the day on which its figures were taken, and the method, as they stand under a chart."""
    if caption.lang == "ar":
        source, taken, method = _ARABIC.values()
        named = source.format(title=caption.source.rstrip("."))
        if caption.taken is not None:
            named = taken.format(title=named, day=caption.taken.strftime("%d/%m/%Y"))
        return named + ".", method.format(title=caption.method)
    words = words_of(caption)
    source = words.say("Source: {title}", title=caption.source.rstrip("."))
    if caption.taken is not None:
        source = words.say("{title}, taken on {day}", title=source, day=caption.taken)
    return source + ("" if caption.lang == "ja" else "."), words.say("Method: {title}", title=caption.method)
