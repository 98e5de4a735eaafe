"""The applicant adds a paper by photo: what is taken, what is refused and how, who gave it, and who sees it then."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest

from tests.dossier import paper_samples as samples
from tests.web.applicants import CHEAP, Someone, add, on_today, signed_in, someone
from wellfounded.dossier import files, grants, kinds, members, office, papers
from wellfounded.dossier.papers.kinds import SENTENCES
from wellfounded.readings.words import OF_APPLICANTS, Words
from wellfounded.web import uploads
from wellfounded.web.instance import served as instance


def send(client: Any, *raw: tuple[str, bytes], field: str = "photo", **told: str) -> Any:
    """Send files through the form of the page."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = [SimpleUploadedFile(name, content) for name, content in raw]
    return client.post("/", {"act": "add", "txn": secrets.token_hex(16), **told, field: sent})


def listed(served: Any, one: Someone) -> tuple[papers.Paper, ...]:
    """The papers as the lawyer sees them."""
    return papers.list_of(_seen(served, one))


def _seen(served: Any, one: Someone) -> Any:
    at = instance().clock() + timedelta(minutes=1)
    return files.read(served.office, served.people["lawyer"], one.case, "representation", at, record=False)


def test_a_photo_is_sealed_as_it_came_and_the_record_says_that_the_applicant_gave_it(served: Any) -> None:
    one, raw = someone(served), samples.photo()
    answer = send(signed_in(one), ("IMG_1.jpg", raw), title="The letter")
    assert answer.headers["Location"] == "/#papers"
    (paper,) = listed(served, one)
    assert (paper.actor, paper.compartment, paper.kind) == (one.member.id, "intimate", "jpeg")
    assert (paper.told.title, paper.told.received_from) == ("The letter", "the applicant")
    assert paper.told.received_on == instance().clock().date().isoformat()
    assert paper.copy is not None
    assert paper.copy.held is not None
    now = instance().clock()
    pieces = papers.open_original(served.office, served.people["lawyer"], one.case, "representation", paper, now)
    assert b"".join(pieces) == raw


def test_the_applicant_sees_that_it_was_received(served: Any) -> None:
    client = signed_in(someone(served))
    send(client, ("a.pdf", samples.pdf()), field="file", title="My passport")
    page = client.get("/").content.decode()
    assert "We have your paper. Your lawyer can see it now." in page
    assert re.search(r"<bdi>My passport</bdi><small>You gave it. We have it. \w+day \d", page)


@pytest.mark.parametrize(("lang", "said"), [
    ("en", "The applicant added a paper. Look at it among the evidence."),
    ("ja", "本人が書類を加えました。証拠の一覧で見てください。"),
])  # fmt: skip
def test_the_lawyer_finds_it_among_the_evidence_and_as_something_new(served: Any, lang: str, said: str) -> None:
    one, lawyer = someone(served), served.sign_in("lawyer")
    send(signed_in(one), ("IMG_2.jpg", samples.photo()))
    assert said in on_today(lawyer, one.case, lang)
    evidence = lawyer.get(f"/case/{one.case.hex()}/evidence/").content.decode()
    assert "IMG_2.jpg" in evidence
    assert {"en": "the applicant", "ja": "申請者"}[lang] in evidence
    (paper,) = listed(served, one)
    page = lawyer.get(f"/case/{one.case.hex()}/evidence/paper/{paper.id}/").content.decode()
    assert {"en": "through the applicant&#x27;s own page", "ja": "本人のページを通じて"}[lang] in page


def test_sent_twice_it_is_there_once_and_another_from_the_same_form_is_another(served: Any) -> None:
    one = someone(served)
    client, txn = signed_in(one), secrets.token_hex(16)
    for _ in range(2):
        assert send(client, ("a.jpg", samples.photo()), txn=txn).status_code == 302
    assert len(listed(served, one)) == 1
    assert len(kinds.standing(_seen(served, one).records, "task")) == 1
    assert send(client, ("b.pdf", samples.pdf()), txn=txn).status_code == 302
    assert len(listed(served, one)) == 2


