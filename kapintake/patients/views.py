"""The first pages, who the person is, what she agrees to, and where each of us lands after signing in."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kapintake import tablet
from kapintake.access import Role, access
from kapintake.clinics.models import ConsentPurpose
from kapintake.clinics.selectors import (
    SESSION_CLINIC,
    clinic_date,
    clinic_for_page,
    clinic_named,
    consent_text_in_force,
    crisis_numbers_for,
    open_clinics,
    states_served,
)
from kapintake.clinics.states import named
from kapintake.languages import typed_again, unchecked
from kapintake.pathway.registration import agree_to_text, correct_details, join_clinic, take_back_consent
from kapintake.patients.forms import ConsentForm, IdentityForm, typed_before
from kapintake.patients.models import Patient
from kapintake.patients.selectors import consent_in_force, consents_of, identity_of, patient_for, signed_words
from kapintake.patients.services import StaleRecord

ADULT = 18
SESSION_START = "start"  # {"state": ..., "safe": ...} told by a stranger; nothing else is kept of her
AGE, STATE, SAFE = 1, 2, 3


# --- before an account ---------------------------------------------------------------------------------------------


@access(Role.ANYONE)
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """What to expect; the same for everybody who comes to the bare address."""
    clinic = clinic_for_page(request.user, request.session)
    return render(request, "patients/landing.html", {"clinic": clinic, "clinics": open_clinics()})


@access(Role.ANYONE)
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Which clinic, where there are several; then the three short questions."""
    clinics = open_clinics()
    chosen = clinic_named(request.POST["clinic"]) if "clinic" in request.POST else None
    if request.method == "POST" and chosen is None:
        return render(request, "patients/start_clinic.html", {"clinics": clinics, "nothing_chosen": True}, status=422)
    if chosen is None:
        chosen = clinics[0] if len(clinics) == 1 else clinic_named(tablet.clinic_of(request))
    if chosen is None:
        return render(request, "patients/start_clinic.html", {"clinics": clinics})
    request.session[SESSION_CLINIC] = str(chosen.pk)
    return redirect("start_step", step=AGE)


@access(Role.ANYONE)
@never_cache
def start_step(request: HttpRequest, step: int) -> HttpResponse:
    """One question a page, one tap each. A no to age or state is no error: it leads to other routes."""
    clinic = clinic_for_page(None, request.session)
    if clinic is None or step not in (AGE, STATE, SAFE):
        return redirect("start")
    told = request.session.get(SESSION_START, {})
    states = named(states_served(clinic))
    page = {"clinic": clinic, "step": step, "states": states, "safe": told.get("safe", "")}
    answer = request.POST.get("answer", "")
    if answer not in _answers_taken(step, states):
        return render(request, f"patients/start_{step}.html", page, status=422 if request.method == "POST" else 200)
    if step == STATE and answer != "elsewhere":
        request.session[SESSION_START] = {**told, "state": answer}
    if step == SAFE:
        request.session[SESSION_START] = {**told, "safe": answer}
        return _after_safe(request, answer, clinic)
    if answer in ("no", "elsewhere"):
        return redirect("start_elsewhere", reason="age" if step == AGE else "state")
    return redirect("start_step", step=step + 1)


def _answers_taken(step: int, states: list[tuple[str, str]]) -> tuple[str, ...]:
    codes = tuple(code for code, _name in states)
    return {AGE: ("yes", "no"), STATE: (*codes, "elsewhere"), SAFE: ("yes", "no", "not-sure", "go-on")}[step]


def _after_safe(request: HttpRequest, answer: str, clinic: Any) -> HttpResponse:
    """Not safe, or not sure: help is the very next page, and from there she goes on whenever she wants."""
    if answer in ("no", "not-sure"):
        return render(request, "patients/start_help.html", {"clinic": clinic, "numbers": crisis_numbers_for(clinic)})
    return redirect("about_you" if request.user.is_authenticated else "account_signup")


@access(Role.ANYONE)
@require_GET
def start_elsewhere(request: HttpRequest, reason: str) -> HttpResponse:
    """A kind page with other routes, for whom this clinic cannot see."""
    if reason not in ("age", "state"):
        raise Http404
    clinic = clinic_for_page(request.user, request.session)
    states = named(states_served(clinic)) if clinic else []
    return render(request, "patients/start_elsewhere.html", {"clinic": clinic, "reason": reason, "states": states})


# --- after signing in ------------------------------------------------------------------------------------------------


