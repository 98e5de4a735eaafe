"""What is taken in and what is not: kinds by content, two kinds at once, archives that burst, names that lie."""

from __future__ import annotations

import io
import random
import resource
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, parts, take
from wellfounded.dossier import files
from wellfounded.dossier.papers import Unfit, word
from wellfounded.dossier.papers.kinds import KINDS, SENTENCES, Watch
from wellfounded.dossier.papers.names import LONGEST, RESERVED, name
from wellfounded.logic.errors import BadInput

SOUND = {
    "mp3": b"ID3\x04\0\0" + bytes(300),
    "m4a": b"\0\0\0\x20ftypM4A " + bytes(300),
    "ogg": b"OggS\0\2" + bytes(300),
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(300),
    "amr": b"#!AMR\n" + bytes(300),
    "flac": b"fLaC\0\0\0\x22" + bytes(300),
}
TAKEN = {
    "pdf": samples.pdf(),
    "jpeg": samples.photo(),
    "png": samples.photo(kind="PNG"),
    "tiff": samples.photo(kind="TIFF"),
    "docx": samples.docx(),
    "text": "難民認定申請 طلب اللجوء\r\n".encode(),
    **SOUND,
}


def kind_of(raw: bytes, size: int = 50_000) -> str:
    watch = Watch()
    for piece in samples.pieces(raw, size):
        watch.add(piece)
    return watch.kind()


def refused(raw: bytes, size: int = 50_000) -> str:
    with pytest.raises(Unfit) as unfit:
        kind_of(raw, size)
    return unfit.value.why


