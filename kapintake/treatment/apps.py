"""The Django app "treatment"."""

from django.apps import AppConfig


class TreatmentConfig(AppConfig):
    name = "kapintake.treatment"
