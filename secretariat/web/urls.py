"""The map of the shell: home, Today, panels, languages."""

from django.conf import settings
from django.urls import path

from secretariat.core.pages import AsOfPage, BetweenPage, PanelPage
from secretariat.web import demonstration, permission_pages, term_pages, views

urlpatterns = [
    path("", views.HomePage.as_view(), name="home"),
    path("today/", views.TodayPage.as_view(), name="today"),
    path("languages/", views.LanguagesPage.as_view(), name="languages"),
    path("languages/terms/", term_pages.TermsPage.as_view(), name="terms"),
    path("permissions/", permission_pages.PermissionsPage.as_view(), name="permissions"),
    path("permissions/permissions.csv", permission_pages.PermissionsCsv.as_view(), name="permissions-csv"),
    path("history/<str:label>/<uuid:id>/", AsOfPage.as_view(), name="record-as-of"),
    path("history/<str:label>/<uuid:id>/between/", BetweenPage.as_view(), name="record-between"),
    path("panels/<str:label>/<uuid:id>/<slug:key>/", PanelPage.as_view(), name="panel"),
]

if settings.DEMONSTRATION:
    # SECURITY: anywhere else this address does not exist.
    urlpatterns.append(path("demonstration/", demonstration.DemonstrationPage.as_view(), name="demonstration"))
