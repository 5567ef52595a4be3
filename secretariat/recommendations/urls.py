"""The map of this app."""

from django.urls import path

from secretariat.recommendations.views import recommendations

urlpatterns = [
    path("", recommendations.RecommendationsPage.as_view(), name="recommendations"),
    path("new/", recommendations.RecommendationNewPage.as_view(), name="recommendation-new"),
    path("<uuid:id>/", recommendations.RecommendationPage.as_view(), name="recommendation"),
    path("<uuid:id>/change/", recommendations.RecommendationChangePage.as_view(), name="recommendation-change"),
    path("<uuid:id>/follow-up/", recommendations.RecommendationFollowPage.as_view(), name="recommendation-follow"),
    path("<uuid:id>/<slug:verb>/", recommendations.RecommendationMovePage.as_view(), name="recommendation-move"),
]
