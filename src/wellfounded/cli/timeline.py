"""`wellfounded timeline`: the picture of a case, written as SVG or PNG."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wellfounded.claim.picture import picture
from wellfounded.cli.opening import open_case, print_json, words_of, write_whole
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

ZOOM = 2
"""A PNG has twice as many points as the picture has units: sharp on a good screen, and on paper."""


def run(args: argparse.Namespace) -> int:
    """Write the picture of a case into each file asked for."""
    line, words = open_case(args), words_of(args)
    asked = [args.output] if isinstance(args.output, str) else args.output
    paths = [Path(name) for name in asked or [f"{Path(line.case.path or args.case).stem}.svg"]]
    for path in paths:
        if path.suffix.lower() not in (".svg", ".png"):
            raise BadInput("{path} ends neither in .svg nor in .png. Name a file that does.", path=str(path))
    drawn = picture(line, words.say)
    for path in paths:
        write_whole(path, drawn.encode() if path.suffix.lower() == ".svg" else png(drawn, words))
    if args.json:
        print_json({"contract": 1, "written": [str(path) for path in paths]})
    else:
        for path in paths:
            print(words.say("The picture is in {path}.", path=str(path)))
    return 0


def png(drawn: str, words: Words) -> bytes:
    """The picture in points. Where no font has the Japanese letters that it needs, a sentence says so."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise BadInput(
            "A PNG needs the package resvg-py, which is not installed. Write the picture as .svg instead."
        ) from None
    if needs_japanese(drawn) and not has_japanese():
        said = words.say(
            "No font with Japanese letters was found, so they are missing from the picture. "
            "Install one (on Debian: fonts-noto-cjk), or write the picture as .svg."
        )
        print(said, file=sys.stderr)
    return bytes(svg_to_bytes(svg_string=drawn, zoom=ZOOM))


def needs_japanese(drawn: str) -> bool:
    """Whether the picture holds Japanese letters."""
    return any("\u3040" <= letter <= "\u9fff" for letter in drawn)


def has_japanese(fonts: bool = True) -> bool:
    """Whether a font draws two Japanese letters as two different shapes. `fonts`: those of the system are used."""
    from resvg_py import svg_to_bytes

    shapes = {
        bytes(
            svg_to_bytes(
                svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
                f"<text y='16' font-size='16' font-family='Noto Sans CJK JP'>{letter}</text></svg>",
                skip_system_fonts=not fonts,
            )
        )
        for letter in "日本"
    }
    return len(shapes) == 2
