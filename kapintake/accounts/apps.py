"""The Django app "accounts"."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kapintake.accounts"

    def ready(self) -> None:
        """The receivers of the sign-in library's events are connected when their module is imported."""
        from kapintake.accounts import sign_in_events  # noqa: F401
