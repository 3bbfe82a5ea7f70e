"""`manage.py doctor`: is this installation fit to serve patients? One line for each reason why not; exit 2 if there is one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from kapintake.doctor import reasons_in_database
from kapintake.startup import refuse


class Command(BaseCommand):
    help = "Looks for what must not be so where patients are: unapplied migrations, missing triggers, a role with too many rights."
    requires_system_checks: list[str] = []  # it must also speak when the checks themselves cannot run

    def handle(self, *args: Any, **options: Any) -> None:
        reasons = reasons_in_database(connection, demo=settings.DEMO)
        if reasons:
            refuse(reasons)
        self.stdout.write("Nothing stands against serving.")
