"""The modules that declare pages. A module that is not named here is not served."""

from __future__ import annotations

MODULES = (
    "wellfounded.web.accounts.pages",
    "wellfounded.web.pages.access",
    "wellfounded.web.pages.access_card",
    "wellfounded.web.pages.access_emergency",
    "wellfounded.web.pages.access_grant",
    "wellfounded.web.pages.access_members",
    "wellfounded.web.pages.access_office",
    "wellfounded.web.pages.agenda",
    "wellfounded.web.pages.assessment",
    "wellfounded.web.pages.assessment_record",
    "wellfounded.web.pages.bundle",
    "wellfounded.web.pages.evidence",
    "wellfounded.web.pages.evidence_add",
    "wellfounded.web.pages.evidence_binder",
    "wellfounded.web.pages.evidence_paper",
    "wellfounded.web.pages.front",
    "wellfounded.web.pages.family",
    "wellfounded.web.pages.intake",
    "wellfounded.web.pages.intake_conflicts",
    "wellfounded.web.pages.intake_new",
    "wellfounded.web.pages.record",
    "wellfounded.web.pages.record_facts",
    "wellfounded.web.pages.today",
    "wellfounded.web.pages.tokens",
    "wellfounded.web.pages.line",
    "wellfounded.web.pages.calendar",
    "wellfounded.web.pages.cases",
    "wellfounded.web.pages.why",
)
