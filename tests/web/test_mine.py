"""S10, My case: what the applicant reads, and what they can do there."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.web.applicants import Someone, add, let_in_as_relative, letters, on_today, signed_in, someone
from wellfounded.dossier import files, grants, kinds
from wellfounded.dossier.chains import note
from wellfounded.dossier.office import moment
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.web.instance import served as instance


def _page(client: Any) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _post(client: Any, **fields: str) -> Any:
    txn = re.search(r'name="txn" value="([0-9a-f]{32})"', _page(client))
    assert txn
    return client.post("/", {"txn": txn[1], **fields})


def _records(served: Any, case: bytes) -> tuple[Any, ...]:
    now = instance().clock()
    return files.read(served.office, served.people["lawyer"], case, "representation", now, record=False).records


def test_the_page_says_where_the_case_is_and_nobody_s_name(served: Any) -> None:
    one = someone(served)
    page = _page(signed_in(one))
    assert page.count('<li class="done">') + page.count('<li class="now"') + page.count('<li class="perhaps"') >= 1
    assert "<title>Messages</title>" in page
    for name in ("refugee", "asylum", "wellfounded</b>", "(invented)", one.case.hex(), one.member.id.hex()):
        assert name not in page, name


@pytest.mark.parametrize("lang", ["ja-easy", "en", "fr", "ar"])
def test_the_page_is_small_in_every_language_and_marks_what_is_in_another(served: Any, lang: str) -> None:
    client = signed_in(someone(served), lang)
    page = _page(client)
    tag = {"ja-easy": "ja"}.get(lang, lang)
    assert f'<html lang="{tag}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page
    assert len(page.encode()) < 40_000
    assert "《" not in page


def test_furigana_stands_above_its_word(served: Any) -> None:
    page = _page(signed_in(someone(served), "ja-easy"))
    assert "<ruby>日本語<rt>にほんご</rt></ruby>" in page


def test_a_booking_is_shown_with_its_day_and_place(served: Any) -> None:
    one = someone(served)
    day = (instance().clock().astimezone(ZoneInfo("Asia/Tokyo")) + timedelta(days=9)).date()
    add(served, one.case, [kinds.draft("booking", {"what": "hearing", "day": day.isoformat(), "time": "13:10",
                                                   "place": "Room 803"})])  # fmt: skip
    page = _page(signed_in(one))
    assert "You have a hearing" in page
    assert "13:10" in page
    assert "Room 803" in page
    assert "In 9 days" in page


def _of_nothing(served: Any, *drafts: Draft) -> Someone:
    """An applicant in whose file no law and no event stands."""
    one = someone(served, story="")
    add(served, one.case, list(drafts))
    return one


def _booking(days: int, what: str = "meeting") -> Draft:
    day = (instance().clock().astimezone(ZoneInfo("Asia/Tokyo")) + timedelta(days=days)).date()
    return kinds.draft("booking", {"what": what, "day": day.isoformat(), "time": "09:30"})


def test_a_booking_is_shown_where_the_file_tells_of_no_law(served: Any) -> None:
    page = _page(signed_in(_of_nothing(served, _booking(1))))
    assert "Ask your lawyer where your case is." in page
    assert "You have a meeting at the office." in page
    assert "This is tomorrow." in page
    assert "Ask your lawyer today." in page


def test_that_there_is_nothing_to_do_is_not_said_beside_a_day_that_was_fixed(served: Any) -> None:
    one = someone(served)
    assert "Your file shows nothing that you must do now." in _page(signed_in(one))
    add(served, one.case, [_booking(6), _booking(2, "interview")])
    page = _page(signed_in(one))
    assert "nothing that you must do" not in page
    assert "Did you get a letter?" in page
    assert page.index("You have an interview.") < page.index("You have a meeting at the office.")


def test_a_message_reaches_the_file_once_however_often_it_is_sent(served: Any) -> None:
    one = someone(served)
    client = signed_in(one)
    txn = re.search(r'name="txn" value="([0-9a-f]{32})"', _page(client))
    assert txn
    for _ in range(2):
        answer = client.post("/", {"act": "message", "text": "Please call me. <b>", "txn": txn[1]})
        assert answer.headers["Location"] == "/#messages"
    assert [m.body["text"] for m in letters(served, one.case)] == ["Please call me. <b>"]
    assert "Please call me. &lt;b&gt;" in _page(client)


def test_another_message_from_a_form_that_was_sent_already_is_another(served: Any) -> None:
    one = someone(served)
    client = signed_in(one)
    txn = re.search(r'name="txn" value="([0-9a-f]{32})"', _page(client))
    assert txn
    for text in ("First.", "Second.", "First."):
        assert client.post("/", {"act": "message", "text": text, "txn": txn[1]}).status_code == 302
    assert [m.body["text"] for m in letters(served, one.case)] == ["First.", "Second."]


def test_an_empty_message_is_said_beside_the_field(served: Any) -> None:
    answer = _post(signed_in(someone(served)), act="message", text="   ")
    assert answer.status_code == 400
    assert 'id="text-wrong">Write something first.' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_what_was_written_is_kept_where_it_is_too_long(served: Any) -> None:
    answer = _post(signed_in(someone(served)), act="correct", text="a" * 8001)
    assert answer.status_code == 400
    assert "a" * 8001 in answer.content.decode()


def test_a_correction_is_a_message_and_a_task_for_the_office(served: Any) -> None:
    one = someone(served)
    _post(signed_in(one), act="correct", text="The interpreter said March. It was May.")
    tasks = kinds.standing(_records(served, one.case), "task")
    assert [t.body["done"] for t in tasks] == [False]
    assert tasks[0].body["kind"] == "corrected"


ASKED = {
    "correct": {"act": "correct", "text": "It was May."},
    "contact": {"act": "contact", "channel": "letter"},
    "withdraw": {"act": "withdraw", "recipient": "A hospital", "for": "a report"},
}


@pytest.mark.parametrize(("asks", "en", "ja"), [
    ("correct", "The applicant corrects something in the file.", "本人が記録の誤りを指摘しています。"),
    ("contact", "The applicant changed how they can be reached.", "本人が連絡方法を変えました。"),
    ("withdraw", "The applicant withdrew a consent.", "本人が同意を撤回しました。"),
])  # fmt: skip
def test_what_the_applicant_asks_of_the_office_is_said_in_the_reader_s_language(
    served: Any, asks: str, en: str, ja: str
) -> None:
    one = someone(served)
    add(served, one.case, [kinds.draft("consent", {"recipient": "A hospital", "purpose": "a report", "given": True})])
    _post(signed_in(one), **ASKED[asks])
    lawyer = served.sign_in("lawyer")
    for lang, said in (("en", en), ("ja", ja)):
        assert said in on_today(lawyer, one.case, lang)


def test_a_task_of_before_there_were_kinds_is_said_in_the_reader_s_language_too(served: Any) -> None:
    one, lawyer = someone(served), served.sign_in("lawyer")
    old = "The applicant withdrew a consent. Tell whoever was given something under it."
    add(served, one.case, [
        kinds.draft("task", {"what": old, "done": False}),
        kinds.draft("task", {"what": "Call the hospital", "done": False}),
    ])  # fmt: skip
    page = on_today(lawyer, one.case, "ja")
    assert "本人が同意を撤回しました。" in page
    assert old not in page
    assert "Call the hospital" in page


def test_a_task_says_something_or_is_of_a_kind() -> None:
    with pytest.raises(BadInput, match="The field what is empty"):
        kinds.draft("task", {"done": False})
    with pytest.raises(BadInput, match="takes one of"):
        kinds.draft("task", {"kind": "something else"})


def test_what_must_not_be_known_is_never_shown_again_and_stays(served: Any) -> None:
    one = someone(served)
    add(served, one.case, [kinds.draft("contact", {"channel": "phone", "address": "090-0000", "never_say": "lawyer",
                                                   "must_not_know": "my husband"})])  # fmt: skip
    client = signed_in(one)
    page = _page(client)
    assert "my husband" not in page
    assert "090-0000" in page
    _post(client, act="contact", channel="letter", address="c/o a friend")
    found = kinds.latest(_records(served, one.case), "contact")
    assert found["must_not_know"] == "my husband"
    assert found["never_say"] == "lawyer"
    assert found["address"] == "c/o a friend"
    assert "hours" not in found


def test_a_consent_is_withdrawn_once(served: Any) -> None:
    one = someone(served)
    told = {"recipient": "A hospital", "purpose": "a medical report", "given": True}
    add(served, one.case, [kinds.draft("consent", told)])
    client = signed_in(one)
    assert "A hospital" in _page(client)
    _post(client, act="withdraw", recipient="A hospital", **{"for": "a medical report"})
    assert "A hospital" not in _page(client)
    count = len(kinds.standing(_records(served, one.case), "consent"))
    assert _post(client, act="withdraw", recipient="A hospital", **{"for": "a medical report"}).status_code == 302
    assert len(kinds.standing(_records(served, one.case), "consent")) == count
    assert _post(client, act="withdraw", recipient="A school", **{"for": "a medical report"}).status_code == 400


def test_who_read_the_file_is_told_by_role(served: Any) -> None:
    one = someone(served)
    client = signed_in(one)
    assert "Nobody but you." in _page(client)
    files.read(served.office, served.people["lawyer"], one.case, "representation", instance().clock())
    page = _page(client)
    assert "Your lawyer" in page
    assert "A. Lawyer" not in page
    assert "Your lawyer" in _post(client, act="seen").content.decode()


def test_an_emergency_is_told_to_the_applicant(served: Any) -> None:
    one = someone(served)
    reason = "The police called about a removal tonight"
    grants.break_glass(served.office, served.people["caseworker"], one.case, reason, instance().clock())
    page = _page(signed_in(one))
    assert "because it was urgent" in page
    assert reason not in page


def test_a_card_that_was_made_is_told_to_the_applicant(served: Any) -> None:
    one = someone(served)
    lawyer, now = served.people["lawyer"], instance().clock()
    with served.office.store.writing(lawyer.id, moment(now), office=True) as rows:
        rows.lock(one.case)
        note(served.office, rows, one.case, "card", {"member": one.member.id.hex()}, moment(now), lawyer.id)
    assert "a card with number and PIN was made for you" in _page(signed_in(one))


def test_without_a_live_grant_there_is_one_kind_sentence(served: Any) -> None:
    one = someone(served)
    client = signed_in(one)
    lawyer, now = served.people["lawyer"], instance().clock()
    with served.office.store.reading(office=True) as rows:
        held = grants.live(served.office, rows, one.member.id, one.case)
    grants.revoke(served.office, lawyer, one.case, held[0].id, now, "the case is closed")
    page = _page(client)
    assert "Your number still works." in page
    assert "Leave this page" in page
    assert client.post("/", {"act": "message", "text": "hello", "txn": "0" * 32}).status_code == 200
    assert letters(served, one.case) == []


# Relatives.


def test_of_a_relative_the_steps_are_shown_and_nothing_else(served: Any) -> None:
    one, other = someone(served), someone(served, more=(Draft("claim", "story", {"text": "a canary of the other"}),))
    assert "Your relatives" not in _page(signed_in(one))
    let_in_as_relative(served, other.case, one.member)
    page = _page(signed_in(one))
    assert "Your relatives" in page
    assert "Relative 1" in page
    assert "canary" not in page


def test_the_page_of_a_relative_is_the_same_bytes_whether_or_not_a_part_is_sealed(served: Any) -> None:
    one, other = someone(served), someone(served)
    let_in_as_relative(served, other.case, one.member)
    client = signed_in(one)
    before = _unmarked(client.get("/"))
    add(served, other.case, [
        Draft("intimate", "story", {"text": "what the relative must never learn"}),
        Draft("intimate", "fact", {"fact": "sexual_orientation", "value": True}),
        Draft("health", "story", {"text": "an illness"}),
        Draft("identity", "contact", {"must_not_know": "the spouse"}),
    ])  # fmt: skip
    assert _unmarked(client.get("/")) == before


def _unmarked(answer: Any) -> tuple[bytes, list[tuple[str, str]]]:
    """A page without the marks that are drawn anew each time, and its headers."""
    body = re.sub(rb'(name="(?:csrfmiddlewaretoken|txn)" value=")[^"]*', rb"\1", answer.content)
    return body, sorted(answer.headers.items())


# Leaving.


def test_leaving_ends_the_session_and_goes_where_nothing_is_said(served: Any) -> None:
    client = signed_in(someone(served))
    answer = client.post("/", {"act": "leave"})
    assert answer.headers["Location"] == "/month/"
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert 'class="month"' in client.get("/month/").content.decode()
    assert 'name="pin"' in client.get("/").content.decode()


@pytest.mark.parametrize("lang", ["ja-easy", "en", "fr", "ar"])
def test_what_is_sent_from_a_page_that_closed_by_itself_is_said_not_to_be_sent(served: Any, lang: str) -> None:
    one = someone(served)
    client = signed_in(one, lang)
    client.logout()
    client.get(f"/?lang={lang}")
    answer = client.post("/", {"act": "message", "text": "a long letter", "txn": "0" * 32})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert Words(lang, ()).said("You were away for too long. Nothing was sent. Open it again.").plain in (
        re.sub(r"<rt>.*?</rt>|</?ruby>", "", page)
    )
    assert "a long letter" not in page
    assert letters(served, one.case) == []
    assert client.post("/", {"act": "leave"}).headers["Location"] == "/month/"


@pytest.mark.parametrize("lang", ["ja-easy", "en", "fr", "ar"])
def test_too_many_wrong_tries_are_said_in_the_language_of_the_page(served: Any, lang: str) -> None:
    from django.test import Client

    client, code = Client(REMOTE_ADDR=f"10.9.{len(lang)}.{ord(lang[0])}"), f"{secrets.randbelow(10**16):016}"
    client.get(f"/?lang={lang}")
    for _ in range(6):
        answer = client.post("/enter/", {"code": code, "pin": "000000"})
    assert answer.status_code == 429
    said = re.sub(r"<rt>.*?</rt>|</?ruby>", "", answer.content.decode())
    assert Words(lang, ()).said(TOO_OFTEN).translated
    assert Words(lang, ()).said(TOO_OFTEN).plain in said


TOO_OFTEN = "There were too many wrong tries. Wait a quarter of an hour, then try again."


def test_staff_are_sent_to_their_own_page(served: Any) -> None:
    assert served.sign_in("lawyer").get("/").headers["Location"] == "/today/"
