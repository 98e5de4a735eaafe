"""Numbers as a chart writes them, and the steps of a scale."""

from __future__ import annotations

import math

from wellfounded.charts.kinds import Between, Value

DASH = "–"
UNKNOWN = "—"


def number(value: float, percent: bool = False) -> str:
    """A number with groups of three; a share in percent; one digit after the point where there is one."""
    if percent:
        return _short(100 * value) + "%"
    return _short(value)


def _short(value: float) -> str:
    text = f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text.replace("-", "−")


def written(value: Value, percent: bool = False) -> str:
    """A value as it stands beside its mark: 303, 1–9, 2.6–79.2%; a dash where nothing is known."""
    if value is None:
        return UNKNOWN
    if not isinstance(value, Between):
        return number(value, percent)
    low, high = number(value.low, percent), number(value.high, percent)
    if value.best is not None:
        return f"{number(value.best, percent)} ({_joined(low, high)})"
    return low if low == high else _joined(low, high)


def _joined(low: str, high: str) -> str:
    return low.removesuffix("%") + DASH + high if high.endswith("%") else low + DASH + high


def ends(value: Value) -> tuple[float, float] | None:
    """The two ends of a value."""
    if value is None:
        return None
    return (value.low, value.high) if isinstance(value, Between) else (float(value), float(value))


def middle(value: Value) -> float | None:
    """Where the mark of a value stands: the number, its estimate, or half way between its ends."""
    if isinstance(value, Between):
        return (value.low + value.high) / 2 if value.best is None else value.best
    return None if value is None else float(value)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round steps from `low` to `high`, at most so many."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 12) for i in range(first, math.floor(high / step + 1e-9) + 1)]
