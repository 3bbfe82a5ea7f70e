"""A patient and her record: what is kept and why, who opened it, her own copy, signing out everywhere, closing the account."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapintake import error_pages
from kapintake.access import Role, access
from kapintake.accounts.freshness import is_fresh, proof_page
from kapintake.accounts.services import end_sessions, take_second_factor_away
from kapintake.accounts.sessions import key_at_rest
from kapintake.clinics.selectors import clinic_date, clinic_for_page, zone_of
from kapintake.pathway.closing import close_account
from kapintake.patients.models import Patient
from kapintake.patients.selectors import consents_of, patient_for
from kapintake.privacy.forms import LostLockForm
from kapintake.privacy.own_copy import own_copy
from kapintake.privacy.printed import own_copy_pdf, printed
from kapintake.privacy.selectors import ROWS, openings_of, openings_on_page, patient_of_reference
from kapintake.privacy.services import copy_is_allowed, may_try_lost_lock, note_copy, note_list_read, note_refused_lost_lock
from kapintake.sealing import CannotBeRead

A_WHILE = 3600
FILE_NAME = "my-copy"  # tells nothing in a folder of downloads


# --- for everybody -----------------------------------------------------------------------------------------------------


@access(Role.ANYONE)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep, why, who reads it, how long, and what you can do."""
    return render(request, "privacy/privacy.html", {"clinic": clinic_for_page(request.user, request.session)})


