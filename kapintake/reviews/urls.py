"""Addresses of the app "reviews". The frame of every staff page knows the queue as plain "queue", the rest is "reviews:..."."""

from django.urls import include, path

from kapintake.reviews import views

pages = [
    path("", views.queue, name="queue"),
    path("desk/", views.desk, name="desk"),
    path("desk/<uuid:response_id>/called/", views.called, name="called"),
    path("<uuid:review_id>/", views.case, name="case"),
    path("<uuid:review_id>/claim/", views.claim, name="claim"),
    path("<uuid:review_id>/release/", views.release, name="release"),
    path("<uuid:review_id>/take-over/", views.take_over, name="take_over"),
    path("<uuid:review_id>/comment/", views.comment, name="comment"),
    path("<uuid:review_id>/ask/", views.ask, name="ask"),
    path("<uuid:review_id>/stop-asking/", views.stop_asking, name="stop_asking"),
    path("<uuid:review_id>/note/", views.answer_note, name="answer_note"),
    path("<uuid:review_id>/again/", views.look_again, name="look_again"),
    path("<uuid:review_id>/decide/", views.decide, name="decide"),
]
urlpatterns = [path("", views.queue, name="queue"), path("", include((pages, "reviews")))]
