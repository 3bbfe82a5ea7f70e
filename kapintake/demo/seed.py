"""Plays the stories through the same services that the site uses, each at its own time, so that every record is real."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from kapintake.accounts.models import SigningMethod, User
from kapintake.alerts.hearing import open_alert_of
from kapintake.alerts.models import ContactOutcome
from kapintake.alerts.services import acknowledge_alert, escalate_due, note_contact, note_help_shown
from kapintake.assessments.models import ProtocolVersion
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import clinic_date, consent_text_in_force
from kapintake.demo.afterwards import go_on_after
from kapintake.demo.cast import PASSWORD
from kapintake.demo.clinics import seed_clinics
from kapintake.demo.decisions import draft_for
from kapintake.demo.stories import STORIES, Care, DaysAgo, Ends, Story
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.questionnaires import place_of_item, questionnaire_of
from kapintake.intake.selectors import answers_of, response_for
from kapintake.pathway.alert import advance_silent_watches, close_alert
from kapintake.pathway.intake import record_answer, submit_intake, withdraw
from kapintake.pathway.registration import agree_to_text, join_clinic
from kapintake.pathway.review import decide
from kapintake.patients.selectors import EmergencyContact, PatientIdentity
from kapintake.reviews.models import Review
from kapintake.reviews.services import claim_review, mark_finding_reviewed, unread_findings
from screening import Page, Truth
from screening.questionnaires.example import example

MINUTE = timedelta(minutes=1)
WITHOUT_CONSENT = (Ends.JOINED,)


def is_seeded() -> bool:
    """Whether the clinics are there already."""
    return Clinic.objects.exists()


def seed(*, at: datetime | None = None) -> None:
    """Three clinics and about forty patients, as of now."""
    at = at or timezone.now()
    clinics = seed_clinics(at=at)
    for story in sorted(STORIES, key=lambda story: -story.hours_ago):
        with transaction.atomic():  # one story is on the disk or not at all, and the disk is waited for once
            play(story, clinics[story.clinic], at=at)
    advance_silent_watches(at=at)


def play(story: Story, clinic: Clinic, *, at: datetime) -> None:
    """One patient's way, up to where her story ends."""
    ended = at - timedelta(hours=story.hours_ago)
    began = ended - 40 * MINUTE
    user = User.objects.create_user(story.email, PASSWORD, language=story.language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    patient = join_clinic(user=user, clinic=clinic, identity=identity_of(story, clinic), at=began)
    if story.ends in WITHOUT_CONSENT:
        return
    text = consent_text_in_force(clinic, language=story.language)
    assert text is not None  # noqa: S101  # seeded a moment ago
    agree_to_text(patient=patient, text=text, typed_name=story.full_name, language=story.language, by=user, at=began + MINUTE)
    response = response_for(user)
    assert response is not None  # noqa: S101  # it begins with the consent
    if story.ends is Ends.AGREED:
        return
    response = answer(response, story, by=user, at=ended)
    if story.stops_after and story.ends is Ends.WITHDRAWN:
        withdraw(response=response, by=user, at=ended)
    if not story.stops_after:
        send(response, story, by=user, at=ended)
    look_after(response, story, at=min(ended + 16 * MINUTE, at))
    if story.later:
        go_on_after(story, by=user, at=ended + 100 * MINUTE)


def identity_of(story: Story, clinic: Clinic) -> PatientIdentity:
    """Details that nobody could mistake for a real person's."""
    return PatientIdentity(
        given=story.given,
        family=story.family,
        name_used="",
        birth_date=story.born,
        sex_at_birth=story.sex,
        gender="",
        pronouns="",
        phone="+12025550147",
        voicemail_ok=False,
        city="Springfield",
        state=clinic.states.split(",")[0],
        language=story.language,
        emergency_contact=EmergencyContact(name="Alex " + story.family, phone="+12025550148", relation="sibling"),
    )


def answer(response: QuestionnaireResponse, story: Story, *, by: User, at: datetime) -> QuestionnaireResponse:
    """Part by part, in the order of the pages; follow-ups come after what opens them, as on the site."""
    for place, values in pages_of(response, story, at=at):
        recorded = record_answer(response=response, values=values, key=str(uuid4()), version=None, by=by, at=at, place=place)
        response = recorded.response
        if recorded.help_page:
            note_help_shown(response=response, page=recorded.help_page, at=at)
    for link_id, value in story.then.items():
        response = record_answer(response=response, values={link_id: value}, key=str(uuid4()), version=None, by=by, at=at).response
    return response


def pages_of(response: QuestionnaireResponse, story: Story, *, at: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the story says to each page that is shown, with the page's name. Quiet pages in a row are saved together, to seed in seconds."""
    today = clinic_date(response.clinic, at)
    given = {**example(today, cssrs=response.cssrs_is_on)["answers"], **story.answers}
    together: dict[str, Any] = {}
    answers = answers_of(response)
    for section in questionnaire_of(response).sections:
        for page in section.pages:
            values = {item.link_id: _on(given[item.link_id], today) for item in page.items if answers.shown(item) is Truth.TRUE}
            for link_id, value in values.items():
                answers = answers.with_answer(link_id, value)
            if any(item.is_safety for item in page.items) and any(link_id in story.answers for link_id in values):
                if together:
                    yield "", together
                    together = {}
                yield place_name(response, page), values
            else:
                together |= values
        if section.id == story.stops_after:
            break
    if together:
        yield "", together


def place_name(response: QuestionnaireResponse, page: Page) -> str:
    place = place_of_item(response, page.items[0].link_id)
    return place.name if place else ""


def _on(value: Any, today: date) -> Any:
    return (today - timedelta(days=value.days)).isoformat() if isinstance(value, DaysAgo) else value


def send(response: QuestionnaireResponse, story: Story, *, by: User, at: datetime) -> None:
    """Hand it in, and go on as the clinic did."""
    if story.not_assessed:
        _send_unassessed(response, by=by, at=at)
    else:
        submit_intake(response=response, by=by, at=at)
    review = Review.objects.select_related("clinic", "patient", "assessment").get(response=response)
    if story.ends is Ends.WITHDRAWN:
        withdraw(response=response, by=by, at=at + 5 * MINUTE)
    if story.ends not in (Ends.CLAIMED, Ends.DECIDED):
        return
    member = prescriber_of(response.clinic)
    claim_review(review=review, by=member.user, role=member.role, at=at + 60 * MINUTE)
    if story.ends is Ends.DECIDED:
        for criterion in unread_findings(review):
            mark_finding_reviewed(review=review, by=member.user, role=member.role, criterion=criterion, at=at + 70 * MINUTE)
        review = Review.objects.select_related("clinic", "patient", "assessment").get(pk=review.pk)
        decide(
            review=review,
            draft=draft_for(story.decision, review, at),
            member=member,
            method=SigningMethod.PASSWORD,
            key=str(uuid4()),
            version=review.version,
            at=at + 90 * MINUTE,
        )


def _send_unassessed(response: QuestionnaireResponse, *, by: User, at: datetime) -> None:
    """A case that could not be assessed, for a real reason: at that moment the clinic has no protocol in force."""
    shipped = ProtocolVersion.objects.filter(clinic=response.clinic)
    shipped.update(is_demo=False)
    submit_intake(response=response, by=by, at=at)
    shipped.update(is_demo=True)


def prescriber_of(clinic: Clinic) -> Membership:
    return Membership.objects.select_related("user", "clinic").filter(clinic=clinic, role="prescriber").order_by("created_at")[0]


def look_after(response: QuestionnaireResponse, story: Story, *, at: datetime) -> None:
    """What the clinic did about an alert, if there is one."""
    alert = open_alert_of(response) if story.care is not Care.NOTHING else None
    if alert is None:
        return
    if story.care is Care.ESCALATED:
        advance_silent_watches(at=at)
        escalate_due(at=at + 16 * MINUTE)
        return
    member = prescriber_of(response.clinic)
    alert = acknowledge_alert(alert=alert, by=member, at=at)
    note_contact(
        alert=alert, by=member, outcome=ContactOutcome.REACHED, text="Spoke by phone. Safe at home with a sister.", key=uuid4(), at=at
    )
    if story.care is Care.CLOSED:
        alert.refresh_from_db()
        close_alert(
            alert=alert,
            by=member,
            assessment="Thoughts without intent now. Tapped the wrong answer, then spoke openly about it.",
            safety_plan="Plan written together: warning signs, sister, 988, the clinic. Pills locked away.",
            method=SigningMethod.PASSWORD,
            version=alert.version,
            at=at + 20 * MINUTE,
        )
