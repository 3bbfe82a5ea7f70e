"""Pages for what cannot be done: plain, static, with a request id, and nothing of what was sent (PV-3).

They are drawn without the request, so that they also work while the database does not.
"""

import logging
import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from kapintake.access import Role, access
from kapintake.audit.models import Outcome
from kapintake.audit.services import TrailUnavailable, record
from kapintake.parked_forms import kept_after_csrf_failure

logger = logging.getLogger(__name__)

# What is shown when even the template cannot be drawn. It leans on nothing.
LAST_RESORT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Something went wrong</title></head><body><main><h1>Something went wrong</h1><p>Go back and try again.</p>"
    '<p>If you might hurt yourself, call or text 988, or call 911. <a href="/help-now/">Get help now</a></p>'
    "<p>Reference: {request_id}</p></main></body></html>"
)


def error_page(request: HttpRequest, status: int, *, template: str = "", retry_after: int | None = None) -> HttpResponse:
    """The page of this status; its words stand in templates/<status>.html."""
    request_id = getattr(request, "id", "")
    try:
        html = render_to_string(template or f"{status}.html", {"request_id": request_id})
    except Exception:  # whatever broke the page, somebody is waiting for help in front of it
        logger.exception("The page for status %s cannot be drawn", status)
        html = LAST_RESORT.format(request_id=request_id)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def somebody_elses(request: HttpRequest) -> HttpResponse:
    """A form of one person, sent while another is signed in: nothing of it is saved, and nothing of it is shown."""
    return error_page(request, 409)


def too_large(request: HttpRequest) -> HttpResponse:
    return error_page(request, 413)


def unsupported(request: HttpRequest) -> HttpResponse:
    return error_page(request, 415)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries. The refusal itself is an event (AU-3)."""
    where = request.resolver_match.view_name if request.resolver_match else ""
    by = request.user if request.user.is_authenticated else None
    record("request.throttled", at=timezone.now(), by=by, outcome=Outcome.DENIED, reason=where)
    return error_page(request, 429, retry_after=300)


def unavailable(request: HttpRequest) -> HttpResponse:
    return error_page(request, 503, retry_after=30)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last handler: a database or a trail that is gone is 503, anything else 500."""
    if isinstance(sys.exc_info()[1], (TrailUnavailable, OperationalError, InterfaceError)):
        return unavailable(request)
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old. From our own page it is offered again, still filled; from elsewhere it is refused."""
    return kept_after_csrf_failure(request) or error_page(request, 403, template="403_csrf.html")


@access(Role.ANYONE)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing else, to anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@access(Role.ANYONE)
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        return HttpResponse("not ready\n", status=503, content_type="text/plain", headers={"Retry-After": "5"})
    return HttpResponse("ok\n", content_type="text/plain")
