"""Addresses of the app "patients": numbered or plain, none tells a treatment."""

from django.urls import path

from kapintake.patients import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("home/", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("start/<int:step>/", views.start_step, name="start_step"),
    path("start/elsewhere/<slug:reason>/", views.start_elsewhere, name="start_elsewhere"),
    path("about-you/", views.about_you, name="about_you"),
    path("consent/", views.consent, name="consent"),
    path("consent/not-given/", views.consent_not_given, name="consent_not_given"),
    path("consents/", views.consents, name="consents"),
    path("consents/withdraw/", views.consent_withdrawal, name="consent_withdrawal"),
]
