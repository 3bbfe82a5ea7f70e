"""Addresses of the app "clinics"."""

urlpatterns: list = []
