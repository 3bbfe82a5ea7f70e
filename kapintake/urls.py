"""Every address of the site. Paths are numbered or random; none tells a name, an answer or a treatment."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("kapintake.patients.urls")),
    path("", include("kapintake.accounts.urls")),
    path("", include("kapintake.clinics.urls")),
    path("", include("kapintake.alerts.urls")),
    path("application/", include("kapintake.intake.urls")),
    path("review/", include("kapintake.reviews.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("kapintake.demo.urls"))]
