"""The map of the structure."""

from django.urls import path

from secretariat.organization import views

DRAFT = "orders/<slug:slug>/"
UNIT = f"{DRAFT}units/<slug:unit>/"
FUNCTION = f"{DRAFT}functions/<str:number>/"

urlpatterns = [
    path("", views.StructurePage.as_view(), name="structure"),
    path("between/", views.StructureBetweenPage.as_view(), name="structure-between"),
    path("between/changes.csv", views.StructureBetweenCsv.as_view(), name="structure-between-csv"),
    path("chart.svg", views.StructureChart.as_view(), name="structure-chart"),
    path("chart.pdf", views.StructureChartPdf.as_view(), name="structure-chart-pdf"),
    path("units/<slug:slug>/", views.UnitPage.as_view(), name="unit"),
    path("functions/", views.FunctionsPage.as_view(), name="functions"),
    path("functions/unassigned/", views.UnassignedFunctionsPage.as_view(), name="functions-unassigned"),
    path("functions/similar/", views.SimilarFunctionsPage.as_view(), name="functions-similar"),
    path("orders/", views.OrdersPage.as_view(), name="orders"),
    path("draft/", views.OrderDraftPage.as_view(), name="order-draft"),
    path(DRAFT, views.OrderPage.as_view(), name="order"),
    path(f"{DRAFT}difference/", views.OrderDifferencePage.as_view(), name="order-difference"),
    path(f"{DRAFT}put-in-force/", views.OrderPutInForcePage.as_view(), name="order-put-in-force"),
    path(f"{DRAFT}withdraw/", views.OrderWithdrawPage.as_view(), name="order-withdraw"),
    path(f"{DRAFT}resume/", views.OrderResumePage.as_view(), name="order-resume"),
    path(f"{DRAFT}add-unit/", views.PlacementAddPage.as_view(), name="order-placement-add"),
    path(f"{UNIT}change/", views.PlacementChangePage.as_view(), name="order-placement-change"),
    path(f"{UNIT}drop/", views.PlacementDropPage.as_view(), name="order-placement-drop"),
    path(f"{DRAFT}add-function/", views.FunctionAddPage.as_view(), name="order-function-add"),
    path(f"{FUNCTION}change/", views.FunctionChangePage.as_view(), name="order-function-change"),
    path(f"{FUNCTION}drop/", views.FunctionDropPage.as_view(), name="order-function-drop"),
    path(f"{FUNCTION}counterparts/add/", views.CounterpartAddPage.as_view(), name="order-counterpart-add"),
    path(f"{FUNCTION}counterparts/<uuid:id>/drop/", views.CounterpartDropPage.as_view(), name="order-counterpart-drop"),
]
