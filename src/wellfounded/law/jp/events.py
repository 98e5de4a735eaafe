"""The event kinds of Japan.

Every event has the common fields `day, notified, how, recorded, actor, id, corrects, application`; a kind
adds its own.
"""

from __future__ import annotations

from typing import Literal

from wellfounded.rules.order import EventKind, Span

# fmt: off
# A table reads better with a row to a line.
LANES = {
    "person": "Person",
    "bureau": "Immigration bureau",
    "review": "Administrative review",
    "court": "Courts",
    "removal": "Removal",
}
"""The lanes of the picture of a case, from top to bottom."""

OUTCOMES = ("recognised", "complementary", "denied", "ended")
SUIT_KINDS = ("revocation", "nullity", "inaction", "duty_imposing")
TARGETS = ("denial", "review_decision", "removal_order", "special_permission_refusal", "cancellation", "inaction")
COURTS = ("district", "high", "supreme")
RESULTS = ("revoked", "ordered", "declared", "dismissed", "inadmissible", "remanded", "upheld")
"""What a court decided on one claim. `upheld`: a higher court left the judgment below as it was (the appeal failed);
`dismissed` always says that the claim failed."""
DEPORTATION_GROUNDS = (
    "overstay", "iii", "iii-2", "iii-3", "iii-4", "iii-5", "iv-ha", "iv-ni", "iv-ho", "iv-he", "iv-to", "iv-chi", "iv-ri",
    "iv-nu", "iv-ru", "iv-o", "iv-wa", "iv-ka", "iv-yo", "other",
)
"""The grounds of article 24 that other rules single out, by their items, イロハ in letters."""

_P: Literal["person"] = "person"
_A: Literal["application"] = "application"

