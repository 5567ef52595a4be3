"""The map of search: one page."""

from django.urls import path

from secretariat.search import views

urlpatterns = [path("", views.SearchPage.as_view(), name="search")]
