"""Addresses of the app "patients"."""

urlpatterns: list = []
