"""The map of trace and coverage."""

from django.urls import path

from secretariat.trace import views

urlpatterns = [
    path("trace/<slug:slug>/<paragraph:number>/", views.TracePage.as_view(), name="trace"),
    path("trace/<slug:slug>/<paragraph:number>/trace.json", views.TraceData.as_view(), name="trace-json"),
    path("trace/<slug:slug>/<paragraph:number>/trace.svg", views.TracePicture.as_view(), name="trace-picture"),
    path("coverage/", views.CoveragePage.as_view(), name="coverage"),
    path("coverage/coverage.json", views.CoverageData.as_view(), name="coverage-json"),
    path("coverage/<slug:gap>/", views.GapPage.as_view(), name="gap"),
]
