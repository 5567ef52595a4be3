"""The map of this app."""

from django.urls import path

from secretariat.participation.views import (
    attendance,
    certificates,
    events,
    followups,
    invitations,
    nominations,
    people,
)

urlpatterns = [
    path("participation/", nominations.NominationsPage.as_view(), name="nominations"),
    path("participation/events/<uuid:id>/invite/", events.InvitePage.as_view(), name="event-invite"),
    path("participation/events/<uuid:id>/send/", events.SendAllPage.as_view(), name="event-send"),
    path("participation/events/<uuid:id>/nominate/", nominations.NominatePage.as_view(), name="event-nominate"),
    path("participation/events/<uuid:id>/session/", events.SessionNewPage.as_view(), name="event-session"),
    path("participation/events/<uuid:id>/terms/", events.TermsPage.as_view(), name="event-terms"),
    path("participation/events/<uuid:id>/certify/", events.CertificatesIssuePage.as_view(), name="event-certify"),
    path("participation/invitations/", invitations.InvitationsPage.as_view(), name="invitations"),
    path("participation/invitations/<uuid:id>/", invitations.InvitationPage.as_view(), name="invitation"),
    path(
        "participation/invitations/<uuid:id>/change/",
        invitations.InvitationChangePage.as_view(),
        name="invitation-change",
    ),
    path(
        "participation/invitations/<uuid:id>/<slug:verb>/",
        invitations.InvitationMovePage.as_view(),
        name="invitation-move",
    ),
    path("participation/nominations/<uuid:id>/", nominations.NominationPage.as_view(), name="nomination"),
    path(
        "participation/nominations/<uuid:id>/<slug:verb>/",
        nominations.NominationMovePage.as_view(),
        name="nomination-move",
    ),
    path("participation/people/<uuid:id>/", people.ParticipantPage.as_view(), name="participant"),
    path(
        "participation/people/<uuid:id>/correct/", people.ParticipantCorrectPage.as_view(), name="participant-correct"
    ),
    path("participation/people/<uuid:id>/erase/", people.ParticipantErasePage.as_view(), name="participant-erase"),
    path(
        "participation/people/<uuid:id>/data.<slug:format>",
        people.ParticipantDataPage.as_view(),
        name="participant-data",
    ),
    path("participation/sessions/<uuid:id>/", attendance.AttendancePage.as_view(), name="attendance"),
    path("participation/sessions/<uuid:id>/sync/", attendance.AttendanceSyncPage.as_view(), name="attendance-sync"),
    path("participation/sessions/<uuid:id>/change/", attendance.SessionChangePage.as_view(), name="attendance-change"),
    path("participation/certificates/<uuid:id>/", certificates.CertificatePage.as_view(), name="certificate"),
    path("participation/certificates/<uuid:id>/file/", certificates.CertificateFile.as_view(), name="certificate-file"),
    path(
        "participation/certificates/<uuid:id>/revoke/",
        certificates.CertificateRevokePage.as_view(),
        name="certificate-revoke",
    ),
    path("certificates/", certificates.CertificateCheckPage.as_view(), name="certificates-check"),
    path("certificates/<slug:code>/", certificates.CertificateCheckPage.as_view(), name="certificate-check"),
    path("follow-up/<slug:token>/", followups.FollowUpPage.as_view(), name="follow-up"),
]
