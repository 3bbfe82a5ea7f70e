"""Addresses of the app "privacy". None tells who somebody is or what she is here for."""

from django.urls import path

from kapintake.privacy import views

urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("you/", views.you, name="you"),
    path("you/opened/", views.opened, name="you_opened"),
    path("you/copy/", views.copy, name="you_copy"),
    path("you/copy/print/", views.copy_to_print, name="you_copy_print"),
    path("you/copy/pdf/", views.copy_pdf, name="you_copy_pdf"),
    path("you/copy/json/", views.copy_json, name="you_copy_json"),
    path("you/sign-out-everywhere/", views.sign_out_everywhere, name="you_sign_out"),
    path("you/close/", views.close, name="you_close"),
    path("you/closed/", views.closed, name="you_closed"),
    path("lost-lock/", views.lost_lock, name="lost_lock"),
    path("you/again/", views.again, name="you_again"),
]
