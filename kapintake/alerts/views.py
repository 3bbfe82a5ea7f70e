"""The public help page, and what clinicians see and do about one alert. Another clinic's alert is not found."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from kapintake.access import CLINICIANS, Role, access
from kapintake.accounts.services import check_signing_factor
from kapintake.alerts.forms import CallForm, CloseForm, ContactForm
from kapintake.alerts.models import SafetyAlert
from kapintake.alerts.promises import call_promise_for
from kapintake.alerts.selectors import alert_for, alert_page, clinic_block_for, standing_wish
from kapintake.alerts.services import AlertHasMoved, acknowledge_alert, note_contact, note_reading
from kapintake.intake.selectors import response_for
from kapintake.languages import typed_again, unchecked
from kapintake.offline import spoken
from kapintake.pathway.alert import close_alert
from kapintake.pathway.intake import ask_for_a_call
from kapintake.patients.selectors import own_phone
from kapintake.phones import shown_phone

CONFLICT = 409


@require_safe
@access(Role.ANYONE)
def help_now(request: HttpRequest, language: str = "en") -> HttpResponse:
    """Static, and the same for everybody: whatever else fails, these numbers stand. The address tells the language."""
    with translation.override(spoken(language)):
        return HttpResponse(render_to_string("alerts/help_now.html"), headers={"Content-Language": language})


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.PATIENT)
def call_me(request: HttpRequest) -> HttpResponse:
    """ "Ask someone to call me": at which number, and whether a message there is safe."""
    response, now = response_for(request.user), timezone.now()
    typed = typed_again(request)
    form = CallForm(request.POST or typed, initial={"phone": shown_phone(own_phone(request.user))})
    form = unchecked(form) if typed else form
    if request.method == "POST" and response is not None and form.is_valid():
        is_safe = form.cleaned_data["message_is_safe"] == "yes"
        ask_for_a_call(response=response, phone=form.cleaned_data["phone"], message_is_safe=is_safe, by=request.user, at=now)
        return redirect(request.get_full_path())
    block = clinic_block_for(response.clinic, now) if response is not None else None
    wish = standing_wish(response) if response is not None else None
    context = {
        "form": form if response is not None else None,
        "wish": wish,
        "wish_phone": shown_phone(wish.phone) if wish is not None else "",
        "clinic_block": block,
        "when": call_promise_for(response.clinic, now) if block is not None else "",
        "zone": response.clinic.time_zone if response is not None else "UTC",
        "back": page_before(request),
        **({"clinic": response.clinic} if response is not None else {}),
    }
    return render(request, "alerts/call_me.html", context, status=422 if form.errors else 200)


def page_before(request: HttpRequest) -> str:
    """The help page from which she came, by its numbers; else her list of tasks."""
    found = re.fullmatch(r"([0-9]{1,3})\.([0-9]{1,3})", request.GET.get("from", ""))
    return reverse("intake:support", args=[int(found[1]), int(found[2])]) if found else reverse("home")


def _found(request: HttpRequest, alert_id: UUID) -> SafetyAlert:
    alert = alert_for(request.user, alert_id)
    if alert is None:
        raise Http404
    return alert


def _drawn(request: HttpRequest, alert: SafetyAlert, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, after its reading is written down. Forms that were not sent stand empty."""
    note_reading(alert=alert, by=request.member, at=timezone.now())  # type: ignore[attr-defined]
    context = {
        "page": alert_page(alert),
        "alert": alert,
        "member": request.member,  # type: ignore[attr-defined]
        "contact_form": ContactForm(),
        "close_form": CloseForm(initial={"version": alert.version}),
        "section": "queue",
        **forms,
    }
    return render(request, "alerts/alert.html", context, status=status)


def _moved(request: HttpRequest, alert: SafetyAlert, **forms: Any) -> HttpResponse:
    """Somebody was quicker, or more was said: the page as it stands now, with what was typed."""
    return _drawn(request, alert, status=CONFLICT, has_moved=True, **forms)


@require_GET
@access(*CLINICIANS)
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    return _drawn(request, _found(request, alert_id))


def _version(request: HttpRequest) -> int | None:
    """That of the page on which the button was; the queue's button has none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


@require_POST
@access(*CLINICIANS)
def take(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """ "I have it"."""
    found = _found(request, alert_id)
    try:
        acknowledge_alert(alert=found, by=request.member, at=timezone.now(), version=_version(request))  # type: ignore[attr-defined]
    except AlertHasMoved as moved:
        if moved.alert.acknowledged_by_id == request.user.pk:
            return redirect("alert", alert_id=alert_id)
        return _moved(request, moved.alert)
    messages.success(request, _("You have it. The backup will not be told."))
    return redirect("alert", alert_id=alert_id)


@require_POST
@access(*CLINICIANS)
def contact(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """How one try to reach the person ended."""
    found, form = _found(request, alert_id), ContactForm(request.POST)
    if not form.is_valid():
        return _drawn(request, found, contact_form=form, form=form)
    try:
        note_contact(alert=found, by=request.member, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]
    except AlertHasMoved as moved:
        return _moved(request, moved.alert, contact_form=form)
    messages.success(request, _("Noted."))
    return redirect("alert", alert_id=alert_id)


@require_POST
@access(*CLINICIANS)
def close(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """The written assessment and safety plan, signed on this page."""
    found, form, now = _found(request, alert_id), CloseForm(request.POST), timezone.now()
    if not form.is_valid():
        return _drawn(request, found, close_form=form, form=form)
    written = form.cleaned_data
    method = check_signing_factor(request.user, password=written["password"], code=written["code"], at=now, clinic=found.clinic)
    if method is None:
        form.add_error("password", _("That didn't match. Try again, or use the code from your app"))
        return _drawn(request, found, close_form=form, form=form)
    try:
        close_alert(
            alert=found,
            by=request.member,  # type: ignore[attr-defined]
            assessment=written["assessment"],
            safety_plan=written["safety_plan"],
            method=method,
            version=written["version"],
            at=now,
        )
    except AlertHasMoved as moved:
        kept = CloseForm(initial={**written, "password": "", "code": "", "version": moved.alert.version})
        return _moved(request, moved.alert, close_form=kept)
    messages.success(request, _("Closed and signed."))
    return redirect("alert", alert_id=alert_id)
