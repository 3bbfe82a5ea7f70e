"""Was it clear, and does she agree: a miss brings an explanation, two bring a person, and a signature binds the exact text."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kapintake.accounts.models import Meaning, Signature
from kapintake.accounts.services import text_digest
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import ConsentPurpose
from kapintake.pathway.registration import NameDiffers
from kapintake.pathway.treatment import NotYet, sign_treatment, take_back
from kapintake.patients.models import Consent
from kapintake.patients.selectors import consent_in_force, signed_words
from kapintake.reviews.models import DecisionKind, PatientNote
from kapintake.reviews.noted import open_notes_for
from kapintake.reviews.notes import answer_note
from kapintake.treatment.models import CheckAnswer
from kapintake.treatment.selectors import OPTIONAL, standing_for, standing_of, texts_to_sign
from tests import factories


def states(review):
    return [check.state for check in standing_of(review).checks]


def sign(review, *, at, name="Ada Marlow", beside=()):
    text, offered = texts_to_sign(review, language="en", at=at)
    chosen = [one for one in offered if one.purpose in beside]
    return sign_treatment(review=review, text=text, beside=chosen, typed_name=name, by=review.patient.user, at=at)


def test_nothing_of_it_opens_before_the_clinic_goes_on(ada, ben, decided, pick):
    review = factories.make_review(ada)
    assert standing_for(ada.user) is None
    with pytest.raises(NotYet):
        pick(review, 0)
    decided(review, DecisionKind.NOT_RIGHT_NOW)
    assert standing_for(ada.user) is None
    assert standing_for(ben.user) is None
    assert not CheckAnswer.objects.exists()


def test_a_right_pick_settles_a_question_and_a_wrong_one_asks_again(going_on, pick):
    assert pick(going_on, 0).is_right
    missed = pick(going_on, 1, right=False)
    assert (missed.is_right, missed.is_to_discuss) == (False, False)
    assert states(going_on)[:2] == ["right", "open"]
    pick(going_on, 1)
    assert states(going_on)[1] == "right"


def test_two_misses_ask_a_clinician_once_and_stop_nothing_else(going_on, clara, pick, at):
    for _miss in range(2):
        pick(going_on, 2, right=False)
    assert states(going_on)[2] == "to-discuss"
    assert [row.kind for row in open_notes_for(clara, at=at)] == ["to-discuss"]
    assert pick(going_on, 3).is_right
    assert PatientNote.objects.count() == 1


def test_a_double_tap_is_one_miss(going_on, pick):
    key = uuid4()
    for _press in range(2):
        pick(going_on, 0, right=False, key=key)
    assert states(going_on)[0] == "open"


def test_she_signs_once_it_was_talked_through(going_on, clara, pick, at):
    for place in (0, 1, 3, 4):
        pick(going_on, place)
    for _miss in range(2):
        pick(going_on, 2, right=False)
    with pytest.raises(NotYet):
        sign(going_on, at=at)
    answer_note(note=PatientNote.objects.get(), by=clara, words="Explained by phone", at=at)
    assert states(going_on)[2] == "talked-through"
    assert len(sign(going_on, at=at)) == 1


def test_es_1_a_signature_binds_the_exact_text_its_version_its_language_her_name_and_the_time(clear, at):
    consent = sign(clear, at=at)[0]
    signature = consent.signature
    assert consent.text.purpose == ConsentPurpose.TREATMENT
    assert signature.text_sha256 == text_digest(signed_words(consent.text))
    assert (signature.meaning, signature.name, signature.signed_at) == (Meaning.CONSENT, "Ada Marlow", at)
    assert (consent.language, consent.text.version, signature.document_id) == ("en", 1, consent.pk)


def test_es_1_another_name_signs_nothing(clear, at):
    with pytest.raises(NameDiffers):
        sign(clear, at=at, name="Ben Quill")
    assert consent_in_force(clear.patient, ConsentPurpose.TREATMENT) is None


def test_each_choice_beside_it_is_its_own_consent_and_none_is_made_for_her(clear, at):
    sign(clear, at=at, beside=(ConsentPurpose.TOUCH,))
    agreed = {one.text.purpose for one in Consent.objects.filter(patient=clear.patient)}
    assert agreed == {"screening", "treatment", "touch"}
    assert Signature.objects.filter(meaning=Meaning.CONSENT).values("text_sha256").count() == 3


def test_a_second_press_signs_nothing_new(clear, at):
    first = sign(clear, at=at)
    assert sign(clear, at=at + timedelta(seconds=1)) == first


def test_taking_it_back_is_kept_beside_it_and_a_clinician_is_told(clear, clara, at):
    consent = sign(clear, at=at)[0]
    assert take_back(consent=consent, by=clear.patient.user, at=at)
    assert not take_back(consent=consent, by=clear.patient.user, at=at)
    standing = standing_of(clear)
    assert (standing.consent, standing.was_taken_back) == (None, True)
    assert [row.kind for row in open_notes_for(clara, at=at)] == ["consent-back"]
    assert Consent.objects.filter(pk=consent.pk).exists()
    assert AuditEvent.objects.filter(action="consent.withdrawn").count() == 1
    later = sign(clear, at=at + timedelta(days=1))
    assert standing_of(clear).consent == later[0]


# --- pages -----------------------------------------------------------------------------------------------------------


def body(answer):
    return answer.content.decode()


def test_she_comes_from_her_outcome_to_her_next_steps(going_on, hers):
    assert "/next/" in body(hers.get("/application/status/"))
    page = body(hers.get("/next/"))
    assert "Cannot start yet" in page
    assert "ketamine" not in page.split("<title>")[1].split("</title>")[0].lower()


@pytest.mark.parametrize("path", ["", "1/", "text/", "text/download/", "question/1/", "sign/", "plan/"])
def test_every_page_of_it_sends_others_home(ada, hers, path):
    factories.make_review(ada)
    assert hers.get(f"/next/{path}").headers["Location"] == "/home/"


@pytest.mark.parametrize("number", range(1, 7))
def test_each_card_offers_the_full_text_its_download_and_its_sources(going_on, hers, number):
    page = body(hers.get(f"/next/{number}/"))
    for offered in ("Read the full document", "/next/text/download/", "Where this comes from"):
        assert offered in page


def test_cards_and_questions_speak_her_language(going_on, hers, ada):
    ada.user.language = "es"
    ada.user.save(update_fields=["language"])
    assert "fuera de indicación" in body(hers.get("/next/1/"))
    assert "¿Cuándo puede volver a manejar?" in body(hers.get("/next/question/4/"))


@pytest.mark.parametrize("number", [0, 7, 99])
def test_there_is_no_seventh_card_and_no_sixth_question(going_on, hers, number):
    assert hers.get(f"/next/{number}/").status_code == 404
    assert hers.get(f"/next/question/{number}/").status_code == 404


def tap(browser, number, pick):
    return browser.post(f"/next/question/{number}/", {"key": str(uuid4()), "pick": pick})


def test_a_wrong_pick_brings_not_quite_and_the_two_sentences(going_on, hers):
    page = body(tap(hers, 4, "awake"))
    assert "Not quite." in page
    assert "Ketamine slows you for hours, even when you feel awake." in page
    assert "score" not in page.lower()


def test_the_second_miss_says_let_us_talk_it_through_and_leads_on(going_on, hers):
    tap(hers, 4, "awake")
    answer = tap(hers, 4, "two-hours")
    assert answer.status_code == 303
    page = body(hers.get(answer.headers["Location"]))
    assert "talk it through" in page
    assert "/next/question/1/" in page
    assert "To discuss" not in body(hers.get("/next/question/1/"))
    assert "We will call you to talk a question through" in body(hers.get("/next/"))


def test_a_right_pick_leads_to_the_next_open_question(going_on, hers):
    assert tap(hers, 1, "off-label").headers["Location"] == "/next/question/2/"


@pytest.mark.parametrize("fields", [{}, {"pick": "nonsense"}, {"pick": "off-label", "key": "x"}])
def test_what_is_no_answer_says_so_and_keeps_nothing(going_on, hers, fields):
    assert hers.post("/next/question/1/", {"key": str(uuid4()), **fields}).status_code == 422
    assert not CheckAnswer.objects.exists()


def signing(browser, review, at, **more):
    text, _beside = texts_to_sign(review, language="en", at=at)
    return browser.post("/next/sign/", {"text_id": str(text.pk), "typed_name": "ada marlow", **more})


def test_the_page_to_sign_opens_when_everything_was_clear(going_on, hers):
    assert hers.get("/next/sign/").headers["Location"] == "/next/"


def test_choices_beside_it_come_unticked(clear, hers):
    page = body(hers.get("/next/sign/"))
    assert page.count('type="checkbox"') == len(OPTIONAL)
    assert "checked" not in page


def test_she_signs_and_finds_it_among_her_consents(clear, hers, at):
    _text, beside = texts_to_sign(clear, language="en", at=at)
    assert signing(hers, clear, at, beside=[str(beside[0].pk)]).headers["Location"] == "/next/"
    assert "You have signed" in body(hers.get("/next/sign/"))
    listed = body(hers.get("/consents/"))
    assert "Supportive touch" in listed
    assert "/next/take-back/2/" in listed
    assert hers.get("/next/take-back/2/").status_code == 200
    hers.post("/next/take-back/2/")
    assert (
        consent_in_force(clear.patient, ConsentPurpose.TREATMENT) is None or consent_in_force(clear.patient, ConsentPurpose.TOUCH) is None
    )


def test_a_wrong_name_says_how_she_gave_it_and_keeps_her_ticks(clear, hers, at):
    _text, beside = texts_to_sign(clear, language="en", at=at)
    answer = signing(hers, clear, at, typed_name="Eve", beside=[str(beside[0].pk)])
    assert answer.status_code == 422
    assert "Ada Marlow" in body(answer)
    assert body(answer).count(" checked") == 1


def test_a_text_that_was_renewed_meanwhile_is_shown_before_anything_is_signed(clear, hers, at):
    old, _beside = texts_to_sign(clear, language="en", at=at)
    newer = factories.make_consent_text(clear.clinic, purpose=ConsentPurpose.TREATMENT, version=2, at=at)
    answer = hers.post("/next/sign/", {"text_id": str(old.pk), "typed_name": "Ada Marlow"})
    assert answer.status_code == 409
    assert str(newer.pk) in body(answer)
    assert 'value="Ada Marlow"' in body(answer)
    assert consent_in_force(clear.patient, ConsentPurpose.TREATMENT) is None


@pytest.mark.parametrize("number", [0, 1, 9])
def test_only_a_consent_of_treatment_is_taken_back_here(clear, hers, number):
    """The first in her list is the screening's, which has a page of its own."""
    assert hers.get(f"/next/take-back/{number}/").status_code == 404


def test_a_download_is_a_file_of_its_own(going_on, hers):
    answer = hers.get("/next/text/download/")
    assert answer["Content-Disposition"] == 'attachment; filename="consent-en-1.html"'
    assert "We ask about your health" in body(answer)
    assert "<script" not in body(answer)


def test_a_clinician_sees_it_on_the_case(clear, client, signed_in, clara, at):
    sign(clear, at=at, beside=(ConsentPurpose.TOUCH,))
    page = body(signed_in(client, clara).get(f"/review/{clear.pk}/"))
    assert "Signed Nov 24, 2026, version 1, en" in page
    assert "supportive touch" in page
