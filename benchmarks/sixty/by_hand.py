"""The same sixty rules by hand: None is what is not known; a day that does not come is 0."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.sixty.rules import ONE_YEAR, SEVEN_DAYS, SIX_MONTHS

Known = dict[str, Any]


def both(*parts: bool | None) -> bool | None:
    """Kleene's conjunction."""
    unknown = False
    for part in parts:
        if part is False:
            return False
        unknown = unknown or part is None
    return None if unknown else True


def either(*parts: bool | None) -> bool | None:
    """Kleene's disjunction."""
    unknown = False
    for part in parts:
        if part:
            return True
        unknown = unknown or part is None
    return None if unknown else False


def no(part: bool | None) -> bool | None:
    """Kleene's negation."""
    return None if part is None else not part


LAST: dict[tuple[str, int], int] = {}


def last(which: Any, start: int) -> int:
    """The last day of a period, from a table that fills itself."""
    found = LAST.get((which.name, start))
    if found is None:
        found = which.value.last_day(date.fromordinal(start)).toordinal() if start else 0
        LAST[which.name, start] = found
    return found


D_PROTECTION, D_GUIDE, D_LAW = (day.toordinal() for day in (date(2023, 12, 1), date(2023, 3, 24), date(2024, 6, 10)))


def by_hand(f: Known, on: int) -> Known:
    """The sixty rules as straight lines of Python."""
    r: Known = {}
    definition(f, r, on)
    procedure(f, r, on)
    outcome(f, r, on)
    return r


def definition(f: Known, r: Known, on: int) -> None:
    """Who is a refugee."""
    r["minority_group"] = both(f["minority"], either(f["punished"], f["enforced"]))
    r["social_group"] = either(f["group"], r["minority_group"], f["gender"])
    r["ground"] = either(f["race"], f["religion"], f["nation"], r["social_group"], f["opinion"])
    r["not_state"] = no(f["by_state"])
    r["tolerated"] = both(r["not_state"], f["tolerates"])
    r["protection"] = both(f["available"], f["effective"])
    r["agent"] = either(f["by_state"], r["tolerated"], no(r["protection"]))
    r["elsewhere"] = both(f["safe_area"], f["reasonable"], no(f["by_state"]))
    r["nexus"] = both(f["fear"], r["ground"])
    r["serious"] = None if f["years"] is None else f["years"] >= 3
    r["excluded"] = either(f["article_1d"], f["article_1f"])
    r["inclusion"] = both(r["nexus"], r["agent"], no(r["elsewhere"]))
    r["refugee"] = both(r["inclusion"], no(r["excluded"]))
    r["new_protection"] = f["lodged"] >= D_PROTECTION
    without = both(no(r["ground"]), r["agent"], no(r["elsewhere"]), no(r["excluded"]))
    r["complementary"] = both(r["new_protection"], f["fear"], without)
    r["protect"] = either(r["refugee"], r["complementary"])
    r["guided"] = on >= D_GUIDE
    r["minority_route"] = both(r["guided"], r["minority_group"], r["inclusion"])


def procedure(f: Known, r: Known, on: int) -> None:
    """Times and remedies."""
    lodged, decided, served, arrived = f["lodged"], f["decided"], f["served"], f["arrived"]
    review_filed, review_decided = f["review_filed"], f["review_decided"]
    suit_filed, judged = f["suit_filed"], f["judged"]
    r["sixty_due"] = arrived + 60 if arrived else 0
    r["in_sixty"] = 0 < lodged <= r["sixty_due"]
    r["standard_due"] = last(SIX_MONTHS, lodged)
    r["pending"] = bool(lodged) and not decided
    r["overdue"] = r["pending"] and 0 < r["standard_due"] < on
    r["decided_in_time"] = 0 < decided <= r["standard_due"]
    r["served_late"] = bool(decided) and decided + 30 < served
    r["review_due"] = last(SEVEN_DAYS, served)
    r["review_in_time"] = 0 < review_filed <= r["review_due"]
    r["review_free"] = bool(served) and not review_filed
    r["review_open"] = r["review_free"] and r["review_due"] >= on
    r["review_lapsed"] = r["review_free"] and 0 < r["review_due"] < on
    r["review_pending"] = bool(review_filed) and not review_decided
    r["suit_base"] = review_decided or served
    r["suit_due"] = last(SIX_MONTHS, r["suit_base"])
    r["suit_in_time"] = 0 < suit_filed <= r["suit_due"]
    r["suit_free"] = bool(r["suit_base"]) and not suit_filed
    r["suit_open"] = r["suit_free"] and r["suit_due"] >= on
    r["suit_lapsed"] = r["suit_free"] and 0 < r["suit_due"] < on
    r["outer_due"] = last(ONE_YEAR, r["suit_base"])
    r["outer_kept"] = 0 < suit_filed <= r["outer_due"]
    r["in_court"] = bool(suit_filed) and not judged


def outcome(f: Known, r: Known, on: int) -> None:
    """Where the claim stands."""
    r["third"] = None if f["number"] is None else f["number"] >= 3
    r["pending_any"] = r["pending"] or r["review_pending"]
    r["new_law"] = f["lodged"] >= D_LAW
    r["stays_now"] = both(r["pending_any"], no(r["third"]), no(r["serious"]))
    r["stays"] = r["stays_now"] if r["new_law"] else r["pending_any"]
    r["removable"] = both(no(r["stays"]), no(r["refugee"]), not r["suit_open"])
    if r["pending"]:
        r["stage"] = "pending"
    elif r["review_open"]:
        r["stage"] = "review open"
    elif r["review_pending"]:
        r["stage"] = "review"
    elif r["suit_open"]:
        r["stage"] = "suit open"
    else:
        r["stage"] = "court" if r["in_court"] else "ended"
    r["due_next"] = r["standard_due"] if r["pending"] else r["review_due"] if r["review_open"] else r["suit_due"]
    r["urgent"] = on <= r["due_next"] <= on + 7
    r["provisional"] = both(r["in_sixty"], no(r["excluded"]), no(r["serious"]))
    r["large_office"] = None if f["office"] is None else f["office"] in ("tokyo", "osaka")
    r["by_air"] = None if f["route"] is None else f["route"] == "air"
    slow = both(r["protect"], no(r["third"]))
    if r["large_office"] is None:
        r["fast"] = slow if slow is r["protect"] else None
    else:
        r["fast"] = r["protect"] if r["large_office"] else slow
    r["hearing"] = both(r["pending"], f["fear"], no(r["excluded"]))
    r["alert"] = either(both(r["removable"], f["fear"]), r["urgent"])
    r["first_word"] = min((day for day in (f["served"], f["review_filed"]) if day), default=0)
    r["last_word"] = max(f["decided"], f["review_decided"], f["judged"])
    r["moved_on"] = 0 < f["served"] < r["last_word"]
    r["quiet"] = not r["urgent"] and not r["overdue"]
    r["exceptional"] = both(either(r["serious"], r["third"]), no(r["refugee"]))
    r["permit"] = both(r["provisional"], no(r["removable"]), r["by_air"])
    r["closed"] = not (r["pending_any"] or r["in_court"] or r["review_open"] or r["suit_open"])
