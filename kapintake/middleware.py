"""What stands around every request: its id and origin, the answer's headers, and who may come in.

OriginMiddleware is outermost. AccessMiddleware is innermost: it reads the person's rights anew at each request (AC-8),
ends sessions that were left alone (SE-2), and opens nothing that has not declared who may open it (AC-2).
"""

import ipaddress
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kapintake import error_pages, languages, sitting, tablet
from kapintake.access import WITHOUT_SECOND_FACTOR, Role, may_open, roles_declared
from kapintake.accounts.sessions import has_shown_second_factor, key_at_rest, note_second_factor
from kapintake.audit.context import Origin, origin
from kapintake.audit.models import Outcome
from kapintake.audit.services import record
from kapintake.by_script import asks_where_it_leads, is_background, tell_where
from kapintake.clinics.selectors import membership_for
from kapintake.parked_forms import fields_to_keep, is_somebody_elses, park, park_signed_out, parked_for

NextInLine = Callable[[HttpRequest], HttpResponse]
POWERFUL_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation",
    "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join([*(f"{feature}=()" for feature in POWERFUL_FEATURES), *(f"{feature}=(self)" for feature in PASSKEYS)])
# After these the session gets a new key: who knew the old one knows nothing (SE-1).
ENROLS = {"mfa_activate_totp", "mfa_add_webauthn"}
RENEWS_THE_KEY = {
    *ENROLS, "mfa_deactivate_totp", "passkey", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "account_change_password",
}  # fmt: skip


def client_address(request: HttpRequest, proxies: int) -> str:
    """The address that the outermost of our own proxies saw; what a client claims beyond it is not believed."""
    address = request.META.get("REMOTE_ADDR", "")
    if proxies:
        claimed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = claimed[-proxies] if len(claimed) >= proxies else ""
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


