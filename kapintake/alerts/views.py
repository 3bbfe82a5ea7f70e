"""The public help page, and what clinicians see and do about one alert. Another clinic's alert is not found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from kapintake.access import CLINICIANS, Role, access
from kapintake.accounts.services import check_signing_factor
from kapintake.alerts.forms import CloseForm, ContactForm
from kapintake.alerts.models import SafetyAlert
from kapintake.alerts.selectors import alert_for, alert_page
from kapintake.alerts.services import AlertHasMoved, acknowledge_alert, note_contact, note_reading
from kapintake.pathway.alert import close_alert

CONFLICT = 409


@require_safe
@access(Role.ANYONE)
def help_now(request: HttpRequest) -> HttpResponse:
    """Static: whatever else fails, these numbers stand."""
    return render(request, "alerts/help_now.html", {"quiet_header": True, "clinic": None})


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
