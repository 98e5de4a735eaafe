"""Papers to test with, made here: photographs with a place in them, PDFs, documents, and what attackers send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from PIL import Image

from tests.dossier.conftest import NOW, Desk
from wellfounded.dossier import files, papers
from wellfounded.dossier.papers.kinds import TEST

PURPOSE = "representation"
MAIN = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
)


def photo(orientation: int = 6, size: tuple[int, int] = (640, 400), kind: str = "JPEG") -> bytes:
    """A photograph: red on its left half; with a place, a camera and a comment in it."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Zzqcamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 41.0, 37.0), 3: "E", 4: (135.0, 30.0, 7.0)})
    out = io.BytesIO()
    more: dict[str, Any] = {"comment": b"Zzqcomment"} if kind == "JPEG" else {}
    picture.save(out, kind, exif=exif, **more)
    return out.getvalue()


def pdf(pages: int = 2, extra: bytes = b"", catalog: bytes = b"") -> bytes:
    """A PDF with a line on each page, and a title that names someone. `catalog`: more of its root."""
    objects: list[bytes] = []
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(pages))
    objects += [b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
                b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]  # fmt: skip
    for i in range(pages):
        drawn = b"BT /F1 24 Tf 72 700 Td (Page %d) Tj ET" % (i + 1)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                       b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i))  # fmt: skip
        objects.append(b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream")
    objects.append(b"<< /Title (Zzqtitle) >>")
    out = b"%PDF-1.4\n" + extra
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), table,
    )  # fmt: skip


def docx(main: bytes = MAIN, **entries: bytes) -> bytes:
    """A document of Word. `entries`: more of its parts, `__` for a slash and `_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", main)
        packed.writestr("word/document.xml", b"<w:document>words</w:document>")
        for name, content in entries.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def archive() -> bytes:
    """An archive with one text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "words " * 100)
    return out.getvalue()


def bomb(megabytes: int = 300) -> bytes:
    """A document that unpacks to a thousand times its size."""
    return docx(word__media__a_png=bytes(megabytes << 20))


EICAR = TEST


def pieces(raw: bytes, size: int = 50_000) -> Iterator[bytes]:
    """Bytes as they come over a line."""
    for start in range(0, len(raw), size):
        yield raw[start : start + size]


def take(
    desk: Desk, raw: bytes, name: str = "scan.pdf", compartment: str = "claim", told: papers.Told | None = None,
    **how: Any,
) -> papers.Taken:  # fmt: skip
    """Take a paper in for the lawyer."""
    desk.txn += 1
    txn = how.pop("txn", b"paper%08d" % desk.txn)
    how.setdefault("now", NOW)
    return papers.take_in(
        desk.office, how.pop("by", desk.lawyer), desk.case, how.pop("purpose", PURPOSE), compartment, pieces(raw),
        told or papers.Told(), name=name, txn=txn, **how,
    )  # fmt: skip


def listed(desk: Desk) -> tuple[papers.Paper, ...]:
    """The papers as the lawyer sees them."""
    return papers.list_of(files.read(desk.office, desk.lawyer, desk.case, PURPOSE, NOW, record=False))


def original(desk: Desk, paper: papers.Paper) -> bytes:
    """The bytes as they were received."""
    return b"".join(papers.open_original(desk.office, desk.lawyer, desk.case, PURPOSE, paper, NOW))


def shown(desk: Desk, paper: papers.Paper, page: int = 1) -> bytes:
    """A page of the copy."""
    return b"".join(papers.open_copy(desk.office, desk.lawyer, desk.case, PURPOSE, paper, page, NOW)[1])


def parts(desk: Desk) -> int:
    """How many sealed parts the store holds."""
    with desk.office.store.reading(office=True) as rows:
        return int(rows.all("SELECT count(*) FROM part")[0][0])
