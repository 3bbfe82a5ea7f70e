"""What stays in the browser for when there is no connection: the help page, the page that says so, and their style.

Nothing else is ever kept there, and nothing that a person saw. The worker's own text names the pages and a digest of
them: when a number changes, the browsers' copies are made anew.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from kapintake.access import Role, access

STYLES = ("css/tokens.css", "css/base.css", "css/components.css")
WORKER = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def spoken(language: str) -> str:
    """The language of an address that names one. Its page is the same for everybody, so that a copy can be kept."""
    if language not in LANGUAGES:
        raise Http404
    return language


@require_safe
@access(Role.ANYONE)
def no_connection(request: HttpRequest, language: str = "en") -> HttpResponse:
    """What the worker shows in place of a page that cannot be fetched."""
    with translation.override(spoken(language)):
        return HttpResponse(render_to_string("offline.html"), headers={"Content-Language": language})


@require_safe
@access(Role.ANYONE)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that it answers for every page of the site."""
    return HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@cache
def worker_text() -> str:
    """static/js/worker.js with the list of what it keeps."""
    help_pages = {code: reverse("help_now" if code == "en" else f"help_now_{code}") for code in LANGUAGES}
    offline = {code: reverse("offline" if code == "en" else f"offline_{code}") for code in LANGUAGES}
    styles = sorted({static(name) for name in STYLES} | {f"/{settings.STATIC_URL.strip('/')}/{name}" for name in STYLES})
    drawn = "".join(page_digest(code) for code in LANGUAGES)
    name = f"help-{hashlib.sha256(drawn.encode()).hexdigest()[:12]}"
    kept = {"name": name, "help": help_pages, "offline": offline, "styles": styles, "away": reverse("away")}
    return f"const KEPT = {json.dumps(kept)};\n{WORKER.read_text()}"


def page_digest(code: str) -> str:
    """What the pages in this language look like now, with the styles' own bytes."""
    with translation.override(code):
        pages = render_to_string("offline.html") + render_to_string("alerts/help_now.html")
    styles = b"".join((Path(settings.BASE_DIR) / "static" / name).read_bytes() for name in STYLES)
    return hashlib.sha256(pages.encode() + styles).hexdigest()
