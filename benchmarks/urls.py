"""The site's addresses, and one view that does nothing but know who asks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kapintake.access import Role, access
from kapintake.urls import urlpatterns as site


@access(Role.PATIENT)
def trivial(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("trivial/", trivial), *site]
