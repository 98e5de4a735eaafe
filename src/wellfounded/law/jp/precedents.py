"""Judgments on refugee status: the court, the day, the result, the point decided, and the rule that it supports."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.sources import (
    NAGOYA_DC_2024,
    NAGOYA_HC_2016,
    NAGOYA_HC_2021,
    NAGOYA_HC_2024,
    OSAKA_DC_2023,
    OSAKA_DC_2024,
    OSAKA_HC_2025,
    SAPPORO_HC_2022,
    SUPREME_1952,
    SUPREME_1955,
    SUPREME_1977,
    SUPREME_2016,
    TOKYO_DC_2011,
    TOKYO_HC_2005,
    TOKYO_HC_2006,
    TOKYO_HC_2007,
    TOKYO_HC_2018,
    TOKYO_HC_2021,
)
from wellfounded.rules.order import Precedent

PRECEDENTS = (
    Precedent(
        SUPREME_1952, "Supreme Court", date(1952, 11, 20), "", "",
        "The time to sue runs from actual knowledge; of a document handed over one knows on the day of its delivery.",
        ("refusal_became_known",),
    ),
    Precedent(
        SUPREME_1955, "Supreme Court, 3rd Petty Bench", date(1955, 12, 6), "昭和29(オ)904", "",
        "A request for review that was out of time does not move the time to sue over the first decision.",
        ("time_to_sue_starts", "review_was_lawfully_requested"),
    ),
    Precedent(
        SUPREME_1977, "Supreme Court", date(1977, 2, 17), "", "",
        "Under the older text on the time to sue after a review, the first day counted.",
        ("last_day_to_sue_under_the_old_text",), "known",
    ),
    Precedent(
        TOKYO_HC_2005, "Tokyo High Court", date(2005, 5, 31), "", "",
        "Persecution is, by a general formula, infringement or oppression of life, body or freedom.",
        ("persecution",),
    ),
    Precedent(
        TOKYO_HC_2006, "Tokyo High Court", date(2006, 4, 12), "", "",
        "The same general formula of persecution.",
        ("persecution",),
    ),
    Precedent(
        TOKYO_HC_2007, "Tokyo High Court", date(2007, 9, 12), "平成19(行コ)131", "review suit inadmissible",
        "A refusal is judged by the law and the facts of its day.",
        ("relevant_date", "suit_over_review_decision_has_interest"),
    ),
    Precedent(
        TOKYO_DC_2011, "Tokyo District Court", date(2011, 2, 4), "", "",
        "Freedom, in the formula, means freedom of the body; economic freedom is outside it.",
        ("other_freedom_taken_by_state", "other_freedom_taken_by_others"),
    ),
    Precedent(
        SUPREME_2016, "Supreme Court", date(2016, 3, 10), "", "",
        "A decision is known even if the details of its contents are not.",
        ("refusal_became_known",),
    ),
    Precedent(
        NAGOYA_HC_2016, "Nagoya High Court", date(2016, 7, 28), "平成28(行コ)19",
        "refusal, refusal of special permission and removal order revoked",
        "An ordinary active member of the opposition, not a leader, is in danger where the state persecutes members in"
        " general; the account is to be judged as a whole.",
        ("state_harms_people_alike", "account_credible", "political_opinion_held_or_supposed"),
    ),
    Precedent(
        TOKYO_HC_2018, "Tokyo High Court", date(2018, 12, 5), "", "second refusal revoked, recognition ordered",
        "After a final revocation that found a refugee, a new refusal for later changes must meet 1C(5).",
        ("not_ceased", "recognition_owed_after_revocation", "new_refusal_lawful"),
    ),
    Precedent(
        NAGOYA_HC_2021, "Nagoya High Court", date(2021, 1, 13), "", "state liable",
        "Removal on the day after the dismissal was told was unlawful: it took the chance to go to court.",
        ("removal_would_cut_off_the_court", "dismissal_only_just_told"),
    ),
    Precedent(
        TOKYO_HC_2021, "Tokyo High Court", date(2021, 9, 22), "", "state liable",
        "Such a removal violates the right to a court; removal within the six months to sue is not unlawful by itself.",
        ("removal_would_cut_off_the_court", "dismissal_only_just_told"),
    ),
    Precedent(
        SAPPORO_HC_2022, "Sapporo High Court", date(2022, 5, 20), "",
        "refusal revoked, refusal of special permission void",
        "A man tortured for giving food to members of an organisation that seeks independence is a refugee.",
        ("persecution_by_state", "harmed_by_state_before"),
    ),
    Precedent(
        OSAKA_DC_2023, "Osaka District Court", date(2023, 3, 15), "令和2(行ウ)134",
        "refusal, refusal of special permission and removal order revoked, recognition ordered",
        "A lesbian woman abused by the police before: arbitrary detention is possible where the police are prejudiced.",
        ("sexual_minority", "harmed_by_state_before"),
    ),
    Precedent(
        NAGOYA_HC_2024, "Nagoya High Court", date(2024, 1, 25), "令和5(行コ)38",
        "refusal of 2016 revoked, recognition ordered",
        "Recognition is ordered on an earlier application; the suit against a later refusal is inadmissible.",
        ("relevant_date",),
    ),
    Precedent(
        NAGOYA_DC_2024, "Nagoya District Court", date(2024, 5, 9), "", "refusal revoked",
        "Refusing military service can be a political opinion for which a person is persecuted.",
        ("service_refused_for_conscience",),
    ),
    Precedent(
        OSAKA_DC_2024, "Osaka District Court", date(2024, 7, 4), "令和4(行ウ)112",
        "refusal revoked, suit against the review decision inadmissible",
        "A gay man from a North African country: danger from relatives without protection by the state is one basis,"
        " danger of arrest and prosecution another. Orientation is fundamental; nobody can be made to hide it.",
        (
            "feared_from_others_for_reason",
            "feared_from_state_for_reason",
            "sexual_minority",
            "hiding_may_not_be_asked",
            "unprotected_from_others",
            "account_credible",
            "suit_over_review_decision_has_interest",
        ),
    ),
    Precedent(
        OSAKA_HC_2025, "Osaka High Court", date(2025, 2, 27), "令和6(行コ)102", "appeal of the state dismissed",
        "A penal provision that exists is applied in fact, arrests rise, and the state lets persecution be.",
        ("criminal_law_applied_in_fact", "prosecution_is_persecution", "unprotected_from_others"),
    ),
)  # fmt: skip
"""The judgments in the order of time. The country of the plaintiff in the two judgments of Osaka is not named."""
