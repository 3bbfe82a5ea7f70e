"""Addresses of the app "alerts"."""

urlpatterns: list = []
