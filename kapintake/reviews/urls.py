"""Addresses of the app "reviews"."""

urlpatterns: list = []
