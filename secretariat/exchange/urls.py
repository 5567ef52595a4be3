"""The map of imports and exports."""

from django.urls import path

from secretariat.exchange.views import exports, imports

urlpatterns = [
    path("download/", exports.DownloadPage.as_view(), name="download"),
    path("exports/", exports.ExportsPage.as_view(), name="exports"),
    path("exports/<uuid:id>/", exports.ExportPage.as_view(), name="export"),
    path("exports/<uuid:id>/file", exports.ExportFilePage.as_view(), name="export-file"),
    path("imports/", imports.ImportsPage.as_view(), name="imports"),
    path("imports/new/", imports.NewImportPage.as_view(), name="import-new"),
    path("imports/<uuid:id>/", imports.ImportPage.as_view(), name="import"),
    path("imports/<uuid:id>/sheet/", imports.SheetPage.as_view(), name="import-sheet"),
    path("imports/<uuid:id>/map/", imports.MapPage.as_view(), name="import-map"),
    path("imports/<uuid:id>/values/", imports.ValuesPage.as_view(), name="import-values"),
    path("imports/<uuid:id>/apply/", imports.ApplyPage.as_view(), name="import-apply"),
    path("imports/<uuid:id>/leave/", imports.LeavePage.as_view(), name="import-leave"),
    path("imports/<uuid:id>/resume/", imports.ResumePage.as_view(), name="import-resume"),
    path("imports/<uuid:id>/objections", imports.ObjectionsPage.as_view(), name="import-objections"),
    path("imports/<uuid:id>/file", imports.ImportFilePage.as_view(), name="import-file"),
]
