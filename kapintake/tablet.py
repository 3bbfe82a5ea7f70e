"""A tablet of the clinic that goes from hand to hand: each person's session ends completely before the next one begins.

Somebody of the staff hands it over: she is signed out of it, and a signed mark of ours, with nothing about anybody in it,
stays in the browser. From then on a patient is signed out sooner when she lets it lie, a form that comes too late is not
kept for her, and signing out leaves no language, cache or storage behind. A member of staff who signs in can take it back.
"""

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kapintake.access import CLINICIANS, Role, access
from kapintake.audit.services import record
from kapintake.clinics.selectors import clinic_named

SALT = "kapintake.tablet"
HOURS = 14  # a long day; the next morning somebody hands it over anew
HANDS_OVER = (*CLINICIANS, Role.FRONT_DESK, Role.CLINIC_ADMIN)


def clinic_of(request: HttpRequest) -> str:
    """The id of the clinic whose tablet this is; empty for every other device, and for a mark that we did not sign."""
    try:
        return str(signing.loads(request.COOKIES.get(settings.TABLET_COOKIE_NAME, ""), salt=SALT, max_age=HOURS * 3600))
    except signing.BadSignature:
        return ""


def is_tablet(request: HttpRequest) -> bool:
    return bool(clinic_of(request))


def leave_nothing(response: HttpResponse) -> None:
    """After a sign-out: what the last person chose is not there for the next one."""
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite=settings.LANGUAGE_COOKIE_SAMESITE)


@access(*HANDS_OVER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """What a tablet does, and the button that makes this device one."""
    if request.method != "POST":
        return render(request, "tablet.html", {"is_tablet": is_tablet(request), "section": "desk"})
    member = request.member  # type: ignore[attr-defined]
    record("tablet.handed-over", at=timezone.now(), by=request.user, role=member.role, clinic=member.clinic_id)
    _sign_out(request)
    response = redirect("tablet_ready")
    response.set_cookie(
        settings.TABLET_COOKIE_NAME,
        signing.dumps(str(member.clinic_id), salt=SALT),
        max_age=HOURS * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    leave_nothing(response)
    return response


def _sign_out(request: HttpRequest) -> None:
    from allauth.account.adapter import get_adapter  # here: the library's adapter is ours, and reads the apps

    get_adapter(request).logout(request)


@access(*HANDS_OVER)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """The device is a staff device again."""
    member = request.member  # type: ignore[attr-defined]
    record("tablet.taken-back", at=timezone.now(), by=request.user, role=member.role, clinic=member.clinic_id)
    response = redirect("tablet")
    response.delete_cookie(settings.TABLET_COOKIE_NAME, samesite="Lax")
    return response


@access(Role.ANYONE)
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Between two people: nothing of the last one, two buttons for the next."""
    clinic = clinic_named(clinic_of(request))
    if clinic is None:
        raise Http404
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "tablet_ready.html", {"clinic": clinic})
