"""A mail says that there is a message and where; it never says about what (PV-4)."""

import pytest
from django.conf import settings

from kapintake.notifications.letters import letter_for
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message

pytestmark = pytest.mark.django_db

# Words that would tell a stranger who reads over a shoulder what kind of clinic this is, or what was answered.
TELLING = (
    "ketamine", "esketamine", "kap", "psych", "therap", "treatment", "mental", "depress", "anxi", "suicid", "safety", "crisis",
    "harm", "danger", "alert", "screening", "intake", "questionnaire", "answer", "score", "phq", "gad-7", "c-ssrs", "audit-c",
    "eligib", "declin", "approv", "decision", "review", "clinician", "doctor", "patient", "medic", "drug", "alcohol", "health",
    "terapia", "tratamiento", "suicid", "salud", "paciente", "respuesta", "puntuaci", "ketamina",
)  # fmt: skip


@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("language", ["en", "es"])
def test_pv_4_it_names_no_treatment_answer_score_or_decision(template, language, clara, ada, at):
    clara.user.language = language
    message = queue_message(template, to=clara.user, about=ada, path="/m/7d0f/", clinic=clara.clinic, at=at)
    letter = letter_for(message)
    text = f"{letter.subject}\n{letter.from_email}\n{letter.body}".replace(settings.DEFAULT_FROM_EMAIL, "").casefold()
    assert [word for word in TELLING if word in text] == []
    assert f"{settings.SITE_URL}/m/7d0f/" in letter.body
    assert letter.subject
    assert letter.to == [clara.user.email]


def test_pv_4_it_comes_from_the_neutral_name_of_the_clinic(clara, ada, at):
    clara.clinic.neutral_name = "O'Hara"
    letter = letter_for(queue_message(Template.INVITATION, to=clara.user, about=ada, path="/i/", clinic=clara.clinic, at=at))
    assert letter.from_email == f"O'Hara <{settings.DEFAULT_FROM_EMAIL}>"
    assert "Someone at O'Hara invites you" in letter.body


def test_it_builds_links_from_the_settings_never_from_a_request(clara, ada, at, settings):
    settings.SITE_URL = "https://intake.example/"
    letter = letter_for(queue_message(Template.UPDATE_WAITING, to=clara.user, about=ada, path="/home/", clinic=clara.clinic, at=at))
    assert "https://intake.example/home/" in letter.body


def test_a_name_with_a_line_break_cannot_add_a_header(clara, ada, at):
    clara.clinic.neutral_name = "Harbor\nBcc: someone@else.example"
    message = queue_message(Template.UPDATE_WAITING, to=clara.user, about=ada, path="/home/", clinic=clara.clinic, at=at)
    with pytest.raises(ValueError, match="newlines"):
        letter_for(message).message()
