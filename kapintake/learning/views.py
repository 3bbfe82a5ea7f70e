"""The list of learning pages, and one of them. Public: they know nobody and ask nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kapintake.access import Role, access
from kapintake.learning.pages import PAGES, page_numbered
from kapintake.learning.presenters import pages_in, shown_levels, shown_page


@require_safe
@access(Role.ANYONE)
def learn(request: HttpRequest) -> HttpResponse:
    language = get_language() or "en"
    return render(request, "learning/learn.html", {"pages": pages_in(language), "levels": shown_levels(language)})


@require_safe
@access(Role.ANYONE)
def learn_page(request: HttpRequest, number: int) -> HttpResponse:
    page = page_numbered(number)
    if page is None:
        raise Http404
    language = get_language() or "en"
    shown = shown_page(page, language)
    return render(request, "learning/page.html", {"page": shown, "total": len(PAGES), "levels": shown_levels(language)})
