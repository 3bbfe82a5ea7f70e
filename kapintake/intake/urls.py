"""Addresses of the app "intake"."""

urlpatterns: list = []
