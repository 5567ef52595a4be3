"""The map of this app."""

from django.urls import path

from secretariat.delivery.views import deliverables

urlpatterns = [
    path("", deliverables.DeliverablesPage.as_view(), name="deliverables"),
    path("lines/<uuid:id>/plan/", deliverables.DeliverableNewPage.as_view(), name="deliverable-new"),
    path(
        "involvements/<uuid:id>/withdraw/", deliverables.InvolvementWithdrawPage.as_view(), name="involvement-withdraw"
    ),
    path("also-serves/<uuid:id>/drop/", deliverables.AlsoServesDropPage.as_view(), name="also-serves-drop"),
    path("<uuid:id>/", deliverables.DeliverablePage.as_view(), name="deliverable"),
    path("<uuid:id>/change/", deliverables.DeliverableChangePage.as_view(), name="deliverable-change"),
    path("<uuid:id>/clone/", deliverables.DeliverableClonePage.as_view(), name="deliverable-clone"),
    path("<uuid:id>/involve/", deliverables.DeliverableInvolvePage.as_view(), name="deliverable-involve"),
    path("<uuid:id>/serve/", deliverables.DeliverableServePage.as_view(), name="deliverable-serve"),
    path("<uuid:id>/<slug:verb>/", deliverables.DeliverableMovePage.as_view(), name="deliverable-move"),
]
