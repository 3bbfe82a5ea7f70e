"""Approved words that a patient's outcome starts from, one set for each decision, in her language.

Plain and warm, a next step in each, and never a word that shuts a door. The clinician edits them before signing.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from kapintake.clinics.models import Clinic
from kapintake.reviews.models import DecisionKind

# Words that hurt or shut a door; a patient never reads them from us.
NOT_SAID = ("denied", "rejected", "rejection", "ineligible", "eligible", "disqualified", "failed", "non-compliant", "addict", "abuse")
_NOT_SAID = re.compile(rf"\b({'|'.join(NOT_SAID)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    text: str
    next_step: str


def wording_for(kind: str, *, clinic: Clinic, language: str) -> Wording:
    """What the patient will read, before anybody changed it."""
    with override(language):
        call = _("Questions? Call us at %(phone)s.") % {"phone": clinic.phone} if clinic.phone else ""
        text, step = _texts()[DecisionKind(kind)]
        return Wording(text, f"{step} {call}".strip())


def _texts() -> dict[DecisionKind, tuple[str, str]]:
    return {
        DecisionKind.GO_ON: (
            _("Thank you for your answers. A clinician has read them all, and we would like to meet you for a first talk."),
            _("We will call you to find a time. At that talk you can ask anything, and you decide whether to go on."),
        ),
        DecisionKind.GO_ON_WITH_CONDITIONS: (
            _("Thank you for your answers. A clinician has read them all. We would like to meet you, and a few things come first."),
            _("The list below says what comes first. We will call you to talk it through."),
        ),
        DecisionKind.MEDICAL_REVIEW_FIRST: (
            _("Thank you for your answers. A clinician has read them all. Before we go on, we want to be sure this is safe for your body."),
            _("We will call you to say which checks are needed and where you can have them. Keep taking your medicines as you do now."),
        ),
        DecisionKind.NOT_RIGHT_NOW: (
            _("Thank you for your answers. A clinician has read them all. This treatment is not the right step for you right now."),
            _("You are not alone with this. We will call you to talk about other ways to get help, and when we can look at it again."),
        ),
    }


def word_not_said(text: str) -> str:
    """The first word in the text that no patient should read from us; "" when there is none."""
    found = _NOT_SAID.search(text)
    return found.group(0) if found else ""
