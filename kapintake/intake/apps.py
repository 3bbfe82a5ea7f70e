"""The Django app "intake"."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "kapintake.intake"
