"""Decisions drawn with a known spread, and tables of cases with known lots."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wellfounded.statistics.deciders import Deciders, Ints, deciders
from wellfounded.statistics.luck_table import Cases, read_table


def drawn(spread_: float, units: int, each: int | Ints, seed: int, strata: int = 1, middle: float = -0.65) -> Deciders:
    """A table whose units truly differ by so much, in logits; strata have rates of their own."""
    random = np.random.default_rng(seed)
    own = random.normal(0, spread_, units)
    parts = np.linspace(-1, 1, strata) if strata > 1 else np.zeros(1)
    sizes = np.broadcast_to(each, units)
    names, where, granted, total = [], [], [], []
    for u in range(units):
        for s, n in enumerate(random.multinomial(sizes[u], np.full(strata, 1 / strata))):
            names.append(f"u{u:04d}")
            where.append(f"s{s}")
            total.append(int(n))
            granted.append(int(random.binomial(n, 1 / (1 + np.exp(-(middle + parts[s] + own[u]))))))
    return deciders(names, granted, total, where)


def cases_file(folder: Path, uneven: float, name: str = "rows.csv") -> Path:
    """Rows of decisions in which some deciders receive more hard cases than others, or not."""
    random = np.random.default_rng(7)
    lines = ["judge,office,kind,outcome"]
    for j in range(20):
        hard = 0.5 + (uneven if j % 2 else -uneven)
        for _ in range(80):
            kind = "hard" if random.random() < hard else "plain"
            yes = random.random() < (0.2 if kind == "hard" else 0.6)
            lines.append(f"Ms Doe {j},{'north' if j < 10 else 'south'},{kind},{'granted' if yes else 'dismissed'}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_cases(path: Path) -> Cases:
    return read_table(path, unit="judge", granted="outcome=granted", strata=("office",), features=("kind",))
