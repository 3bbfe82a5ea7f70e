"""A site of its own for the tests of access and of error pages: one page of each kind beside the library's."""

import uuid

from django.contrib import admin
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from django.views.decorators.http import require_POST

from kapintake import error_pages
from kapintake.access import CLINICIANS, Role, access
from kapintake.audit.context import origin
from kapintake.audit.services import TrailUnavailable


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    here = origin.get()
    return HttpResponse(f"opened {here.request_id} {here.session_hash} {here.address} {sorted(request.roles)}")


def undeclared(request: HttpRequest) -> HttpResponse:
    return page(request)


@access(Role.PATIENT)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/after/")


@access(*CLINICIANS)
def record(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    raise Http404


def raises(problem: Exception) -> object:
    @access(Role.ANYONE)
    def view(request: HttpRequest) -> HttpResponse:
        raise problem

    return view


def marked(*roles: Role) -> object:
    @access(*roles)
    def view(request: HttpRequest, **kwargs: object) -> HttpResponse:
        return page(request, **kwargs)

    return view


urlpatterns = [
    path("", marked(Role.ANYONE), name="landing"),
    path("home/", marked(Role.SIGNED_IN), name="home"),
    path("help-now/", marked(Role.ANYONE), name="help_now"),
    path("mine/", marked(Role.PATIENT), name="mine"),
    path("save/", save, name="save"),
    path("queue/", marked(*CLINICIANS), name="queue"),
    path("sign/", marked(Role.PRESCRIBER), name="sign"),
    path("records/<uuid:record_id>/", record, name="record"),
    path("undeclared/", undeclared, name="undeclared"),
    path("boom/", raises(RuntimeError("the answer was 3, said Ada Marlow")), name="boom"),
    path("no-trail/", raises(TrailUnavailable("x")), name="no-trail"),
    path("no-database/", raises(OperationalError("x")), name="no-database"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", error_pages.healthz, name="healthz"),
    path("readyz", error_pages.readyz, name="readyz"),
]
handler400 = "kapintake.error_pages.bad_request"
handler403 = "kapintake.error_pages.forbidden"
handler404 = "kapintake.error_pages.not_found"
handler429 = "kapintake.error_pages.too_many"
handler500 = "kapintake.error_pages.server_error"
