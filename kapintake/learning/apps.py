"""The Django app "learning": public pages of data, without a table of their own."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "kapintake.learning"