@access(Role.SIGNED_IN)
@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each of us to her own place: the queue, the administration, or the next thing to do."""
    member = request.member  # type: ignore[attr-defined]
    if member is None and not request.user.is_staff:
        return redirect(next_for_patient(request))
    if member is None or member.role in (Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER):
        return redirect("admin:index")
    return redirect("/review/desk/" if member.role == Role.FRONT_DESK else "/review/")


def next_for_patient(request: HttpRequest) -> str:
    """Her first unfinished thing: who she is, the consent, the application."""
    patient = patient_for(request.user)
    if patient is None:
        return reverse("about_you")
    return "/application/" if consent_in_force(patient) else reverse("consent")


@access(Role.PATIENT)
@never_cache
def about_you(request: HttpRequest) -> HttpResponse:
    """Who she is and how to reach her; told once, corrected any time."""
    patient = patient_for(request.user)
    clinic = patient.clinic if patient else clinic_for_page(request.user, request.session)
    if clinic is None:
        return redirect("start")
    at = timezone.now()
    today = clinic_date(clinic, at)
    if request.method != "POST":
        typed = typed_again(request)
        form = IdentityForm(typed, initial=_typed_before(request, patient), clinic=clinic, today=today)
        form = unchecked(form) if typed else form
        return _about_you_page(request, form, patient, clinic)
    form = IdentityForm(request.POST, clinic=clinic, today=today)
    if not form.is_valid():
        return _about_you_page(request, form, patient, clinic, status=422)
    identity = form.identity()
    if _is_minor(identity.birth_date, today):
        return redirect("start_elsewhere", reason="age")
    if patient is None:
        join_clinic(user=request.user, clinic=clinic, identity=identity, at=at)
        return redirect("home")
    try:
        correct_details(patient=patient, identity=identity, version=form.cleaned_data["version"] or 0, by=request.user, at=at)
    except StaleRecord:
        return _about_you_page(request, _drawn_anew(form, patient), patient, clinic, status=409)
    messages.success(request, _("Your details are saved."))
    return redirect("home")


def _is_minor(birth_date: date, today: date) -> bool:
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day)) < ADULT


def _typed_before(request: HttpRequest, patient: Patient | None) -> dict[str, Any]:
    if patient is None:
        return {"state": request.session.get(SESSION_START, {}).get("state", ""), "language": get_language() or "en"}
    return typed_before(identity_of(patient), patient.version)


def _drawn_anew(form: IdentityForm, patient: Patient) -> IdentityForm:
    """The same typed values, from the newest version, with a line that says why the page is here again."""
    data = form.data.copy()
    data["version"] = str(patient.version)
    again = IdentityForm(data, clinic=form.clinic, today=form.fields["birth_date"].today)  # type: ignore[attr-defined]
    again.add_error(None, _("You changed your details in another window. Check them here, then press Save once more"))
    return again


def _about_you_page(request: HttpRequest, form: IdentityForm, patient: Patient | None, clinic: Any, status: int = 200) -> HttpResponse:
    return render(request, "patients/about_you.html", {"form": form, "patient": patient, "clinic": clinic}, status=status)


# --- consents --------------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@never_cache
def consent(request: HttpRequest) -> HttpResponse:
    """The screening and privacy consent, before the first health question: read, type the legal name, agree or not."""
    patient = patient_for(request.user)
    if patient is None:
        return redirect("about_you")
    at = timezone.now()
    language = (get_language() or patient.language)[:2]
    text = consent_text_in_force(patient.clinic, ConsentPurpose.SCREENING, language, at=at)
    if text is None:
        return render(request, "patients/consent_missing.html", {"clinic": patient.clinic}, status=503)
    if consent_in_force(patient) is not None:
        return redirect("consents")
    if "disagree" in request.POST:
        return redirect("consent_not_given")
    legal_name = identity_of(patient).legal_name
    form = ConsentForm(request.POST if request.method == "POST" else None, initial={"text_id": text.pk}, legal_name=legal_name)
    typed = typed_again(request)
    if typed:
        form.initial["typed_name"] = typed.get("typed_name", "")  # and the text that is on the page now, not that of the other language
    page = {"form": form, "text": text, "clinic": patient.clinic, "legal_name": legal_name, "other_language": text.language != language}
    if request.method != "POST":
        return render(request, "patients/consent.html", page)
    if not form.is_valid():
        return render(request, "patients/consent.html", page, status=422)
    if form.cleaned_data["text_id"] != text.pk:
        newer = ConsentForm(initial={"text_id": text.pk, "typed_name": form.cleaned_data["typed_name"]}, legal_name=legal_name)
        return render(request, "patients/consent.html", {**page, "form": newer, "text_changed": True}, status=409)
    typed_name = form.cleaned_data["typed_name"]
    agree_to_text(patient=patient, text=text, typed_name=typed_name, language=text.language, by=request.user, at=at)
    return redirect("home")


@access(Role.PATIENT)
@require_GET
def consent_not_given(request: HttpRequest) -> HttpResponse:
    """She does not agree: nothing was asked, nothing is lost, and she may come back."""
    return render(request, "patients/consent_not_given.html", {"clinic": clinic_for_page(request.user, request.session)})


@access(Role.PATIENT)
@never_cache
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """Everything she agreed to: the words, when, under which name; and how to take it back."""
    patient = patient_for(request.user)
    if patient is None:
        return redirect("about_you")
    given = [
        {"consent": row, "words": signed_words(row.text), "withdrawal": getattr(row, "withdrawal", None)} for row in consents_of(patient)
    ]
    return render(request, "patients/consents.html", {"given": given, "patient": patient, "clinic": patient.clinic})


@access(Role.PATIENT)
@never_cache
def consent_withdrawal(request: HttpRequest) -> HttpResponse:
    """What taking the screening consent back means; a button does it."""
    patient = patient_for(request.user)
    if patient is None or consent_in_force(patient) is None:
        return redirect("consents" if patient else "about_you")
    if request.method != "POST":
        return render(request, "patients/consent_withdrawal.html", {"clinic": patient.clinic})
    take_back_consent(patient=patient, purpose=ConsentPurpose.SCREENING, by=request.user, at=timezone.now())
    messages.success(request, _("You have taken your consent back."))
    return redirect("consents")
