"""What came after sending: a note, another look, what the clinic asks, the consent of treatment, the questions before a date."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from kapintake.accounts.models import User
from kapintake.clinics.models import Membership
from kapintake.demo.stories import Later, Story
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.selectors import response_for
from kapintake.pathway.afterwards import add_after_sending
from kapintake.pathway.asking import ask_patient
from kapintake.pathway.treatment import answer_before_date, answer_check, sign_treatment, take_back
from kapintake.reviews.asking import Asked
from kapintake.reviews.models import PatientNote, Review
from kapintake.reviews.outcomes import review_that_goes_on
from kapintake.treatment.content.questions import QUESTIONS
from kapintake.treatment.selectors import standing_of, texts_to_sign

MINUTE = timedelta(minutes=1)
HARD_ONE = "blood-pressure"


def go_on_after(story: Story, *, by: User, at: datetime) -> None:
    """One after the other, a minute apart."""
    for number, later in enumerate(story.later):
        ACTS[later](story, by, at + number * MINUTE)


def _response(by: User) -> QuestionnaireResponse:
    response = response_for(by)
    assert response is not None  # noqa: S101  # it was sent a moment ago
    return response


def _review(by: User) -> Review:
    review = review_that_goes_on(by)
    assert review is not None  # noqa: S101  # the story says that it was decided so
    return review


def _note(kind: PatientNote.Kind, words: str) -> Callable[[Story, User, datetime], None]:
    def write(_story: Story, by: User, at: datetime) -> None:
        add_after_sending(response=_response(by), kind=kind, words=words, safe="yes", key=uuid4(), by=by, at=at)

    return write


def _clear(story: Story, by: User, at: datetime) -> None:
    """Right at every question that is still open."""
    for check in standing_of(_review(by)).checks:
        if not check.is_settled and (check.question.id != HARD_ONE or Later.TO_DISCUSS not in story.later):
            answer_check(review=_review(by), question=check.question, picked=check.question.right, key=uuid4(), by=by, at=at)


def _to_discuss(_story: Story, by: User, at: datetime) -> None:
    question = next(one for one in QUESTIONS if one.id == HARD_ONE)
    wrong = [pick.value for pick in question.picks if pick.value != question.right]
    for picked in wrong[:2]:
        answer_check(review=_review(by), question=question, picked=picked, key=uuid4(), by=by, at=at)


def _sign(story: Story, by: User, at: datetime) -> None:
    _clear(story, by, at)
    review = _review(by)
    text, beside = texts_to_sign(review, language=story.language, at=at)
    assert text is not None  # noqa: S101  # seeded with the clinic
    sign_treatment(review=review, text=text, beside=beside[:1], typed_name=story.full_name, by=by, at=at)


def _take_back(_story: Story, by: User, at: datetime) -> None:
    consent = standing_of(_review(by)).consent
    assert consent is not None  # noqa: S101  # signed just before
    take_back(consent=consent, by=by, at=at)


def _asked(_story: Story, by: User, at: datetime) -> None:
    """The clinic asks her for what she did not know, and waits."""
    review = Review.objects.select_related("clinic", "response").get(response=_response(by))
    prescriber = (
        Membership.objects.select_related("user", "clinic").filter(clinic=review.clinic, role="prescriber").order_by("created_at")[0]
    )
    asked = Asked(
        questions=("bp-systolic",),
        words="Can somebody at a pharmacy measure it for you?",
        why="Your blood pressure decides whether a dose would be safe.",
        answer_by=(at + timedelta(days=14)).date(),
    )
    ask_patient(review=review, asked=asked, member=prescriber, key=uuid4(), version=review.version, at=at)


def _before_date(escort: bool) -> Callable[[Story, User, datetime], None]:
    def answer(_story: Story, by: User, at: datetime) -> None:
        values = {"escort": escort, "no-driving": True, "fasting": True}
        answer_before_date(review=_review(by), values=values, key=uuid4(), by=by, at=at)

    return answer


ACTS: dict[Later, Callable[[Story, User, datetime], None]] = {
    Later.ADDED: _note(PatientNote.Kind.ADDED, "I forgot: I take a sleep aid now and then, about once a month."),
    Later.ANOTHER_LOOK: _note(PatientNote.Kind.ANOTHER_LOOK, "It is longer ago than I wrote. I have a letter from my doctor about it."),
    Later.ASKED: _asked,
    Later.CLEAR: _clear,
    Later.TO_DISCUSS: _to_discuss,
    Later.SIGNED: _sign,
    Later.TAKEN_BACK: _take_back,
    Later.READY: _before_date(escort=True),
    Later.NO_ESCORT: _before_date(escort=False),
}
