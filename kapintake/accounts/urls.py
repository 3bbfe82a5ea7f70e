"""Addresses of the app "accounts"; the sign-in library's own are under account/."""

from django.urls import path

from kapintake.accounts import views

urlpatterns = [
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/<str:token>/", views.invitation_link, name="invitation_link"),
]
