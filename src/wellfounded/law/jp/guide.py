"""What the applicant's own page says of a case in Japan: five steps, what to do, and what comes next."""

from __future__ import annotations

from wellfounded.rules.guide import Doing, Guide, Place, Verdict

_PROTECTED = ("You get protection in Japan.",)
_COURT_NEXT = ("You can go to court. Ask your lawyer at once.", "You may lose your protection against removal.")
_REFUSAL = ("The letter of refusal", "The envelope of the letter")
_JUDGMENT = ("The judgment",)
_STAY = ("Your residence card", "Your passport, if you have it")
_OFFICE = "At the immigration office, or by post."
_DISTRICT = "At the district court. Your lawyer can do it."
_HIGH = "At the high court that decided. Your lawyer can do it."

_STAGES = {
    "none": Place("application", "You have not applied yet.", next=("Your lawyer helps you to apply.",)),
    "first_instance": Place(
        "decision",
        "You have applied. Now you wait for the decision.",
        if_yes=_PROTECTED,
        if_no=("You can ask for a review.", "The time for it is very short."),
    ),
    "review_open": Place(
        "review", "The answer was no. You can ask for a review.", if_yes=_PROTECTED, if_no=_COURT_NEXT
    ),
    "review_pending": Place("review", "You asked for a review. Now you wait.", if_yes=_PROTECTED, if_no=_COURT_NEXT),
    "suit_open": Place(
        "court",
        "The answer is still no. You can go to court.",
        if_yes=("The court cancels the refusal.",),
        if_no=("You can appeal to a higher court.",),
    ),
    "suit_pending": Place(
        "court",
        "Your case is at the district court. Now you wait.",
        if_yes=("The court cancels the refusal.", "The State can still appeal."),
        if_no=("You can appeal to the high court.", "The time for it is short."),
    ),
    "appeal_open": Place(
        "court",
        "The district court has decided.",
        verdict=Verdict(
            "appeal",
            won="The district court agreed with you.",
            partly="The district court agreed with you, at least in part.",
            lost="The district court did not agree with you. You can appeal.",
            next_won=("The State can appeal to the high court.", "If nobody appeals, the judgment is final."),
            next_lost=("You can appeal to the high court.", "If nobody appeals, the judgment is final."),
        ),
    ),
    "appeal_pending": Place(
        "court",
        "Your case is at the high court. Now you wait.",
        if_yes=("The refusal is cancelled.", "The State can still go to the Supreme Court."),
        if_no=("You can go to the Supreme Court.", "The time for it is short."),
    ),
    "final_appeal_open": Place(
        "court",
        "The high court has decided.",
        verdict=Verdict(
            "final_appeal",
            won="The high court agreed with you.",
            partly="The high court agreed with you, at least in part.",
            lost="The high court did not agree with you.",
            next_won=("The State can go to the Supreme Court.", "If nobody appeals, the judgment is final."),
            next_lost=("You can go to the Supreme Court.", "If nobody appeals, the judgment is final."),
        ),
    ),
    "final_appeal_pending": Place(
        "court",
        "Your case is at the Supreme Court. Now you wait.",
        if_yes=("The State must follow the judgment.",),
        if_no=("The refusal stays.", "Ask your lawyer what you can still do."),
    ),
    "decide_again": Place(
        "result",
        "You won in court. The State must decide again.",
        if_yes=_PROTECTED,
        if_no=("You can ask for a review.", "The time for it is very short."),
    ),
    "refused": Place(
        "result",
        "The answer is no, and the time limits are over.",
        next=("Ask your lawyer what you can still do.",),
    ),
    "recognised": Place(
        "result",
        "You are recognised as a refugee.",
        next=("Keep your certificate safe.", "Ask your lawyer about your residence card."),
    ),
    "complementary_protection": Place(
        "result",
        "You have complementary protection.",
        next=("Keep your certificate safe.", "Ask your lawyer about your residence card."),
    ),
    "ended": Place(
        "result",
        "Your application has ended without an answer.",
        next=("Ask your lawyer if you can apply again.",),
    ),
    "cancelled": Place(
        "result",
        "Your recognition was cancelled or has ended.",
        next=("Ask your lawyer what you can still do.",),
    ),
}
_REMEDIES = {
    "administrative_review": Doing("Ask for a review of the refusal.", _OFFICE, _REFUSAL),
    "revocation_suit": Doing("Go to court against the refusal.", _DISTRICT, _REFUSAL),
    "appeal": Doing(
        "Appeal to the high court.",
        "At the district court that decided. Your lawyer can do it.",
        _JUDGMENT,
        if_they_may_too="Ask your lawyer if you should appeal too.",
    ),
    "final_appeal": Doing(
        "Go to the Supreme Court.", _HIGH, _JUDGMENT, if_they_may_too="Ask your lawyer if you should appeal too."
    ),
    "petition_for_acceptance": Doing(
        "Ask the Supreme Court to accept your case.",
        _HIGH,
        _JUDGMENT,
        if_they_may_too="Ask your lawyer if you should appeal too.",
    ),
    "review_of_new_refusal": Doing("Ask for a review of the new refusal.", _OFFICE, _REFUSAL),
    "suit_over_new_refusal": Doing("Go to court against the new refusal.", _DISTRICT, _REFUSAL),
    "cancellation_review": Doing(
        "Ask for a review of the cancellation.", _OFFICE, ("The letter of cancellation", "The envelope of the letter")
    ),
    "provisional_stay_extension": Doing(
        "Ask for more time for your provisional stay.",
        "At the immigration office that gave it.",
        ("Your permit for provisional stay",),
    ),
    "special_permission": Doing(
        "Ask for special permission to stay.", "At the immigration office. Go with your lawyer.", _STAY
    ),
}
_DUTIES = {
    "extension_to_be_asked": Doing(
        "Ask for more time for your residence status.",
        "At the immigration office.",
        _STAY,
        if_not_known="Show your lawyer your residence card and its last day.",
    ),
    "certificates_to_be_handed_back": Doing(
        "Give back the certificate and the travel document.",
        "At the immigration office. Ask your lawyer first.",
        ("The certificate of recognition", "The refugee travel document"),
    ),
    "provisional_stay_report_owed": Doing(
        "Report on your life to the immigration office.",
        "At the immigration office that gave your provisional stay.",
        ("Your permit for provisional stay",),
    ),
    "report_under_supervision_owed": Doing(
        "Report as your supervision paper says.", "To the immigration office.", ("The paper about your supervision",)
    ),
}

GUIDE = Guide(
    steps={
        "application": "Application",
        "decision": "Decision",
        "review": "Review",
        "court": "Court",
        "result": "Result",
    },
    passed={
        "application": ("applied",),
        "decision": ("decided",),
        "review": ("review_decided",),
        "court": ("judgment",),
    },
    stages=_STAGES,
    remedies=_REMEDIES,
    duties=_DUTIES,
    left_to_the_lawyer=frozenset(
        {
            # without a last day: ways that a lawyer weighs
            "inaction_review",
            "nullity_suit",
            "inaction_suit",
            "duty_imposing_suit",
            "stay_of_execution",
            "suit_over_review_decision_is_idle",
        }
    ),
    authority_may={
        "appeal": "The State can appeal until {day}.",
        "final_appeal": "The State can go to the Supreme Court until {day}.",
        "petition_for_acceptance": "The State can go to the Supreme Court until {day}.",
    },
    protections={
        "court_order_stops_removal": "A court has stopped it.",
        "provisional_stay_in_force": "You have permission for provisional stay.",
        "pending_again_after_judgment": "A court has opened your case again.",
        "removal_stopped": "Your refugee procedure is not over.",
    },
    until="Without a review, this can end after {day}.",
)
