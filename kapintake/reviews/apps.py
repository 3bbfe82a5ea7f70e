"""The Django app "reviews"."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "kapintake.reviews"
