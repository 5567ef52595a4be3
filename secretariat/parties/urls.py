"""The map of this app."""

from django.urls import path

from secretariat.parties.views import organizations, people, states

urlpatterns = [
    path("states/", states.StatesPage.as_view(), name="states"),
    path("states/<slug:slug>/", states.StatePage.as_view(), name="state"),
    path("organizations/", organizations.OrganizationsPage.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", organizations.OrganizationPage.as_view(), name="organization"),
    path("groups/", organizations.GroupsPage.as_view(), name="groups"),
    path("people/", people.PeoplePage.as_view(), name="people"),
    path("people/new/", people.PersonEnterPage.as_view(), name="person-enter"),
    path("people/<uuid:id>/", people.PersonPage.as_view(), name="person"),
    path("people/<uuid:id>/correct/", people.PersonCorrectPage.as_view(), name="person-correct"),
    path("people/<uuid:id>/roles/new/", people.RoleGivePage.as_view(), name="role-give"),
    path("people/<uuid:id>/roles/<uuid:role>/last-day/", people.RoleLastDayPage.as_view(), name="role-last-day"),
    path("people/<uuid:id>/roles/<uuid:role>/end/", people.RoleEndPage.as_view(), name="role-end"),
    path("people/<uuid:id>/end/", people.AccountEndPage.as_view(), name="account-end"),
    path("people/<uuid:id>/erase/", people.PersonErasePage.as_view(), name="person-erase"),
    path("people/<uuid:id>/reopen/", people.AccountReopenPage.as_view(), name="account-reopen"),
]
