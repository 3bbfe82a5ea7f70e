"""How long somebody's sitting still lasts, staying, and leaving the page at once (SE-2).

The time is counted by the server and is the same in every window. Asking for it prolongs nothing; pressing "Stay signed
in" does, because a person presses it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_POST, require_safe

from kapintake.access import Role, access
from kapintake.by_script import is_background
from kapintake.clinics.selectors import clinic_for_page, zone_of
from kapintake.parked_forms import stamp_of
from kapintake.tablet import is_tablet, leave_nothing


def minutes_for(request: HttpRequest) -> int:
    """How long this person may be idle."""
    if Role.PATIENT not in request.roles:  # type: ignore[attr-defined]  # set by AccessMiddleware
        return settings.IDLE_MINUTES["staff"]
    return settings.IDLE_MINUTES["tablet" if is_tablet(request) else "patient"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """For templates: the frame of a page draws the dialog from it, and a form says whose it is."""

    request: HttpRequest

    @property
    def person(self) -> str:
        return stamp_of(getattr(self.request, "user", None))

    @property
    def on_tablet(self) -> bool:
        """On the clinic's own tablet, which has to be handed back."""
        return is_tablet(self.request)

    @property
    def seconds(self) -> int:
        """0 where nobody is signed in: then there is nothing to warn of."""
        user, session = getattr(self.request, "user", None), getattr(self.request, "session", None)
        if user is None or not user.is_authenticated or session is None:
            return 0
        return session.seconds_left(timezone.now(), idle_minutes=minutes_for(self.request), hours=settings.SESSION_HOURS)


def page_sitting(request: HttpRequest) -> dict[str, Any]:
    return {"sitting": Sitting(request)}


@require_safe
@access(Role.ANYONE)
def time_left(request: HttpRequest) -> HttpResponse:
    """Seconds until we sign her out, and when that is on the clinic's clock; 0 where nobody is signed in any more."""
    return _told(request, timezone.now())


@require_POST
@access(Role.SIGNED_IN)
def stay(request: HttpRequest) -> HttpResponse:
    """ "Stay signed in": as good as going to another page."""
    now = timezone.now()
    request.session.note_presence(now)  # type: ignore[attr-defined]  # our store
    return _told(request, now) if is_background(request) else redirect("home")


def _told(request: HttpRequest, now: datetime) -> JsonResponse:
    seconds = Sitting(request).seconds
    ends = now + timedelta(seconds=seconds)
    clinic = clinic_for_page(request.user, request.session)
    shown = ends.astimezone(zone_of(clinic)) if clinic else timezone.localtime(ends)
    return JsonResponse({"seconds": seconds, "at": time_format(shown, "g:i A")})


@require_POST
@access(Role.ANYONE)
def leave(request: HttpRequest) -> HttpResponse:
    """ "Leave this page": signed out, and a page that says nothing in its place."""
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    response = redirect("away")
    response["Clear-Site-Data"] = '"cache", "storage"'
    if is_tablet(request):
        leave_nothing(response)
    return response


@require_safe
@access(Role.ANYONE)
def away(request: HttpRequest) -> HttpResponse:
    """A page of ours that tells neither a clinic nor a person."""
    return render(request, "away.html")
