"""Viewing copies: drawn anew by a process of its own that may fail, and never takes the original with it."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, original, shown, take
from wellfounded.dossier import papers
from wellfounded.dossier.papers import copying, copyist
from wellfounded.logic.errors import BadInput


def _picture(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(raw))


@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, (0.1, 0.5)), (2, (0.9, 0.5)), (3, (0.9, 0.5)), (4, (0.1, 0.5)), (5, (0.5, 0.1)), (6, (0.5, 0.1)),
     (7, (0.5, 0.9)), (8, (0.5, 0.9))],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_photograph_stands_upright_and_carries_nothing(kind: str, orientation: int, red: tuple[float, float]) -> None:
    raw = samples.photo(orientation, kind=kind)
    got: list[bytes] = []
    made = copying.copy([raw], kind.lower(), got.append)
    (page,) = made.pages
    (content,) = got
    picture = _picture(content)
    assert picture.size == ((640, 400) if orientation < 5 else (400, 640)) == (page.width, page.height)
    place = (int(red[0] * picture.width), int(red[1] * picture.height))
    found = picture.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    assert found[0] > 200
    assert found[2] < 60
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert b"Zzq" not in content


def test_a_photograph_of_an_iphone_is_shown(embedded: Desk) -> None:
    heic = Path(__file__).with_name("paper_photo.heic").read_bytes()
    paper = take(embedded, heic, "IMG_0001.HEIC").paper
    assert paper.kind == "heic"
    assert _picture(shown(embedded, paper)).format == "JPEG"


def test_colours_of_another_profile_become_plain_ones() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "JPEG", icc_profile=profile)
    got: list[bytes] = []
    assert copying.copy([out.getvalue()], "jpeg", got.append).pages
    assert "icc_profile" not in _picture(got[0]).info


def test_what_was_seen_through_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    got: list[bytes] = []
    copying.copy([out.getvalue()], "png", got.append)
    assert _picture(got[0]).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_each_page_of_a_pdf_is_a_picture_and_what_it_carries_is_said(embedded: Desk) -> None:
    script = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    program = b"/OpenAction " + script + b" /Names << /JavaScript << /Names [(a) " + script + b"] >> >>"
    paper = take(embedded, samples.pdf(3, catalog=program)).paper
    copy = paper.copy
    assert copy is not None
    assert (copy.of, len(copy.pages), copy.carries) == (3, 3, ("program",))
    pages = [shown(embedded, paper, number) for number in (1, 2, 3)]
    assert len(set(pages)) == 3
    for raw in pages:
        picture = _picture(raw)
        assert (picture.format, picture.size) == ("JPEG", (1240, 1755))
        assert sum(picture.convert("L").histogram()[:60]) > 100  # there are words on it
        assert b"Zzq" not in raw
    for number in (0, 4):
        with pytest.raises(BadInput, match="There is no page"):
            shown(embedded, paper, number)


def test_pages_of_a_fax_are_all_shown() -> None:
    out = io.BytesIO()
    first, *others = [Image.new("1", (200, 300), white) for white in (0, 1, 1)]
    first.save(out, "TIFF", save_all=True, append_images=others, compression="group4")
    got: list[bytes] = []
    made = copying.copy([out.getvalue()], "tiff", got.append)
    assert (made.of, [page.kind for page in made.pages]) == (3, ["png"] * 3)
    assert [_picture(raw).convert("L").getextrema() for raw in got] == [(0, 0), (255, 255), (255, 255)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp"])
def test_text_is_shown_as_it_reads_without_signs_that_deceive(encoding: str) -> None:
    text = "入管からの手紙です。\n"
    got: list[bytes] = []
    made = copying.copy([text.encode(encoding)], "text", got.append)
    assert [page.kind for page in made.pages] == ["text"]
    assert got[0].decode() == text
    got.clear()
    copying.copy(["paid 100\u202e001\x08\n".encode()], "text", got.append)
    assert got[0].decode() == "paid 100001\n"


def _png_of(width: int, height: int) -> bytes:
    """A small file that says that it is a huge picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def _locked() -> bytes:
    crypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4 >> "
    return samples.pdf(1).replace(b"trailer << ", b"trailer << /ID [<41> <41>] " + crypt)


