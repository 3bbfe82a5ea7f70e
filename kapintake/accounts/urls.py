"""Addresses of the app "accounts"; the sign-in library's own are under account/."""

from django.urls import path

from kapintake.accounts import views

urlpatterns = [
    path("account/corrected-email/", views.corrected_email, name="corrected_email"),
    path("second-lock/", views.offer_second_lock, name="offer_second_lock"),
    # Before the sign-in library's own addresses of the same form: it would let staff take their last factor away.
    path("account/2fa/webauthn/keys/<int:number>/<slug:act>/", views.passkey, name="passkey"),
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/<str:token>/", views.invitation_link, name="invitation_link"),
]
