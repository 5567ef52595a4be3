"""The map of documents and paragraphs."""

from django.urls import path

from secretariat.documents import views

urlpatterns = [
    path("", views.DocumentsPage.as_view(), name="documents"),
    path("find/", views.DocumentFindPage.as_view(), name="document-find"),
    path("enter/", views.DocumentEnterPage.as_view(), name="document-enter"),
    path("files/<uuid:id>/", views.DocumentFilePage.as_view(), name="document-file"),
    path("files/<uuid:id>/read/", views.FileReadPage.as_view(), name="document-file-read"),
    path("files/<uuid:id>/pages/<int:page>.png", views.FilePicturePage.as_view(), name="document-file-picture"),
    path("files/<uuid:id>/take-out/", views.FileTakeOutPage.as_view(), name="document-file-take-out"),
    path("series/", views.SeriesListPage.as_view(), name="number-series-list"),
    path("series/add/", views.SeriesAddPage.as_view(), name="number-series-add"),
    path("series/<uuid:id>/", views.SeriesPage.as_view(), name="number-series"),
    path("series/<uuid:id>/close/", views.SeriesClosePage.as_view(), name="number-series-close"),
    path("numbers/", views.NumbersPage.as_view(), name="symbol-numbers"),
    path("numbers/request/", views.NumberRequestPage.as_view(), name="symbol-request"),
    path("numbers/<uuid:id>/", views.NumberPage.as_view(), name="symbol-number"),
    path("numbers/<uuid:id>/assign/", views.NumberAssignPage.as_view(), name="symbol-assign"),
    path("numbers/<uuid:id>/<slug:verb>/", views.NumberMovePage.as_view(), name="symbol-move"),
    path("translations/", views.TranslationsPage.as_view(), name="translations"),
    path("translations/<uuid:id>/", views.VersionPage.as_view(), name="translation"),
    path("translations/<uuid:id>/<slug:verb>/", views.VersionMovePage.as_view(), name="translation-move"),
    path("<slug:slug>/", views.DocumentPage.as_view(), name="document"),
    path("<slug:slug>/-/correct/", views.DocumentCorrectPage.as_view(), name="document-correct"),
    path("<slug:slug>/-/issue/", views.DocumentIssuePage.as_view(), name="document-issue"),
    path("<slug:slug>/-/withdraw/", views.DocumentWithdrawPage.as_view(), name="document-withdraw"),
    path("<slug:slug>/-/translate/", views.TranslationRequestPage.as_view(), name="document-translate"),
    path("<slug:slug>/-/later-form/", views.StepRequestPage.as_view(), name="document-step"),
    path("<slug:slug>/-/changes/", views.DocumentChangesPage.as_view(), name="document-changes"),
    path("<slug:slug>/-/relate/", views.DocumentRelatePage.as_view(), name="document-relate"),
    path("<slug:slug>/-/files/attach/", views.FileAttachPage.as_view(), name="document-file-attach"),
    path("<slug:slug>/-/paragraphs/add/", views.ParagraphAddPage.as_view(), name="paragraph-add"),
    path("<slug:slug>/<paragraph:number>/", views.ParagraphPage.as_view(), name="paragraph"),
    path("<slug:slug>/<paragraph:number>/text/", views.TextImportPage.as_view(), name="paragraph-text-import"),
    path("<slug:slug>/<paragraph:number>/correct/", views.ParagraphCorrectPage.as_view(), name="paragraph-correct"),
    path("<slug:slug>/<paragraph:number>/move/", views.ParagraphMovePage.as_view(), name="paragraph-move"),
    path("<slug:slug>/<paragraph:number>/withdraw/", views.ParagraphWithdrawPage.as_view(), name="paragraph-withdraw"),
]
