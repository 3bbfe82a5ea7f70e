"""Which language a page is in: the patient's own, else the one chosen in this browser, else what the browser asks for.

Django's LocaleMiddleware reads the choice from a cookie that ends with the browser, or the browser's own wish, before
anything else, so that error pages, which lean on no database, speak it as well. AccessMiddleware, which knows who is
asking, goes on from there: staff read English, a patient her own language.

The button in the header may belong to the form of the page: what stands in it is then kept, sealed, and stands there again.
"""

from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kapintake.access import Role, access
from kapintake.parked_forms import MOST_BYTES, fields_to_keep
from kapintake.pathway.language import asked_at, speak

CODES = tuple(code for code, _name in settings.LANGUAGES)
TYPED = "typed"  # in the session: {"path", "fields"} of the form that stood on the page
MOST_OF_A_STRANGER = 4096  # bytes: an address and a few choices
NOT_TYPED = ("language", "next", "act", "key", "person")
AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)


def language_of(request: HttpRequest) -> str:
    """Staff pages are in English; a patient's in the language of her account."""
    if Role.PATIENT not in request.roles:  # type: ignore[attr-defined]  # set by AccessMiddleware
        return settings.LANGUAGE_CODE
    return request.user.language if request.user.language in CODES else settings.LANGUAGE_CODE


def speak_to(request: HttpRequest) -> None:
    """From here on this request is answered in the language of who is signed in."""
    translation.activate(language_of(request))
    request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]  # as LocaleMiddleware sets it


def chosen_in(request: HttpRequest) -> str:
    """The language that was chosen in this browser; empty where nobody has."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in CODES else ""


def follow_choice(request: HttpRequest) -> None:
    """She chose a language and then signed in: her account speaks it from now on."""
    chosen = chosen_in(request)
    if Role.PATIENT in request.roles and chosen and chosen != request.user.language:  # type: ignore[attr-defined]
        speak(user=request.user, language=chosen, at=timezone.now())


def keep_choice(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """For the rest of this browser session, signed out as well."""
    if code != chosen_in(request):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


@access(Role.ANYONE)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """The button in the header: the same page again in the other language, with what was typed."""
    code, back = request.POST.get("language", ""), _way_back(request)
    if code not in CODES:
        return redirect(back)
    member: Any = request.member  # type: ignore[attr-defined]
    if request.user.is_authenticated and member is None and not request.user.is_staff:
        back = _speak_at(request.user, code, back)
    _keep_typed(request, back)
    response = redirect(back)
    keep_choice(request, response, code)
    return response


def _way_back(request: HttpRequest) -> str:
    """Where the button was pressed; the start page where somebody sent nonsense."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if ours and back.startswith("/") else "/"


def _speak_at(user: Any, code: str, back: str) -> str:
    """Go on in that language; where to: the same page, or the beginning of the part where that page now asks something else."""
    try:
        found = resolve(back.partition("?")[0])
    except Resolver404:
        found = None
    if found is None or found.view_name != "intake:page":
        speak(user=user, language=code, at=timezone.now())
        return back
    asked = asked_at(user, **found.kwargs)
    speak(user=user, language=code, at=timezone.now())
    return back if asked_at(user, **found.kwargs) == asked else reverse("intake:part", args=(found.kwargs["part"],))


def _keep_typed(request: HttpRequest, back: str) -> None:
    fields = [(name, value) for name, value in fields_to_keep(request) if name not in NOT_TYPED and value]
    most = MOST_BYTES if request.user.is_authenticated else MOST_OF_A_STRANGER
    if fields and sum(len(name) + len(value) for name, value in fields) <= most:
        request.session[TYPED] = {"path": back.partition("?")[0], "fields": fields}


def typed_again(request: HttpRequest) -> QueryDict | None:
    """What stood in this page's form when its language was changed; once."""
    kept = request.session.get(TYPED) if request.method == "GET" else None
    if not kept or kept["path"] != request.path:
        return None
    del request.session[TYPED]
    data = QueryDict(mutable=True)
    for name, value in kept["fields"]:
        data.appendlist(name, value)
    return data


def unchecked(form: AnyForm) -> AnyForm:
    """A form with what was typed in it, in which nobody looks for mistakes yet."""
    form._errors, form.cleaned_data = ErrorDict(), {}
    return form
