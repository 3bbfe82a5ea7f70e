"""The Django app "audit"."""

from django.apps import AppConfig
from django.core.checks import register


class AuditConfig(AppConfig):
    name = "kapintake.audit"

    def ready(self) -> None:
        from kapintake.doctor import check_database  # needs every app's models

        register(check_database, deploy=True)
