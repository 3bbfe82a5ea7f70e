"""The Django app "notifications"."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "kapintake.notifications"
