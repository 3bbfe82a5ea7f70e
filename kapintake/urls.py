"""Every address of the site. Paths are numbered or random; none tells a name, an answer or a treatment."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from kapintake import error_pages, languages, offline, sitting, tablet

urlpatterns = [
    path("", include("kapintake.patients.urls")),
    path("", include("kapintake.accounts.urls")),
    path("", include("kapintake.clinics.urls")),
    path("", include("kapintake.learning.urls")),
    path("", include("kapintake.privacy.urls")),
    path("", include("kapintake.alerts.urls")),
    path("application/", include("kapintake.intake.urls")),
    path("next/", include("kapintake.treatment.urls")),
    path("review/", include("kapintake.reviews.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("language/", languages.switch, name="set_language"),
    path("sitting/", sitting.time_left, name="time_left"),
    path("sitting/stay/", sitting.stay, name="stay"),
    path("leave/", sitting.leave, name="leave"),
    path("away/", sitting.away, name="away"),
    path("tablet/", tablet.hand_over, name="tablet"),
    path("tablet/back/", tablet.take_back, name="tablet_back"),
    path("tablet/ready/", tablet.ready, name="tablet_ready"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.no_connection, name="offline"),
    path("es/offline/", offline.no_connection, {"language": "es"}, name="offline_es"),
    path("healthz", error_pages.healthz, name="healthz"),
    path("readyz", error_pages.readyz, name="readyz"),
]
handler400 = "kapintake.error_pages.bad_request"
handler403 = "kapintake.error_pages.forbidden"
handler404 = "kapintake.error_pages.not_found"
handler429 = "kapintake.error_pages.too_many"
handler500 = "kapintake.error_pages.server_error"
if settings.DEMO:
    urlpatterns += [path("demo/", include("kapintake.demo.urls"))]
