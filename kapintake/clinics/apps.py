"""The Django app "clinics"."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    name = "kapintake.clinics"
