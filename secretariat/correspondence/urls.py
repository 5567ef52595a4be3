"""The map of distributions and of what was received."""

from django.urls import path

from secretariat.correspondence.views import composing, distributions, receipts

urlpatterns = [
    path("distributions/", distributions.DistributionsPage.as_view(), name="distributions"),
    path("distributions/new/", distributions.DistributionNewPage.as_view(), name="distribution-new"),
    path("distributions/<uuid:id>/", distributions.DistributionPage.as_view(), name="distribution"),
    path("distributions/<uuid:id>/change/", distributions.DistributionChangePage.as_view(), name="distribution-change"),
    path(
        "distributions/<uuid:id>/documents/",
        composing.DistributionAddDocumentsPage.as_view(),
        name="distribution-add-documents",
    ),
    path(
        "distributions/<uuid:id>/recipients/",
        composing.DistributionAddRecipientsPage.as_view(),
        name="distribution-add-recipients",
    ),
    path("distributions/<uuid:id>/send/", distributions.DistributionSendPage.as_view(), name="distribution-send"),
    path("distributions/<uuid:id>/cancel/", distributions.DistributionCancelPage.as_view(), name="distribution-cancel"),
    path("distributions/<uuid:id>/proof.pdf", distributions.DistributionProofPage.as_view(), name="distribution-proof"),
    path(
        "distributions/documents/<uuid:id>/drop/",
        composing.DistributionDocumentDropPage.as_view(),
        name="distribution-document-drop",
    ),
    path("distributions/recipients/<uuid:id>/drop/", composing.RecipientDropPage.as_view(), name="recipient-drop"),
    path(
        "distributions/recipients/<uuid:id>/language/",
        composing.RecipientLanguagePage.as_view(),
        name="recipient-language",
    ),
    path("distributions/languages/<slug:slug>/", composing.PreferredLanguagePage.as_view(), name="preferred-language"),
    path("distributions/receipts/<uuid:id>/", receipts.ReceiptPage.as_view(), name="receipt"),
    path("distributions/receipts/<uuid:id>/again/", receipts.ReceiptResendPage.as_view(), name="receipt-resend"),
    path("distributions/receipts/<uuid:id>/bounced/", receipts.ReceiptBouncePage.as_view(), name="receipt-bounce"),
    path("received/", receipts.ReceivedPage.as_view(), name="received"),
    path("received/documents/<uuid:id>/", receipts.EnclosurePage.as_view(), name="enclosure"),
    path("received/documents/<uuid:id>/file/", receipts.EnclosureFilePage.as_view(), name="enclosure-file"),
    path("received/by-link/<str:token>/", receipts.OpenByLinkPage.as_view(), name="distribution-open"),
]
