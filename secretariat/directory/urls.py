"""The map of this app."""

from django.urls import path

from secretariat.directory import views

urlpatterns = [path("", views.PartnersPage.as_view(), name="partners")]
