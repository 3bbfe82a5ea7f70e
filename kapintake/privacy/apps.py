"""The Django app "privacy": a patient and her record."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "kapintake.privacy"
