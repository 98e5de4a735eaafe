"""The register of translations: who translated each catalogue of a language, who reviewed it, and on which day.

A review holds for the sentences as they stood: the register keeps their digest, and another sentence ends the review.

    [my_case]
    translator = "wellfounded"
    translated = 2026-11-23
    reviewer = "A. Reviewer"
    reviewed = 2026-12-01
    sentences = "0f3c..."
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

REGISTER = "register.toml"


@dataclass(frozen=True, slots=True)
class Translation:
    """One catalogue's entry. No reviewer: no person has read it yet."""

    translator: str
    translated: date
    reviewer: str = ""
    reviewed: date | None = None
    sentences: str = ""

    def holds(self, digest: str) -> bool:
        """Whether a named person reviewed just these sentences."""
        return bool(self.reviewer) and self.reviewed is not None and self.sentences == digest


def register(folder: Path) -> dict[str, Translation]:
    """The register of a language's folder, by the names of its catalogues."""
    path = folder / REGISTER
    if not path.is_file():
        return {}
    return {name: Translation(**entry) for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def digest(sentences: Iterable[tuple[str, str]]) -> str:
    """What stands for the sentences of a catalogue and their translations."""
    return hashlib.sha256(json.dumps(sorted(sentences), ensure_ascii=False).encode()).hexdigest()


def written(entries: Mapping[str, Translation]) -> str:
    """The register as its file has it."""
    return "\n".join(_entry(name, entry) for name, entry in sorted(entries.items()))


def _entry(name: str, entry: Translation) -> str:
    lines = [f"[{name}]", f"translator = {json.dumps(entry.translator, ensure_ascii=False)}"]
    lines.append(f"translated = {entry.translated.isoformat()}")
    lines.append(f"reviewer = {json.dumps(entry.reviewer, ensure_ascii=False)}")
    if entry.reviewed:
        lines += [f"reviewed = {entry.reviewed.isoformat()}", f'sentences = "{entry.sentences}"']
    return "\n".join(lines) + "\n"
