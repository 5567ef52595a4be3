"""The map of this app."""

from django.urls import path

from secretariat.directory.views import designations, partners

urlpatterns = [
    path("partners/", partners.PartnersPage.as_view(), name="partners"),
    path("directory/", designations.DesignationsPage.as_view(), name="designations"),
    path("directory/new/", designations.DesignateNewPage.as_view(), name="designation-new"),
    path("directory/<uuid:id>/", designations.DesignationPage.as_view(), name="designation"),
    path("directory/<uuid:id>/correct/", designations.DesignationCorrectPage.as_view(), name="designation-correct"),
    path("directory/<uuid:id>/confirm/", designations.DesignationConfirmPage.as_view(), name="designation-confirm"),
    path("directory/<uuid:id>/end/", designations.DesignationEndPage.as_view(), name="designation-end"),
    path("directory/<uuid:id>/erase/", designations.DesignationErasePage.as_view(), name="designation-erase"),
]