def test_many_papers_are_one_task_until_somebody_has_looked(served: Any) -> None:
    one = someone(served)
    client = signed_in(one)
    for n in range(3):
        send(client, (f"{n}.txt", b"words %d" % n))
    (task,) = kinds.standing(_seen(served, one).records, "task")
    add(served, one.case, [kinds.draft("task", {"kind": "paper_given", "done": True, "of": task.id})])
    send(client, ("4.txt", b"words 4"))
    tasks = kinds.standing(_seen(served, one).records, "task")
    assert [t.body["done"] for t in tasks] == [False, True, False]


def test_the_applicant_chooses_who_may_see_it(served: Any) -> None:
    one = someone(served)
    send(signed_in(one), ("a.jpg", samples.photo()), room="claim")
    send(signed_in(one), ("b.jpg", samples.photo(1)), room="identity")
    assert [paper.compartment for paper in listed(served, one)] == ["claim", "intimate"]


REFUSED = [
    ("a.exe", b"MZ" + bytes(200), "This file cannot be taken. Take a photo of the paper itself."),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
     "This file cannot be taken. Take a photo of the paper itself."),
    ("a.zip", samples.archive(), "This file holds several files. Send each paper by itself."),
    ("a.gif", b"GIF89a" + bytes(200), "This kind of picture cannot be taken. Take a new photo of the paper."),
    ("a.jpg", b"", "This file is empty. Choose it again, or take a new photo."),
    ("a.bin", bytes(range(256)), "This kind of file cannot be taken. Send a photo or a PDF."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "said"), REFUSED)
def test_what_is_refused_is_said_in_one_plain_sentence(served: Any, name: str, raw: bytes, said: str) -> None:
    one = someone(served)
    answer = send(signed_in(one), (name, raw))
    assert answer.status_code == 400
    assert f'<strong class="wrong">{said}</strong>' in answer.content.decode()
    assert "We have your paper" not in answer.content.decode()
    assert not listed(served, one)
    assert not kinds.standing(_seen(served, one).records, "task")


def test_a_photo_with_a_program_behind_it_is_refused_as_from_the_lawyer(served: Any) -> None:
    one, raw = someone(served), samples.photo() + b"<script>alert(1)</script>"
    assert send(signed_in(one), ("a.jpg", raw)).status_code == 400
    lawyer = served.sign_in("lawyer")
    sent = {"txn": secrets.token_hex(16), "room": "claim", "file": _file("a.jpg", raw)}
    assert lawyer.post(f"/case/{one.case.hex()}/evidence/add/", sent).status_code == 400
    assert not listed(served, one)


def _file(name: str, raw: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, raw)


def test_one_of_two_is_refused_and_the_other_is_there(served: Any) -> None:
    one = someone(served)
    answer = send(signed_in(one), ("good.jpg", samples.photo()), ("bad.exe", b"MZ" + bytes(99)), field="file")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "<bdi>good.jpg</bdi><br>We have this paper." in page
    assert "<bdi>bad.exe</bdi><br>" in page
    assert [paper.name.shown for paper in listed(served, one)] == ["good.jpg"]


def test_no_file_at_all_is_said_beside_the_field(served: Any) -> None:
    answer = signed_in(someone(served)).post("/", {"act": "add", "txn": secrets.token_hex(16), "title": "My letter"})
    assert answer.status_code == 400
    assert 'id="add-wrong">First take a photo, or choose a file.' in answer.content.decode()
    assert 'value="My letter"' in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_and_so_is_too_much_at_once(served: Any) -> None:
    one = someone(served)
    client, large = signed_in(one), b"a" * (papers.LIMITS.paper + 1)
    answer = send(client, ("a.txt", large))
    assert "This file is too large. Take a smaller photo, or bring the paper." in answer.content.decode()
    answer = send(client, *((f"{n}.txt", b"a" * (20 << 20)) for n in range(3)), field="file")
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "This is too much at once. Send one photo, or a smaller one." in page
    assert "<title>Messages</title>" in page
    assert "wellfounded</b>" not in page
    assert not listed(served, one)


