"""`manage.py doctor`: is this installation fit to serve patients? One line for each reason why not; exit 2 if there is one.
Crisis numbers that nobody has looked at within a year are named too; they do not stop anything.

`manage.py doctor --grants ROLE` prints the SQL that gives the site's PostgreSQL role its rights; the owner runs it after migrate.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from kapintake.doctor import grants_for, numbers_to_look_at, reasons_in_database
from kapintake.startup import refuse


class Command(BaseCommand):
    help = "Looks for what must not be so where patients are: unapplied migrations, missing triggers, a role with too many rights."
    requires_system_checks: list[str] = []  # it must also speak when the checks themselves cannot run

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--grants", metavar="ROLE", help="print what the site's database role may do, as SQL")

    def handle(self, *args: Any, grants: str | None, **options: Any) -> None:
        if grants:
            if not grants.isidentifier():
                raise CommandError("A role's name is letters, digits and underscores.", returncode=2)
            self.stdout.write("\n".join(grants_for(grants, connection.introspection.table_names())))
            return
        reasons = reasons_in_database(connection, demo=settings.DEMO)
        if reasons:
            refuse(reasons)
        for advice in numbers_to_look_at(timezone.now().date()):
            self.stdout.write(f"Look at this: {advice}")
        self.stdout.write("Nothing stands against serving.")
