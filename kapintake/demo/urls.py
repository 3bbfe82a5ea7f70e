"""Addresses of the app "demo"."""

urlpatterns: list = []
