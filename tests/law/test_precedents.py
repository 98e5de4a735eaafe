"""The judgments of Japan: each stands in the sources of the law and supports rules that exist."""

from wellfounded import law as laws
from wellfounded.law.jp.precedents import PRECEDENTS

JP = laws.find("jp")


def test_every_judgment_is_a_source_of_the_law() -> None:
    assert [one.source.id for one in PRECEDENTS if one.source not in JP.sources] == []


def test_every_judgment_supports_rules_that_exist() -> None:
    for one in PRECEDENTS:
        assert one.supports, one.source.id
        assert [rule for rule in one.supports if rule not in JP.rules] == [], one.source.id


def test_the_judgments_stand_in_the_order_of_time() -> None:
    days = [one.day for one in PRECEDENTS]
    assert days == sorted(set(days))
    assert all(one.day.isoformat() in one.source.id for one in PRECEDENTS)


def test_every_judgment_among_the_sources_says_what_it_decided() -> None:
    judgments = {source.id for source in JP.sources if source.kind == "judgment" and source.id.startswith("jp-")}
    assert judgments == {one.source.id for one in PRECEDENTS}