def test_more_than_so_many_in_an_hour_are_refused(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wellfounded.web.accounts import limits
    from wellfounded.web.pages import my_case_add

    monkeypatch.setattr(my_case_add, "OFTEN", limits.Rate("papers of an applicant, few", 2, 3600))
    one, other = someone(served), someone(served)
    client = signed_in(one)
    for n in range(2):
        assert send(client, (f"{n}.txt", b"words %d" % n)).status_code == 302
    answer = send(client, ("3.txt", b"words 3"))
    assert "You sent many papers in a short time. Wait an hour, then go on." in answer.content.decode()
    assert send(signed_in(other), ("1.txt", b"words")).status_code == 302
    assert len(listed(served, one)) == 2


def test_on_the_front_page_files_of_anybody_else_are_not_read(served: Any) -> None:
    from django.test import Client

    for client in (Client(), served.sign_in("lawyer")):
        answer = client.post("/", {"act": "add", "file": _file("a.txt", b"a" * (2 << 20))})
        assert answer.status_code == 413
        answer = client.post("/", {"act": "add", "file": _file("a.txt", b"words")})
        assert not answer.wsgi_request.FILES
    assert not uploads.takes_papers(answer.wsgi_request)


def test_the_page_and_the_answer_are_the_same_whatever_lies_in_what_is_shut(served: Any) -> None:
    """Two applicants who may add to the claim alone: in one file sealed papers lie elsewhere."""
    answers = []
    for sealed in (False, True):
        one = _of_the_claim_alone(served)
        if sealed:
            for room in ("intimate", "health", "identity"):
                papers.take_in(
                    served.office, served.people["lawyer"], one.case, "representation", room, [samples.photo()],
                    papers.Told(title="a canary"), name="canary.jpg", txn=office.new_id(), now=instance().clock(),
                    copied=False,
                )  # fmt: skip
        client = signed_in(one)
        page = client.get("/").content.decode()
        assert "canary" not in page
        assert 'name="room"' not in page
        send(client, ("a.jpg", samples.photo()), room="intimate")
        after = client.get("/").content.decode()
        paper = next(paper for paper in listed(served, one) if paper.actor == one.member.id)
        assert (paper.compartment, paper.number) == ("claim", 1)
        answers.append([re.sub(r'value="[0-9a-f]{32}"|value="\w{64}"', "", text) for text in (page, after)])
    assert answers[0] == answers[1]


def _of_the_claim_alone(served: Any) -> Someone:
    now, lawyer = instance().clock(), served.people["lawyer"]
    until = now + timedelta(days=30)
    case = grants.open_file(served.office, lawyer, "representation", now, until)
    code, pin = f"{int.from_bytes(office.new_id()) % 10**16:016}", "424242"
    member, _ = members.enrol(served.office, code, "", "applicant", code + pin, now, cost=CHEAP)
    grants.grant(served.office, lawyer, case, member, ["claim"], "own_case", now=now, until=until)
    return Someone(member, case, code, pin)


def test_who_may_write_nowhere_is_shown_no_form_and_can_send_nothing(served: Any) -> None:
    now, lawyer = instance().clock(), served.people["lawyer"]
    until = now + timedelta(days=30)
    case = grants.open_file(served.office, lawyer, "representation", now, until)
    code = f"{int.from_bytes(office.new_id()) % 10**16:016}"
    member, _ = members.enrol(served.office, code, "", "applicant", code + "424242", now, cost=CHEAP)
    grants.grant(served.office, lawyer, case, member, ["disclosed"], "own_case", now=now, until=until)
    one = Someone(member, case, code, "424242")
    client = signed_in(one)
    assert 'type="file"' not in client.get("/").content.decode()
    assert send(client, ("a.jpg", samples.photo())).headers["Location"] == "/"
    assert not listed(served, one)


def test_every_reason_to_refuse_has_its_plain_sentence_in_every_language(served: Any) -> None:
    from wellfounded.web.pages import my_case_add

    assert set(SENTENCES) <= set(my_case_add.REFUSED)
    for lang in OF_APPLICANTS:
        for said in (*my_case_add.REFUSED.values(), my_case_add.TOO_LARGE, my_case_add.NOT_TAKEN):
            assert Words(lang, ()).has(said), (lang, said)
            assert len(said.split()) <= 15
