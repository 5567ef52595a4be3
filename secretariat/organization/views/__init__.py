"""Pages of the structure, by what they are about."""

from __future__ import annotations

from secretariat.organization.views.between import StructureBetweenCsv, StructureBetweenPage
from secretariat.organization.views.drafting import (
    OrderDraftPage,
    OrderPutInForcePage,
    OrderResumePage,
    OrderWithdrawPage,
)
from secretariat.organization.views.functions import (
    CounterpartAddPage,
    CounterpartDropPage,
    FunctionAddPage,
    FunctionChangePage,
    FunctionDropPage,
    FunctionsPage,
    SimilarFunctionsPage,
    UnassignedFunctionsPage,
)
from secretariat.organization.views.orders import OrderDifferencePage, OrderPage, OrdersPage
from secretariat.organization.views.placements import PlacementAddPage, PlacementChangePage, PlacementDropPage
from secretariat.organization.views.structure import StructureChart, StructureChartPdf, StructurePage
from secretariat.organization.views.units import UnitPage

__all__ = [
    "CounterpartAddPage",
    "CounterpartDropPage",
    "FunctionAddPage",
    "FunctionChangePage",
    "FunctionDropPage",
    "FunctionsPage",
    "OrderDifferencePage",
    "OrderDraftPage",
    "OrderPage",
    "OrderPutInForcePage",
    "OrderResumePage",
    "OrderWithdrawPage",
    "OrdersPage",
    "PlacementAddPage",
    "PlacementChangePage",
    "PlacementDropPage",
    "SimilarFunctionsPage",
    "StructureBetweenCsv",
    "StructureBetweenPage",
    "StructureChart",
    "StructureChartPdf",
    "StructurePage",
    "UnassignedFunctionsPage",
    "UnitPage",
]
