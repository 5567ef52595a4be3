"""The map of the inbox."""

from django.urls import path

from secretariat.notices import views

urlpatterns = [
    path("", views.InboxPage.as_view(), name="inbox"),
    path("preferences/", views.NoticePreferencesPage.as_view(), name="notice-preferences"),
    path("off/<str:token>/", views.SwitchOffPage.as_view(), name="notices-switch-off"),
    path("<uuid:id>/", views.NoticeOpenPage.as_view(), name="notice-open"),
]