EVENT_KINDS = (
    # the person and the status of residence
    EventKind("landed", "Arrived in Japan", "person", _P),
    EventKind("grounds_arose", "Learnt of grounds that arose while in Japan", "person", _P),
    EventKind("status_granted", "Status of residence granted", "person", _P, {"until": "term", "status": str}),
    EventKind("status_extended", "Status of residence extended", "person", _P, {"until": "term", "status": str}),
    EventKind("status_expired", "Status of residence expired", "person", _P),
    EventKind("status_extension_asked", "Asked for extension or change of the status of residence", "person", _P, {}, offices=True),
    EventKind("status_extension_refused", "Extension or change of the status of residence refused", "person", _P),
    EventKind("status_cancelled", "Status of residence cancelled", "person", _P),
    EventKind("departed", "Left Japan", "person", _P),
    EventKind("died", "Died", "person", _P),
    EventKind("naturalised", "Became a Japanese national", "person", _P),
    # the application and the first instance
    EventKind("applied", "Applied for recognition", "bureau", _A, {"kind": ("refugee", "complementary")}, offices=True),
    EventKind("materials_handed_in", "Materials handed in", "bureau", _A, {"with_application": bool}),
    EventKind("materials_held_sufficient", "Materials held to give reasonable grounds", "bureau"),
    EventKind("materials_held_insufficient", "Materials held not to give reasonable grounds", "bureau"),
    EventKind("withdrawn", "Application withdrawn", "bureau"),
    EventKind("triaged", "Sorted into a class", "bureau", _A, {"triage_class": ("A", "B", "C", "D1", "D2")}),
    EventKind("work_permitted", "Work permitted", "bureau", _A, {"until": "term"}),
    EventKind("interviewed", "Interviewed by a refugee inquirer", "bureau"),
    EventKind("provisional_stay_granted", "Provisional stay granted", "bureau", _A, {"until": "term"}),
    EventKind("provisional_stay_refused", "Provisional stay refused", "bureau"),
    EventKind("provisional_stay_extended", "Provisional stay extended", "bureau", _A, {"until": "term"}),
    EventKind("provisional_stay_extension_asked", "Asked for extension of provisional stay", "bureau", _A, {}, offices=True),
    EventKind("provisional_stay_reported", "Reported on life under provisional stay", "bureau"),
    EventKind("provisional_stay_cancelled", "Provisional stay cancelled", "bureau"),
    EventKind("provisional_stay_status_granted", "Status of residence granted to a holder of provisional stay", "bureau"),
    EventKind("decided", "Decided at first instance", "bureau", _A, {"outcome": OUTCOMES}, offices=True),
    EventKind("notice_served", "Notice of the decision served", "bureau", _A, {"of": ("decision", "review")},
              needs=("of",), offices=True),
    EventKind("came_to_know", "Came to know of the decision otherwise than by its notice", "bureau", _A,
              {"of": ("decision", "review")}, needs=("of",)),
    EventKind("certificate_issued", "Certificate of recognition issued", "bureau"),
    EventKind("residence_granted", "Long-term resident status granted with recognition", "bureau", _A, {"refused": bool}),
    EventKind("long_term_residence_asked", "Asked to become a long-term resident", "bureau", _A, {}, offices=True),
    EventKind("travel_document_asked", "Asked for a refugee travel document", "bureau", _A, {}, offices=True),
    EventKind("travel_document_issued", "Refugee travel document issued", "bureau", _A, {"until": "term"}),
    EventKind("travel_document_refused", "Refugee travel document refused", "bureau"),
    EventKind("humanitarian_permission", "Allowed to stay on humanitarian grounds", "bureau"),
    EventKind("redecided", "Decided again after a judgment", "bureau", _A, {"outcome": OUTCOMES}),
    EventKind("recognition_cancelled", "Recognition cancelled", "bureau", _A, {"ground": ("fraud", "cessation", "exclusion")}),
    EventKind("recognition_ceased", "Recognition ceased to be needed", "bureau", _A, {"clause": str}),
    EventKind("cancellation_review_requested", "Requested review of the cancellation", "review", _A, {"posted": "posted"}, offices=True),
    EventKind("cancellation_review_withdrawn", "Request for review of the cancellation withdrawn", "review"),
    EventKind("cancellation_review_decided", "Review of the cancellation decided", "review", _A,
              {"outcome": ("allowed", "dismissed", "inadmissible")}, offices=True),
    # the administrative review
    EventKind("review_requested", "Requested administrative review", "review", _A, {"posted": "posted"}, offices=True),
    EventKind("review_posted", "Posted the request for administrative review", "review"),
    EventKind("review_withdrawn", "Request for review withdrawn", "review"),
    EventKind("inaction_review_requested", "Requested review of inaction", "review"),
    EventKind("inaction_review_decided", "Review of inaction decided", "review", _A,
              {"outcome": ("allowed", "dismissed", "inadmissible")}),
    EventKind("oral_statement_held", "Oral statement held", "review"),
    EventKind("oral_statement_waived", "Oral statement waived", "review"),
    EventKind("oral_statement_refused", "Oral statement left out", "review"),
    EventKind("counsellors_opinion", "Opinion of the refugee examination counsellors", "review", _A,
              {"for_recognition": ("all", "majority", "minority", "none")}, internal=True),
    EventKind("review_decided", "Review decided", "review", _A,
              {"outcome": ("allowed", "dismissed", "inadmissible")}, offices=True),
    # the courts
    EventKind("suit_filed", "Filed suit", "court", _A, {"kind": SUIT_KINDS, "target": TARGETS, "counsel": bool}),
    EventKind("suit_withdrawn", "Suit withdrawn", "court", _A, {"kind": SUIT_KINDS, "target": TARGETS}),
    EventKind("stay_of_execution_asked", "Asked for a stay of execution", "court", _A, {"target": TARGETS}),
    EventKind("stay_of_execution_granted", "Stay of execution granted", "court", _A, {"target": TARGETS, "until": "term"}),
    EventKind("stay_of_execution_refused", "Stay of execution refused", "court", _A, {"target": TARGETS}),
    EventKind("stay_of_execution_lapsed", "Stay of execution lapsed", "court", _A, {"target": TARGETS}),
    EventKind("prime_minister_objected", "The Prime Minister objected to a stay of execution", "court"),
    EventKind("judgment", "Judgment", "court", _A, {"court": COURTS, "kind": SUIT_KINDS, "target": TARGETS, "result": RESULTS,
                                                     "finds_refugee": bool, "number": str, "viewed": "day"},
              needs=("court",)),
    EventKind("judgment_served", "Judgment served", "court", _A,
              {"court": COURTS, "on_whom": ("applicant", "authority"), "viewed": "day"}, needs=("court", "on_whom")),
    EventKind("appealed", "Appealed", "court", _A,
              {"to": ("high", "supreme"), "by": ("applicant", "authority")}, needs=("to", "by")),
    EventKind("acceptance_petitioned", "Petitioned for acceptance of a final appeal", "court", _A,
              {"by": ("applicant", "authority")}, needs=("by",)),
    EventKind("appeal_waived", "Right to appeal waived", "court", _A,
              {"to": ("high", "supreme"), "by": ("applicant", "authority")}, needs=("to", "by")),
    EventKind("appeal_withdrawn", "Appeal withdrawn", "court", _A,
              {"to": ("high", "supreme"), "by": ("applicant", "authority")}, needs=("to", "by")),
    EventKind("remanded", "Sent back to the court below", "court", _A, {"court": ("district", "high")}),
    EventKind("became_final", "Judgment became final", "court"),
    # removal
    EventKind("removal_procedure_opened", "Removal procedure opened", "removal", _P),
    EventKind("finding_accepted", "Finding in the removal procedure accepted", "removal", _P),
    EventKind("objection_dismissed", "Objection to the finding in the removal procedure dismissed", "removal", _P),
    EventKind("deportation_ground_found", "Ground for removal found", "removal", _P, {"ground": DEPORTATION_GROUNDS, "suspected": bool}),
    EventKind("grave_harm_found", "Held to harm the interest or security of Japan gravely", "removal", _P),
    EventKind("special_permission_asked", "Asked for special permission to stay", "removal", _P, {}, offices=True),
    EventKind("special_permission_granted", "Special permission to stay granted", "removal", _P),
    EventKind("special_permission_refused", "Special permission to stay refused", "removal", _P),
    EventKind("removal_ordered", "Removal order issued", "removal", _P),
    EventKind("removal_order_revoked", "Removal order revoked", "removal", _P),
    EventKind("detained", "Detained", "removal", _P),
    EventKind("detention_reviewed", "Need for detention reviewed", "removal", _P),
    EventKind("released", "Released", "removal", _P),
    EventKind("provisionally_released", "Provisional release granted", "removal", _P),
    EventKind("supervision_begun", "Supervisory measures begun", "removal", _P, {"stage": ("before_order", "after_order")}),
    EventKind("supervision_ended", "Supervisory measures ended", "removal", _P),
    EventKind("ordered_to_leave", "Ordered to leave", "removal", _P, {"until": "term"}),
    EventKind("order_to_leave_revoked", "Order to leave revoked", "removal", _P),
    EventKind("departure_restricted", "Forbidden to leave by a criminal court", "removal", _P),
    EventKind("departure_restriction_lifted", "Restriction on leaving lifted", "removal", _P),
    EventKind("provisional_release_asked", "Asked for provisional release", "removal", _P),
    EventKind("removal_set", "Removal set", "removal", _P, {"for_day": "term"}),
    EventKind("removed", "Removed", "removal", _P),
    EventKind("sentenced", "Sentenced", "removal", _P, {"years": int, "months": int, "life": bool, "to_serve_years": int,
                                                         "to_serve_months": int, "suspended": ("no", "wholly", "partly")}),
)
"""The table. A test walks it, so a kind that no rule or picture uses is seen."""

