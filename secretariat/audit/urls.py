"""The map of this app."""

from django.urls import path

from secretariat.audit import views

urlpatterns = [
    path("changes/", views.ChangesPage.as_view(), name="changes"),
    path("changes/seen/", views.TakeAsSeenPage.as_view(), name="changes-seen"),
    path("readings/", views.ReadingsPage.as_view(), name="readings"),
]
