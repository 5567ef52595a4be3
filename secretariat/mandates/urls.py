"""The map of mandates."""

from django.urls import path

from secretariat.mandates import views

MANDATE = "<slug:slug>/<paragraph:number>"

urlpatterns = [
    path("", views.MandatesPage.as_view(), name="mandates"),
    path(f"{MANDATE}/register/", views.MandateRegisterPage.as_view(), name="mandate-register"),
    path(f"{MANDATE}/describe/", views.MandateDescribePage.as_view(), name="mandate-describe"),
    path(f"{MANDATE}/overrule/", views.MandateOverrulePage.as_view(), name="mandate-overrule"),
    path(f"{MANDATE}/overrule/end/", views.MandateEndOverrulingPage.as_view(), name="mandate-end-overruling"),
    path(f"{MANDATE}/retire/", views.MandateRetirePage.as_view(), name="mandate-retire"),
    path(f"{MANDATE}/units/propose/", views.OwnershipProposePage.as_view(), name="ownership-propose"),
    path(f"{MANDATE}/chains/propose/", views.ChainProposePage.as_view(), name="chain-propose"),
    path("units/<uuid:id>/<slug:verb>/", views.OwnershipDecidePage.as_view(), name="ownership-decide"),
    path("chains/<uuid:id>/<slug:verb>/", views.ChainDecidePage.as_view(), name="chain-decide"),
]
