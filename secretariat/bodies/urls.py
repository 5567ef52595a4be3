"""The map of this app."""

from django.urls import path

from secretariat.bodies import views

urlpatterns = [
    path("", views.BodiesPage.as_view(), name="bodies"),
    path("sessions/", views.SessionsPage.as_view(), name="sessions"),
    path("<slug:slug>/", views.BodyPage.as_view(), name="body"),
    path("<slug:slug>/<slug:kind>/<int:number>/", views.SessionPage.as_view(), name="session"),
]
