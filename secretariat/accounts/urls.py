"""The map of one's own account; sign-in itself is django-allauth's."""

from django.urls import path

from secretariat.accounts import views

urlpatterns = [
    path("preferences/", views.PreferencesPage.as_view(), name="preferences"),
    path("tokens/", views.TokensPage.as_view(), name="tokens"),
    path("tokens/make/", views.MakeTokenPage.as_view(), name="token-make"),
    path("tokens/<uuid:id>/revoke/", views.RevokeTokenPage.as_view(), name="token-revoke"),
    # SECURITY: stands before allauth's own page, on which people could add addresses that nobody vouches for.
    path("email/", views.AddressPage.as_view(), name="account_email"),
]
