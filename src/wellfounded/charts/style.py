"""The look of every chart: colours that colour-blind readers tell apart, letters, and the style file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

STYLE = Path(__file__).parent / "wellfounded.mplstyle"
INK, SOFT, FAINT, PAPER = "#1A1A1A", "#595959", "#E3E3E3", "#FFFFFF"
BLUE, GREY, RED, PALE = "#0072BC", "#A9B7C2", "#C2410C", "#B8D6EC"
SERIES = ("#0072BC", "#C2410C", "#18375F", "#00876C", "#A66F00", "#8A3C8F")
"""Colours of lines and dots, in order. Every one is labelled where it stands; none is told by its colour alone."""
STATES = ("#0072BC", "#D3E8F7", "#B0B0B0")
"""Of three states, such as met, open and not met."""
SHADES = ((0xEA, 0xF3, 0xFA), (0x58, 0x9B, 0xE5), (0x04, 0x4F, 0x85))
"""From the lowest to the highest value of a coloured table."""

FAMILIES = (
    "Lato",
    "Noto Sans",
    "Open Sans",
    "Noto Sans CJK JP",
    "Noto Sans Arabic",
    "Noto Naskh Arabic",
    "DejaVu Sans",
)
FAMILIES_JA = ("Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic")
FAMILIES_RTL = ("Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "Noto Sans Hebrew")
SVG_FAMILIES = (
    "Lato,'Noto Sans','Open Sans','Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic UI','Noto Sans Arabic',"
    "'Segoe UI',Arial,'DejaVu Sans',sans-serif"
)
"""An SVG is read on other machines than this one, so it names all that may be there."""


@cache
def _present() -> frozenset[str]:
    from matplotlib import font_manager

    return frozenset(font_manager.get_font_names())


@cache
def families(lang: str) -> tuple[str, ...]:
    """The families of letters that this machine has, the best for the language first. DejaVu Sans is always there."""
    first = FAMILIES_JA if lang == "ja" else FAMILIES_RTL if lang in ("ar", "fa", "he", "ur") else ()
    wanted = dict.fromkeys((*first, *FAMILIES))
    return tuple(name for name in wanted if name in _present() or name == "DejaVu Sans")


@cache
def _file() -> dict[str, Any]:
    import matplotlib

    read: Any = matplotlib.rc_params_from_file(str(STYLE), use_default_template=False)
    return {name: read[name] for name in read}


def style(lang: str) -> Any:
    """The settings of matplotlib for one chart."""
    return {**_file(), "font.family": list(families(lang))}


def shade(share: float) -> tuple[str, str]:
    """The colour of a cell at a share (0 to 1) of the scale, and the colour of letters that can be read on it."""
    low, mid, high = SHADES
    first, second, part = (low, mid, 2 * share) if share < 0.5 else (mid, high, 2 * share - 1)
    mixed = [round(a + (b - a) * part) for a, b in zip(first, second, strict=True)]
    return "#" + "".join(f"{c:02X}" for c in mixed), PAPER if _luminance(mixed) < 0.179 else "#000000"


def _luminance(colour: list[int]) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [c / 255 for c in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