class OriginMiddleware:
    """Gives the request an id of ours, tells the audit trail and the log where acts come from, and sets the last headers."""

    def __init__(self, get_response: NextInLine) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = str(uuid.uuid4())  # type: ignore[attr-defined]
        here = Origin(request_id=request.id, address=client_address(request, settings.TRUSTED_PROXY_COUNT))  # type: ignore[attr-defined]
        token = origin.set(here)
        structlog.contextvars.bind_contextvars(request_id=here.request_id)
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
            structlog.contextvars.unbind_contextvars("request_id")
        response["X-Request-ID"] = here.request_id
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class AccessMiddleware:
    """Who is asking, by what right, and may she."""

    def __init__(self, get_response: NextInLine) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        return tell_where(response) if asks_where_it_leads(request) else response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.member, request.roles = None, frozenset()  # type: ignore[attr-defined]
        signed_in = request.user.is_authenticated
        if signed_in:
            request.member = membership_for(request.user)  # type: ignore[attr-defined]
            request.roles = roles_held(request.user, request.member)  # type: ignore[attr-defined]
            languages.speak_to(request)
            ended = self._end_if_left_alone(request)
            if ended is not None:
                return ended
            origin.set(replace(origin.get(), session_hash=key_at_rest(request.session.session_key)))
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:
            self._after(request, response, was_signed_in=signed_in)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        declared = roles_declared(view, request.resolver_match.view_name)
        name = request.resolver_match.url_name
        if not request.user.is_authenticated:
            if Role.ANYONE in declared:
                return None
            if declared and not tablet.is_tablet(request):
                park_signed_out(request)
            return self._to_sign_in(request) if declared else self._deny(request, "undeclared", kwargs)
        if is_staff(request) and name not in WITHOUT_SECOND_FACTOR and not has_second_factor(request):
            return self._to_enrolment(request, declared)
        if not may_open(declared, request.roles):
            return self._deny(request, "role" if declared else "undeclared", kwargs)
        return error_pages.somebody_elses(request) if is_somebody_elses(request) else parked_for(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A signed-in person asked for a record that is not there for her: an event, the same for foreign and absent ones."""
        found = request.resolver_match.kwargs.values() if request.resolver_match else ()
        ids = [str(value) for value in found if isinstance(value, uuid.UUID)]  # never a token that opens something
        if isinstance(exception, Http404) and ids and request.user.is_authenticated:
            self._note_denial(request, "record.not-found", "not-found", object_id=ids[0])

    # --- refusing -------------------------------------------------------------------------------------------------

    def _deny(self, request: HttpRequest, reason: str, kwargs: dict[str, Any]) -> HttpResponse:
        """A record's address is "not there" for whoever may not have it; a page without a record says that the role is missing."""
        if request.user.is_authenticated:
            self._note_denial(request, "access.denied", reason)
        return error_pages.not_found(request) if kwargs or reason == "undeclared" else error_pages.forbidden(request)

    def _note_denial(self, request: HttpRequest, action: str, reason: str, object_id: str = "") -> None:
        where = request.resolver_match.view_name if request.resolver_match else ""
        record(
            action,
            at=timezone.now(),
            by=request.user,
            role=role_in_the_trail(request),
            clinic=request.member.clinic_id if request.member else None,
            outcome=Outcome.DENIED,
            reason=f"{reason} {where} {object_id}".strip()[:200],
        )

    def _to_sign_in(self, request: HttpRequest) -> HttpResponse:
        if is_background(request) and not asks_where_it_leads(request):
            return HttpResponse(status=401, headers={"HX-Redirect": reverse(settings.LOGIN_URL)})
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))

    def _to_enrolment(self, request: HttpRequest, declared: frozenset[Role]) -> HttpResponse:
        """Staff without a second factor: enrol it now, or sign in anew with the one that exists."""
        if has_enrolled(request.user):
            self._sign_out(request, "second-factor")
            return self._to_sign_in(request)
        if Role.ANYONE not in declared:
            self._note_denial(request, "access.denied", "second-factor")
        return HttpResponseRedirect(reverse("mfa_activate_totp"))

    # --- sessions ---------------------------------------------------------------------------------------------------

    def _end_if_left_alone(self, request: HttpRequest) -> HttpResponse | None:
        """SE-2: measured here, whatever the browser says; only going somewhere counts as being there."""
        now = timezone.now()
        user = request.user
        why = request.session.why_over(now, idle_minutes=sitting.minutes_for(request), hours=settings.SESSION_HOURS)
        if why is None:
            if not is_background(request):
                request.session.note_presence(now)
            return None
        fields = fields_to_keep(request) if request.method == "POST" else []
        user_id = user.pk
        self._sign_out(request, why)
        if fields and not tablet.is_tablet(request):  # nothing of hers waits there; a script has kept what she typed as a draft
            park(request, user_id=user_id, fields=fields)
        messages.info(request, _("You were away for a while, so we signed you out. Sign in to go on where you were."))
        return self._to_sign_in(request)

    def _sign_out(self, request: HttpRequest, why: str) -> None:
        clinic = request.member.clinic_id if request.member else None
        record("session.ended", at=timezone.now(), by=request.user, role=role_in_the_trail(request), clinic=clinic, reason=why)
        logout(request)
        request.member, request.roles = None, frozenset()  # type: ignore[attr-defined]

    def _after(self, request: HttpRequest, response: HttpResponse, *, was_signed_in: bool) -> None:
        """Nothing of a person's pages stays in a cache; a factor given or an identity proved anew renews the key."""
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ("Cookie",))
        if not was_signed_in:
            request.roles = roles_held(request.user, membership_for(request.user))  # type: ignore[attr-defined]
            languages.follow_choice(request)
        if Role.PATIENT in request.roles and request.user.is_authenticated:
            languages.keep_choice(request, response, languages.language_of(request))
        name = request.resolver_match.url_name if request.resolver_match else ""
        if request.method != "POST" or response.status_code != 302 or not was_signed_in:
            return
        if name == "account_logout" and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
            if tablet.is_tablet(request):
                tablet.leave_nothing(response)
        elif name in RENEWS_THE_KEY and request.user.is_authenticated:
            if name in ENROLS and has_enrolled(request.user):
                note_second_factor(request.session, request.user)
            request.session.cycle_key()


def roles_held(user: Any, member: Any) -> frozenset[Role]:
    """A member has her role; who may open the admin has that; anybody else who signs in is a patient."""
    held = {Role(member.role)} if member else set()
    if user.is_staff:
        held.add(Role.SITE_ADMIN)
    return frozenset(held or {Role.PATIENT})


def role_in_the_trail(request: HttpRequest) -> str:
    """The one word under which the trail knows this person: her role in the clinic, else what she is without one."""
    return request.member.role if request.member else next(iter(request.roles), Role.PATIENT).value


def is_staff(request: HttpRequest) -> bool:
    return Role.PATIENT not in request.roles


def has_enrolled(user: Any) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()


def has_second_factor(request: HttpRequest) -> bool:
    """She has an authenticator, and this very session has shown it."""
    return has_shown_second_factor(request.session, request.user) and has_enrolled(request.user)
