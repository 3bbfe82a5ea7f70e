"""The Django app "intake"."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "kapintake.intake"

    def ready(self) -> None:
        from kapintake.intake.supplied_words import supplied  # here: apps are still loading above

        supplied()  # a file that does not fit stops the start
