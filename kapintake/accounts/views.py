"""Second locks beside the sign-in library's pages, and accepting a staff invitation.

Opening the mailed link of an invitation spends nothing: a mail scanner may open it too (AN-6).
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.webauthn.views import remove_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from kapintake.access import Role, access
from kapintake.accounts.forms import SESSION_CORRECTED, InvitationForm
from kapintake.accounts.models import User
from kapintake.accounts.second_factor import has_second_factor, passkeys_of
from kapintake.clinics.selectors import open_invitation
from kapintake.clinics.services import RefusedChange, token_at_rest
from kapintake.pathway.registration import accept_invitation, needs_sign_in

SESSION_TOKEN = "invitation"  # noqa: S105  # the name of a place in the sealed session


@access(Role.ANYONE)
@never_cache
@require_POST
def corrected_email(request: HttpRequest) -> HttpResponse:
    """ "Did you mean gmail.com?", pressed beside the code: back to the first page, the other address in its box."""
    clear_login(request)
    request.session[SESSION_CORRECTED] = request.POST.get("email", "")[:254]
    return redirect("account_signup")


@access(Role.PATIENT)
@never_cache
@require_GET
def offer_second_lock(request: HttpRequest) -> HttpResponse:
    """Once, when the address is verified: an app, a passkey, or not now."""
    if has_second_factor(request.user):
        return redirect("mfa_index")
    return render(request, "accounts/offer_second_lock.html")


@access(Role.SIGNED_IN)
@never_cache
def passkey(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Taking one of one's own passkeys away; staff keep another factor."""
    found = [authenticator for authenticator in passkeys_of(request.user) if authenticator.pk == number]
    if act != "remove" or not found:
        raise Http404
    if not get_mfa_adapter().can_delete_authenticator(found[0]):
        return render(request, "mfa/webauthn/last_factor.html", status=409 if request.method == "POST" else 200)
    return remove_webauthn(request, pk=number)


@access(Role.ANYONE)
@never_cache
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed address: the token leaves it for the session, and the page comes at an address without it."""
    request.session[SESSION_TOKEN] = token
    response = redirect("invitation")
    response["Referrer-Policy"] = "no-referrer"  # here alone: on a page with a form it would hide the origin from the CSRF check
    return response


@access(Role.ANYONE)
@never_cache
@sensitive_post_parameters("password1")
def invitation(request: HttpRequest) -> HttpResponse:
    """Who invites, in which role; a password, or the sign-in that the person already has."""
    at = timezone.now()
    invited = open_invitation(token_at_rest(request.session.get(SESSION_TOKEN, "")), at)
    if invited is None:
        return render(request, "accounts/invitation_over.html", status=404)
    page = {"invitation": invited, "clinic": invited.clinic}
    if request.user.is_authenticated and request.user.email != invited.email:
        return render(request, "accounts/invitation_someone_else.html", page, status=409)
    known = needs_sign_in(invited)
    if known and not request.user.is_authenticated:
        return redirect_to_login(reverse("invitation"), reverse(settings.LOGIN_URL))
    form = InvitationForm(request.POST or None, user=User(email=invited.email))
    if request.method != "POST" or not (known or form.is_valid()):
        status = 422 if request.method == "POST" else 200
        return render(request, "accounts/invitation.html", {**page, "form": form, "known": known}, status=status)
    try:
        password = "" if known else form.cleaned_data["password1"]
        membership = accept_invitation(invitation=invited, password=password, signed_in=request.user, at=at)
    except RefusedChange:
        return render(request, "accounts/invitation_over.html", status=404)
    request.session.pop(SESSION_TOKEN, None)
    if not known:
        get_adapter(request).login(request, membership.user)
        record_authentication(request, membership.user, method="password", email=membership.user.email)
    messages.success(request, _("Welcome to %(clinic)s.") % {"clinic": invited.clinic.name})
    return redirect("home")
