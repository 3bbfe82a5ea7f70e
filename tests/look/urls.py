"""The site's addresses and the sample pages beside them."""

from django.urls import path

from kapintake.urls import urlpatterns as site
from tests.look.kitchen import sample_page

urlpatterns = [*site, path("look/<slug:name>/", sample_page)]