@pytest.mark.parametrize("kind", TAKEN)
def test_a_kind_is_told_by_its_content(kind: str) -> None:
    assert kind_of(TAKEN[kind]) == kind_of(TAKEN[kind], 7) == kind
    assert {*TAKEN, "heic"} == set(KINDS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_plain_text_is_taken_in_the_encodings_in_which_it_comes(encoding: str) -> None:
    raw = ("入管からの手紙。三月十日に届いた。\n" * 50).encode(encoding)
    assert kind_of(raw) == kind_of(raw, 3) == "text"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"MZ\x90\0" + bytes(100), "program"),
        (b"\x7fELF\2\1" + bytes(100), "program"),
        (b"\xca\xfe\xba\xbe" + bytes(100), "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"<?php system($_GET['c']); ?>", "markup"),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(100), "program"),
        (samples.archive(), "archive"),
        (b"Rar!\x1a\x07\0" + bytes(100), "archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "archive"),
        (b"\x1f\x8b\x08" + bytes(100), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
        (b"{\\rtf1\\ansi hello}", "old_word"),
        (b"<!DOCTYPE html><title>x</title>", "markup"),
        (b"  \n<HTML><body onload=x>", "markup"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "markup"),
        (b"<svg onload=alert(1)>", "markup"),
        (b"Dear Sir,\n<script>alert(1)</script>\n", "markup"),
        (b"Dear Sir,\n<iframe src=x>\n", "markup"),
        (b"words " * 40_000 + b"<ScRiPt>", "markup"),
        (b"GIF89a" + bytes(100), "other_picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(100), "other_picture"),
        (b"\0\0\0\x20ftypisom" + bytes(100) + b"hdlr" + bytes(8) + b"vide" + bytes(100), "video"),
        (b"\0\0\0\x14ftypqt  " + bytes(100), "video"),
        (random.Random(1).randbytes(3000), "unknown"),
        (b"words\0words", "unknown"),
        (b"", "empty"),
        (samples.EICAR, "test_sign"),
        (b"a letter\n" + samples.EICAR + b"\n", "test_sign"),
        (samples.pdf(1, b"%" + samples.EICAR + b"\n"), "test_sign"),
    ],
)  # fmt: skip
def test_what_is_not_taken_in_is_refused_with_its_reason(raw: bytes, why: str) -> None:
    # A docx is asked in a second look, with the whole of it.
    if raw.startswith(b"PK"):
        with pytest.raises(Unfit) as unfit:
            word.check(io.BytesIO(raw), raw[-66_000:])
        assert unfit.value.why == why
        return
    assert refused(raw) == refused(raw, 5) == why
    assert why in SENTENCES


@pytest.mark.parametrize(
    "raw",
    [
        samples.pdf() + samples.archive(),
        samples.pdf() + samples.archive() + b"\n%%EOF\n",
        samples.photo() + samples.archive(),
        samples.photo() + samples.pdf(),
        samples.photo(kind="PNG") + b"<html><script>alert(1)</script>",
        samples.photo()[:2] + b"\xff\xfe\x00\x20<script>alert(1)</script><!--" + samples.photo()[2:],
        samples.pdf(1, b"%<html><body><script>alert(1)</script></body></html>\n"),
        samples.pdf(1, b"%<?php system($_GET['c']); ?>\n"),
        samples.photo() + b"Rar!\x1a\x07\x01\0" + bytes(200),
        SOUND["mp3"] + samples.pdf(),
        TAKEN["png"][:100] + bytes(157) + b"ustar" + bytes(400),
        samples.pdf(1, b"%" + bytes(118) + b"DICM" + bytes(40) + b"\n"),
    ],
)
def test_what_is_of_two_kinds_at_once_is_refused(raw: bytes) -> None:
    assert refused(raw) == "two"
    assert refused(raw, 11) == "two"


def test_honest_papers_with_much_in_them_are_taken() -> None:
    telephone = samples.photo() + b"\0\0\0\x18ftypmp42" + bytes(5000)  # a moving photograph
    assert kind_of(telephone) == "jpeg"
    annotated = samples.pdf(1, b'%<?xpacket begin=""?><x:xmpmeta><rdf:RDF/></x:xmpmeta>\n')
    assert kind_of(annotated) == "pdf"
    assert kind_of(b"The page said <b>no</b>, and 1 < 2.\n") == "text"


# DOCX.


def _word(raw: bytes) -> str:
    try:
        word.check(io.BytesIO(raw), raw[-66_000:])
    except Unfit as unfit:
        return unfit.why
    return ""


def test_a_document_is_looked_into() -> None:
    assert _word(samples.docx()) == ""
    assert _word(samples.docx(word__vbaProject_bin=b"x")) == "macros"
    macro = samples.MAIN.replace(b"document.main", b"document.macroEnabled.main")
    assert _word(samples.docx(macro)) == "macros"
    assert _word(samples.docx(b"<Types/>")) == "archive"
    assert _word(samples.docx(word__media__a_txt=b"a" * 70_000 + samples.EICAR)) == "test_sign"
    assert _word(samples.docx() + b"and more") == "two"
    assert _word(b"%PDF-1.4" + samples.docx()) == "two"
    assert _word(samples.docx()[:-30]) == "not_whole"
    spoilt = bytearray(samples.docx())
    spoilt[60] ^= 0xFF
    assert _word(bytes(spoilt)) == "not_whole"


def test_a_document_that_bursts_is_refused_and_nothing_is_unpacked(embedded: Desk) -> None:
    raw = samples.bomb()
    assert len(raw) < 1 << 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unfit, match="unpacks to more") as unfit:
        take(embedded, raw, "a.docx")
    assert unfit.value.why == "bomb"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(word.MOST_ENTRIES + 1):
            packed.writestr(str(number), b"")
    assert _word(many.getvalue()) == "bomb"
    # Many entries that all name the same packed bytes.
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        start = packed.start_dir
        (large,) = (e for e in packed.infolist() if e.filename.endswith("png"))
    listed_at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"PK\x05\x06"))
    entry = raw[listed_at : raw.rfind(b"PK\x05\x06")]
    assert large.filename.encode() in entry
    length = len(raw[start : raw.rfind(b"PK\x05\x06")]) + 9 * len(entry)
    end = bytearray(raw[raw.rfind(b"PK\x05\x06") :])
    end[8:10] = end[10:12] = (3 + 9).to_bytes(2, "little")
    end[12:16] = length.to_bytes(4, "little")
    assert _word(raw[: raw.rfind(b"PK\x05\x06")] + entry * 9 + bytes(end)) in ("bomb", "not_whole")
    assert parts(embedded) == 0


