"""The Django app "demo": the synthetic clinic. Installed only with DEMO=1, never in production."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kapintake.demo"