_GONE = "departed|died|naturalised"
_STAY = "status_granted|residence_granted|status_extended|status_expired|special_permission_granted|" + _GONE

SPANS = (
    Span("status_granted", _STAY, "person", "Status of residence", until="until"),
    Span("status_extended", _STAY, "person", "Status of residence", until="until"),
    Span("applied", "decided|withdrawn|died", "bureau", "Application"),
    Span("provisional_stay_granted", "provisional_stay_extended|provisional_stay_cancelled|removed|" + _GONE,
         "bureau", "Provisional stay", until="until"),
    Span("provisional_stay_extended", "provisional_stay_extended|provisional_stay_cancelled|removed|" + _GONE,
         "bureau", "Provisional stay", until="until"),
    Span("review_requested", "review_decided|review_withdrawn|died", "review", "Administrative review"),
    Span("suit_filed", "judgment|suit_withdrawn", "court", "Suit for revocation", {"kind": "revocation"},
         ("kind", "target")),
    Span("suit_filed", "judgment|suit_withdrawn", "court", "Suit for a declaration of nullity", {"kind": "nullity"},
         ("kind", "target")),
    Span("suit_filed", "judgment|suit_withdrawn", "court", "Suit over inaction", {"kind": "inaction"}, ("kind", "target")),
    Span("suit_filed", "judgment|suit_withdrawn", "court", "Suit for an order to recognise", {"kind": "duty_imposing"},
         ("kind", "target")),
    Span("appealed", "judgment|appeal_withdrawn|remanded", "court", "Appeal", {"to": "high"}),
    Span("appealed", "judgment|appeal_withdrawn|remanded", "court", "Final appeal", {"to": "supreme"}),
    Span("acceptance_petitioned", "judgment|appeal_withdrawn|remanded", "court", "Petition for a final appeal"),
    Span("stay_of_execution_granted", "stay_of_execution_lapsed", "court", "Stay of execution", {}, ("target",), "until"),
    Span("removal_procedure_opened", "removal_ordered|special_permission_granted|removed|departed", "removal",
         "Removal procedure"),
    Span("detained", "released|provisionally_released|supervision_begun|removed|departed", "removal", "Detention"),
    Span("supervision_begun", "supervision_ended|detained|removed|departed", "removal", "Supervisory measures"),
    Span("ordered_to_leave", "order_to_leave_revoked|departed|removed", "removal", "Ordered to leave", until="until"),
)
"""What is drawn as a bar in the picture of a case. An appeal ends with the first judgment after it."""
