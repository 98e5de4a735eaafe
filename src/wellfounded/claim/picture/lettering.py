"""Letters of a picture: how wide they are, and the few elements of SVG, written by hand and escaped."""

from __future__ import annotations

from unicodedata import category, east_asian_width
from xml.sax.saxutils import escape, quoteattr

FONTS = (
    "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic UI','Noto Sans','Segoe UI',"
    "'Liberation Sans',Arial,'DejaVu Sans',sans-serif"
)
_NARROW, _WIDE = set("ijltfrI.,:;'|!()[] ·"), set("mwMW@%—")
_ELLIPSIS = "…"
BETWEEN = "\u2002"
"""What stands between two pieces of a line: half a square, which no reader of SVG folds away or moves."""


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is at most, in the fonts named above: a full square for Japanese, about half of one for Latin."""
    return sum(map(_letter, text)) * size * (1.06 if bold else 1.0)


def _letter(letter: str) -> float:
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if east_asian_width(letter) in ("W", "F"):
        return 1.0
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.92
    if letter in (_ELLIPSIS, BETWEEN):
        return 1.0 if letter == _ELLIPSIS else 0.5
    return 0.68 if letter.isupper() else 0.56


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    if width(text, size, bold) <= room:
        return text
    while text and width(text + _ELLIPSIS, size, bold) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def plain(text: str) -> str:
    """Escaped, and without the signs that XML does not allow."""
    return escape(_allowed(text))


def _allowed(text: str) -> str:
    return "".join(c for c in text if c == "\n" or category(c) not in ("Cs", "Cn", "Cc"))


def number(value: float) -> str:
    """A length, always in the same shortest spelling."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, inner: str = "", /, **attributes: object) -> str:
    """One element. `class_` and `font_size` stand for `class` and `font-size`."""
    written = ""
    for key, value in attributes.items():
        if value is None:
            continue
        text = number(value) if isinstance(value, float) else _allowed(str(value))
        written += f" {key.rstrip('_').replace('_', '-')}={quoteattr(text)}"
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def text(
    x: float, y: float, *parts: tuple[str, str], size: float, anchor: str = "start", bold: bool = False, halo: str = ""
) -> str:
    """A line of text from pieces in their colours. `halo`: the colour of the paper, where a line passes behind it."""
    inner = plain(parts[0][0])
    inner += "".join(element("tspan", plain(BETWEEN + piece), fill=colour) for piece, colour in parts[1:])
    return element(
        "text",
        inner,
        x=float(x),
        y=float(y),
        font_size=float(size),
        text_anchor=None if anchor == "start" else anchor,
        font_weight=600 if bold else None,
        fill=parts[0][1],
        stroke=halo or None,
        stroke_width=4 if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
        class_="halo" if halo else None,
    )
