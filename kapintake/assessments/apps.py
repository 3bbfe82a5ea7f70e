"""The Django app "assessments"."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "kapintake.assessments"
