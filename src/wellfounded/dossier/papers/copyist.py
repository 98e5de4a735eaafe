"""Makes a viewing copy in a process of its own: bytes in, pages out, no file, little memory, little time.

`python copyist.py KIND` reads the original from its input. For each page it writes a line of JSON
(`{"kind", "size", "width", "height"}`) and the page; at the end `{"of", "carries"}`, or `{"why_not"}` instead. It
imports nothing of the package: what it decodes may be made to harm it.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

MEMORY, SECONDS = 2 << 30, 60
EDGE = 2400
"""The longer side of a page, in points of the picture."""
PER_INCH = 150
MOST_POINTS = 220_000_000
MOST_PAGES = 200
MOST_BYTES = 60 << 20
MOST_TEXT = 1 << 20
ENCODINGS = ("utf-8-sig", "euc_jp", "cp932")
ORIENTATION = 0x0112
TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""How a camera was held, and what stands its picture upright."""
Made = tuple[str, bytes, int, int]


class NotShown(Exception):
    """There is no copy; the first argument says why."""


def confine(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """From here on: so much memory and time, and not one byte into any file."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def pages_of_picture(raw: bytes, kind: str, told: dict[str, Any]) -> Iterator[Made]:
    """A picture, or each page of one, drawn anew: nothing goes along but what can be seen."""
    from PIL import Image

    if kind == "heic":
        try:
            from pi_heif import register_heif_opener
        except ImportError:
            raise NotShown("no_library") from None
        register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    with Image.open(io.BytesIO(raw), formats=[{"heic": "HEIF"}.get(kind, kind.upper())]) as picture:
        told["of"] = getattr(picture, "n_frames", 1) if kind == "tiff" else 1
        for number in range(min(told["of"], MOST_PAGES)):
            if kind == "tiff":
                picture.seek(number)
            if picture.width * picture.height > MOST_POINTS:
                raise NotShown("too_many_points")
            picture.draft("RGB", (EDGE, EDGE))
            yield _drawn(picture, "png" if kind == "png" or picture.mode in ("1", "P") else "jpeg")


def _drawn(picture: Any, kind: str) -> Made:
    from PIL import Image

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    small = picture.convert("RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB")
    small.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    small = small if turn is None else small.transpose(Image.Transpose[turn])
    drawn = Image.new("RGB", small.size, "white")
    drawn.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return _written(_in_plain_colours(drawn, profile), kind)


def _in_plain_colours(drawn: Any, profile: bytes | None) -> Any:
    """The colours as every screen shows them, for a picture that brought a profile of its own."""
    if not profile:
        return drawn
    from PIL import ImageCms

    try:
        here = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made: Any = ImageCms.profileToProfile(drawn, here, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return drawn
    made.info.clear()
    return made


def _written(drawn: Any, kind: str) -> Made:
    drawn.info.clear()
    out = io.BytesIO()
    if kind == "png":
        drawn.save(out, "PNG", compress_level=6)
    else:
        drawn.save(out, "JPEG", quality=84, subsampling=0)
    return kind, out.getvalue(), drawn.width, drawn.height


def pages_of_pdf(raw: bytes, kind: str, told: dict[str, Any]) -> Iterator[Made]:
    """Each page as a picture. Programs, links and attachments stay behind."""
    try:
        import pypdfium2
        from pypdfium2 import raw as pdfium
    except ImportError:
        raise NotShown("no_library") from None
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise NotShown("locked" if error.err_code == pdfium.FPDF_ERR_PASSWORD else "damaged") from None
    told["of"] = len(document)
    if document.count_attachments() > 0:
        told["carries"].append("attachments")
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        told["carries"].append("program")
    document.init_forms()
    for number in range(min(told["of"], MOST_PAGES)):
        page = document[number]
        longer = max(page.get_width(), page.get_height())
        if not 0 < longer < 1e6:
            raise NotShown("damaged")
        drawn = page.render(scale=min(PER_INCH / 72, EDGE / longer)).to_pil().convert("RGB")
        page.close()
        yield _written(drawn, "jpeg")


def pages_of_text(raw: bytes, kind: str, told: dict[str, Any]) -> Iterator[Made]:
    """The words as UTF-8, without signs that cannot be seen or that turn the text round."""
    told["of"] = 1
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        seen = "".join(s for s in text if (s >= " " and s not in "\x7f\u202d\u202e") or s in "\n\t")
        yield "text", seen.encode("utf-8", "replace")[:MOST_TEXT].decode(errors="ignore").encode(), 0, 0
        return
    raise NotShown("damaged")


PAGES: dict[str, Callable[[bytes, str, dict[str, Any]], Iterator[Made]]] = {
    "pdf": pages_of_pdf,
    "text": pages_of_text,
    **dict.fromkeys(("jpeg", "png", "tiff", "heic"), pages_of_picture),
}


def copy(raw: bytes, kind: str, out: IO[bytes]) -> None:
    """Write the pages of an original, and what is told of them."""

    def say(told: dict[str, Any]) -> None:
        out.write(json.dumps(told).encode() + b"\n")

    told: dict[str, Any] = {"of": 0, "carries": []}
    written = 0
    try:
        for page, content, width, height in PAGES[kind](raw, kind, told):
            written += len(content)
            if written > MOST_BYTES:
                break
            say({"kind": page, "size": len(content), "width": width, "height": height})
            out.write(content)
    except NotShown as error:
        say({"why_not": error.args[0]})
    except MemoryError:
        say({"why_not": "too_much"})
    except Exception:  # a decoder may fail in any way: the original is kept, whatever it was
        say({"why_not": "damaged"})
    else:
        say(told)
    out.flush()


if __name__ == "__main__":
    confine()
    copy(sys.stdin.buffer.read(), sys.argv[1], sys.stdout.buffer)
