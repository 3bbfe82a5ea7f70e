"""The demo's own pages: one click signs in as a seeded person, second factor included; the mailbox stands in for e-mail."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kapintake.access import Role, access
from kapintake.accounts.sessions import note_second_factor
from kapintake.demo.cast import people_to_sign_in, person_named
from kapintake.demo.mailbox import newest_mails


@require_GET
@access(Role.ANYONE)
def people(request: HttpRequest) -> HttpResponse:
    """Who can sign in, by clinic."""
    return render(request, "demo/people.html", {"clinics": people_to_sign_in()})


@require_POST
@access(Role.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a seeded person; the address has to be one of theirs."""
    user = person_named(request.POST.get("email", ""))
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_second_factor(request.session, user)
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_GET
@access(Role.ANYONE)
def mails(request: HttpRequest) -> HttpResponse:
    """What would have been mailed."""
    return render(request, "demo/mails.html", {"mails": newest_mails()})
