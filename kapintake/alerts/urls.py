"""Addresses of the app "alerts": help for everybody, and the clinicians' page of one alert."""

from django.urls import path

from kapintake.alerts import views

urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("es/help-now/", views.help_now, {"language": "es"}, name="help_now_es"),
    path("call-me/", views.call_me, name="call_me"),
    path("alerts/<uuid:alert_id>/", views.alert, name="alert"),
    path("alerts/<uuid:alert_id>/take/", views.take, name="take_alert"),
    path("alerts/<uuid:alert_id>/contact/", views.contact, name="note_contact"),
    path("alerts/<uuid:alert_id>/close/", views.close, name="close_alert"),
]
