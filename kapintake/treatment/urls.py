"""Addresses of the app "treatment": numbered or plain, none tells a treatment."""

from django.urls import path

from kapintake.treatment import views

app_name = "treatment"
urlpatterns = [
    path("", views.steps, name="steps"),
    path("<int:number>/", views.card, name="card"),
    path("text/", views.full_text, name="full_text"),
    path("text/download/", views.download, name="download"),
    path("question/<int:number>/", views.question, name="question"),
    path("sign/", views.sign, name="sign"),
    path("plan/", views.plan, name="plan"),
    path("take-back/<int:number>/", views.take_back, name="take_back"),
]