# The whole way.


def test_what_is_refused_leaves_nothing_and_the_test_sign_is_on_record(desk: Desk) -> None:
    for raw in (samples.archive(), b"MZ\x90\0" + bytes(100_000), b"<svg onload=alert(1)>", samples.bomb(250),
                samples.pdf() + samples.archive()):  # fmt: skip
        with pytest.raises(Unfit):
            take(desk, raw, "photo.jpg")
    made = files.read(desk.office, desk.lawyer, desk.case, PURPOSE, NOW)
    assert made.records == ()
    with pytest.raises(BadInput, match="harmful"):
        take(desk, b"a letter\n" + samples.EICAR, "letter.txt")
    assert parts(desk) == 0
    assert listed(desk) == ()
    (told,) = files.read(desk.office, desk.lawyer, desk.case, PURPOSE, NOW).records
    assert (told.kind, told.body["what"], told.body["name"]) == ("paper_found", "EICAR", "letter.txt")


# Names.


@pytest.mark.parametrize(
    ("given", "kind", "shown", "changed"),
    [
        ("scan 1.pdf", "pdf", "scan 1.pdf", ()),
        ("判決書.pdf", "pdf", "判決書.pdf", ()),
        ("حكم.pdf", "pdf", "حكم.pdf", ()),
        ("invoice\u202efdp.exe", "pdf", "invoicefdp.exe.pdf", ("turned", "ending")),
        ("photo_\u2066gpj\u2069.jpg", "jpeg", "photo_gpj.jpg", ("turned",)),
        ("a\x00b\r\nc\u200b.txt", "text", "abc.txt", ("hidden",)),
        ("می\u200cخواهم.txt", "text", "می\u200cخواهم.txt", ()),
        ("../../etc/passwd", "text", "passwd.txt", ("folders", "ending")),
        ("C:\\Users\\Zq\\a.pdf", "pdf", "a.pdf", ("folders",)),
        ("a<b>:c?.pdf", "pdf", "a_b__c_.pdf", ("signs",)),
        ("CON.pdf", "pdf", "_CON.pdf", ("reserved",)),
        ("nul", "pdf", "_nul.pdf", ("reserved", "ending")),
        (".htaccess", "text", "_.htaccess.txt", ("reserved", "ending")),
        ("", "jpeg", "_.jpg", ("none", "ending")),
        ("a.exe", "jpeg", "a.exe.jpg", ("ending",)),
        ("x" * 300 + ".pdf", "pdf", "x" * 95 + "….pdf", ("long",)),
    ],
)  # fmt: skip
def test_a_name_is_shown_without_what_deceives(given: str, kind: str, shown: str, changed: tuple[str, ...]) -> None:
    made = name(given, kind)
    assert (made.given, made.shown, made.changed) == (given, shown, changed)


@given(st.text(max_size=300), st.sampled_from(sorted(KINDS)))
def test_no_name_is_a_path_or_hides_anything(given: str, kind: str) -> None:
    shown = name(given, kind).shown
    assert 0 < len(shown) <= LONGEST
    assert not set(shown) & set('/\\<>:"|?*\0\r\n\u202e\u2066')
    assert shown[0] not in ".~ "
    assert shown[-1] not in ". "
    assert not RESERVED.fullmatch(shown)
    assert shown.lower().endswith(KINDS[kind].endings)
    assert name(shown, kind).shown == shown


def test_a_name_is_kept_as_it_was_given(embedded: Desk) -> None:
    given = "../حكم\u202efdp.exe"
    take(embedded, samples.pdf(1), given)
    (paper,) = listed(embedded)
    assert paper.name.given == given
    assert paper.name.shown == "حكمfdp.exe.pdf"
