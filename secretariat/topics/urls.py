"""The map of this app."""

from django.urls import path

from secretariat.topics import views

urlpatterns = [
    path("", views.TopicsPage.as_view(), name="topics"),
    path("-/add/", views.TopicAddPage.as_view(), name="topic-add"),
    path("<slug:slug>/correct/", views.TopicCorrectPage.as_view(), name="topic-correct"),
    path("<slug:slug>/", views.TopicPage.as_view(), name="topic"),
]