@pytest.mark.parametrize(
    ("raw", "name", "why"),
    [
        (_locked(), "a.pdf", "locked"),
        (samples.pdf(1)[:200], "a.pdf", "damaged"),
        (samples.photo()[:300], "a.jpg", "damaged"),
        (_png_of(60_000, 60_000), "a.png", "too_many_points"),
        (samples.docx(), "a.docx", "no_copy"),
        (b"#!AMR\n" + bytes(300), "a.amr", "no_copy"),
    ],
)
def test_what_cannot_be_shown_is_kept(desk: Desk, raw: bytes, name: str, why: str) -> None:
    paper = take(desk, raw, name).paper
    assert paper.copy == papers.Copy(why_not=why)
    assert why in copying.SENTENCES
    assert original(desk, paper) == raw
    assert listed(desk) == (paper,)
    with pytest.raises(BadInput, match="no copy"):
        shown(desk, paper)


def _copyist(tmp_path: Path, script: str) -> Path:
    path = tmp_path / "copyist.py"
    path.write_text("import os, sys, time, signal\n" + script, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "script",
    [
        "sys.stdin.buffer.read(); time.sleep(60)",
        "time.sleep(60)",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "print('nonsense', flush=True)",
        'sys.stdin.buffer.read(); print(\'{"kind": "jpeg", "size": 5, "width": 1, "height": 1}\\nMZ...\')',
        'sys.stdin.buffer.read(); print(\'{"kind": "html", "size": 5, "width": 1, "height": 1}\\n<svg>\')',
        'sys.stdin.buffer.read(); print(\'{"kind": "png", "size": 99999999999, "width": 1, "height": 1}\')',
        'sys.stdin.buffer.read(); print(\'{"kind": "text", "size": 5, "width": 1, "height": 1}\\nabc\')',
        'sys.stdin.buffer.read(); print(\'{"of": 3, "carries": []}\')',
        "sys.stdin.buffer.read(); print('[]')",
        'sys.stdin.buffer.read(); print(\'{"why_not": "<script>"}\')',
        "sys.stdin.buffer.read(); print('x' * 100000)",
    ],
)
def test_a_copyist_that_fails_or_lies_is_not_believed(tmp_path: Path, script: str) -> None:
    made = copying.copy([bytes(1_000_000)], "jpeg", lambda _: None, 1.5, _copyist(tmp_path, script))
    assert made.pages == ()
    assert made.why_not in ("too_much", "damaged")


def test_a_copyist_can_write_no_file_and_has_so_much_memory_and_time() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(Path(copyist.__file__).parent)!r})
import copyist
copyist.confine(memory=300 << 20, seconds=2)
try:
    with open('{{}}', 'wb') as file:
        file.write(b'x'); file.flush()
    print('wrote')
except OSError as error:
    print(error.strerror)
try:
    bytes(400 << 20); print('had memory')
except MemoryError:
    print('no memory')
sys.stdout.flush()
while True: pass
"""
    target = Path(copyist.__file__).with_name("written")
    ran = subprocess.run([sys.executable, "-I", "-B", "-c", script.replace("{}", str(target))], capture_output=True,
                         text=True, check=False)  # fmt: skip
    assert ran.stdout.split("\n")[:2] == ["File too large", "no memory"]
    assert ran.returncode < 0
    assert not target.exists() or target.read_bytes() == b""
    target.unlink(missing_ok=True)


def test_a_copy_that_was_not_made_is_made_later(desk: Desk) -> None:
    paper = take(desk, samples.photo(), "a.jpg", copied=False).paper
    assert paper.copy is None
    with pytest.raises(BadInput, match="no copy"):
        shown(desk, paper)
    made = papers.make_copy(desk.office, desk.lawyer, desk.case, PURPOSE, paper, NOW)
    assert listed(desk) == (made,)
    assert shown(desk, made)
    slow = take(desk, samples.photo(1), "b.jpg", copied=False).paper
    late = papers.make_copy(desk.office, desk.lawyer, desk.case, PURPOSE, slow, NOW, seconds=0.0)
    assert late.copy == papers.Copy(why_not="too_much")
    assert original(desk, slow) == samples.photo(1)
