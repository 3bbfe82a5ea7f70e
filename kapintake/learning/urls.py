"""Addresses of the app "learning": numbers alone, so that no address tells what somebody reads about."""

from django.urls import path

from kapintake.learning import views

urlpatterns = [
    path("learn/", views.learn, name="learn"),
    path("learn/<int:number>/", views.learn_page, name="learn_page"),
]
