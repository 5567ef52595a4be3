"""The map of documents and paragraphs."""

from django.urls import path

from secretariat.documents import views

urlpatterns = [
    path("", views.DocumentsPage.as_view(), name="documents"),
    path("find/", views.DocumentFindPage.as_view(), name="document-find"),
    path("enter/", views.DocumentEnterPage.as_view(), name="document-enter"),
    path("<slug:slug>/", views.DocumentPage.as_view(), name="document"),
    path("<slug:slug>/-/relate/", views.DocumentRelatePage.as_view(), name="document-relate"),
    path("<slug:slug>/-/paragraphs/add/", views.ParagraphAddPage.as_view(), name="paragraph-add"),
    path("<slug:slug>/<paragraph:number>/", views.ParagraphPage.as_view(), name="paragraph"),
    path("<slug:slug>/<paragraph:number>/text/", views.TextImportPage.as_view(), name="paragraph-text-import"),
    path("<slug:slug>/<paragraph:number>/correct/", views.ParagraphCorrectPage.as_view(), name="paragraph-correct"),
    path("<slug:slug>/<paragraph:number>/move/", views.ParagraphMovePage.as_view(), name="paragraph-move"),
    path("<slug:slug>/<paragraph:number>/withdraw/", views.ParagraphWithdrawPage.as_view(), name="paragraph-withdraw"),
]