@access(Role.ANYONE)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested, what is known to be missing, how to reach us."""
    return render(request, "privacy/accessibility.html", {"clinic": clinic_for_page(request.user, request.session)})


# --- you ---------------------------------------------------------------------------------------------------------------


def own_record(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the signed-in person's own record; without one there is nothing to look at yet."""

    @wraps(view)
    def with_record(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        patient = patient_for(request.user)
        return redirect("you") if patient is None else view(request, patient, **kwargs)

    return with_record


def for_her_alone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Somebody else may sit before a page that was left open: what leaves the site is asked for anew (SE-6)."""

    @wraps(view)
    def when_fresh(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        back = urlencode({"next": request.path})
        return redirect(f"{reverse(proof_page(request) or 'you_again')}?{back}")

    return when_fresh


@access(Role.PATIENT)
@never_cache
@require_safe
def you(request: HttpRequest) -> HttpResponse:
    """Everything that is hers to see or change, on one page."""
    patient = patient_for(request.user)
    page = {"patient": patient, "clinic": patient.clinic if patient else clinic_for_page(request.user, request.session)}
    return render(request, "privacy/you.html", {**page, "has_signed": patient is not None and consents_of(patient).exists()})


@access(Role.PATIENT)
@never_cache
@require_safe
@own_record
def opened(request: HttpRequest, patient: Patient) -> HttpResponse:
    """Who opened her record, when and in what role (PV-5)."""
    note_list_read(patient, by=request.user, at=timezone.now(), sitting=request.session)
    page = Paginator(openings_of(patient), ROWS).get_page(request.GET.get("page"))
    rows = openings_on_page(patient, page.object_list)
    return render(request, "privacy/opened.html", {"clinic": patient.clinic, "zone": zone_of(patient.clinic), "page": page, "rows": rows})


# --- her copy ----------------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@never_cache
@require_safe
@own_record
def copy(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The three forms of it, and what is in it."""
    return render(request, "privacy/copy.html", {"clinic": patient.clinic})


@access(Role.PATIENT)
@never_cache
@require_safe
@own_record
def copy_to_print(request: HttpRequest, patient: Patient) -> HttpResponse:
    """All of it as one page of the site."""
    at = timezone.now()
    note_copy(patient, form="page", by=request.user, at=at)
    try:
        whole = own_copy(patient, at=at)
    except CannotBeRead:
        return _cannot_be_read(request, patient)
    return render(request, "privacy/copy_print.html", {"clinic": patient.clinic, "copy": printed(whole), "reference": patient.reference})


@access(Role.PATIENT)
@never_cache
@require_safe
@own_record
@for_her_alone
def copy_pdf(request: HttpRequest, patient: Patient) -> HttpResponse:
    at = timezone.now()
    return _file(request, patient, "pdf", "application/pdf", lambda: own_copy_pdf(own_copy(patient, at=at), at=at))


@access(Role.PATIENT)
@never_cache
@require_safe
@own_record
@for_her_alone
def copy_json(request: HttpRequest, patient: Patient) -> HttpResponse:
    """The keys are described in privacy/own_copy.py."""
    at = timezone.now()
    content = "application/json; charset=utf-8"
    return _file(request, patient, "json", content, lambda: json.dumps(own_copy(patient, at=at), ensure_ascii=False, indent=2).encode())


def _file(request: HttpRequest, patient: Patient, form: str, content_type: str, made: Callable[[], bytes]) -> HttpResponse:
    at = timezone.now()
    if not copy_is_allowed(patient, by=request.user, at=at):
        return error_pages.error_page(request, 429, retry_after=A_WHILE)
    note_copy(patient, form=form, by=request.user, at=at)
    try:
        content = made()
    except CannotBeRead:
        return _cannot_be_read(request, patient)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _cannot_be_read(request: HttpRequest, patient: Patient) -> HttpResponse:
    return render(request, "privacy/copy_cannot_be_read.html", {"clinic": patient.clinic}, status=503)


# --- the desk's side ---------------------------------------------------------------------------------------------------


@access(Role.FRONT_DESK, Role.CLINIC_ADMIN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_her_alone
def lost_lock(request: HttpRequest) -> HttpResponse:
    """A patient without her phone and codes called: who is she, how was that made sure, and the lock goes (AN-9)."""
    member, at = request.member, timezone.now()  # type: ignore[attr-defined]
    form = LostLockForm(request.POST if request.method == "POST" else None, today=clinic_date(member.clinic, at))
    if request.method == "POST" and form.is_valid():
        why = _take_lock_away(form.cleaned_data, member, by=request.user, at=at)
        if why is None:
            messages.success(request, _("The second lock is taken away. She can sign in now with her password or a mailed code."))
            return redirect("lost_lock")
        form.add_error(None, why)
    page = {"form": form, "member": member, "section": "lost-lock"}
    return render(request, "privacy/lost_lock.html", page, status=422 if request.method == "POST" else 200)


def _take_lock_away(told: dict[str, Any], member: Any, *, by: Any, at: Any) -> str | None:
    """Done, or a line that says what to do."""
    refused = {"by": by, "role": member.role, "clinic": member.clinic_id, "at": at}
    if not may_try_lost_lock(by=by):
        note_refused_lost_lock(**refused, reason="too-many-tries")
        return _("Too many tries. Wait an hour, then try again")
    patient = patient_of_reference(member, told["reference"], told["birth_date"])
    if patient is None:
        note_refused_lost_lock(**refused, reason="no-such-patient")
        return _("No patient here has this reference and this birth date. Check both with her")
    seen = {"role": member.role, "clinic": member.clinic_id, "patients": [patient], "reason": told["checked"]}
    take_second_factor_away(user=patient.user, by=by, at=at, **seen)
    return None


# --- leaving -----------------------------------------------------------------------------------------------------------


@access(Role.PATIENT)
@never_cache
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every other phone and computer is signed out at once; this one stays."""
    here = key_at_rest(request.session.session_key)
    end_sessions(user=request.user, by=request.user, at=timezone.now(), reason="signed-out-everywhere", keep=here)
    messages.success(request, _("You are signed out everywhere else. This device stays signed in."))
    return redirect("you")


@access(Role.PATIENT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_her_alone
def close(request: HttpRequest) -> HttpResponse:
    """What closing means; a button does it."""
    if request.method != "POST":
        return render(request, "privacy/close.html", {"clinic": clinic_for_page(request.user, request.session)})
    close_account(user=request.user, at=timezone.now())
    logout(request)
    response = redirect("you_closed")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@access(Role.ANYONE)
@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """The same for everybody who comes to this address: it tells nothing."""
    return render(request, "privacy/closed.html", {"clinic": clinic_for_page(request.user, request.session)})


@access(Role.PATIENT)
@never_cache
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """Somebody who signs in by mailed codes proves herself with a new one: she signs out, signs in and comes back."""
    back = request.GET.get("next", "")
    back = back if back in (reverse("you_close"), reverse("you_copy_pdf"), reverse("you_copy_json")) else reverse("you")
    sign_in = f"{reverse('account_request_login_code')}?{urlencode({'next': back})}"
    return render(request, "privacy/again.html", {"clinic": clinic_for_page(request.user, request.session), "sign_in": sign_in})
