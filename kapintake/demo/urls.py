"""Addresses of the demo: sign in as a seeded person, read the mails that would have been sent."""

from django.urls import path

from kapintake.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("mails/", views.mails, name="mails"),
]
