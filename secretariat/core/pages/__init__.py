"""The kinds of page: list, record, form, confirmation, board. An app fills them in; it does not invent others."""

from secretariat.core.pages.base import Action, BoardPage, Page, Reader
from secretariat.core.pages.forms import ConfirmPage, FormPage, ReasonForm
from secretariat.core.pages.history import AsOfPage, BetweenPage
from secretariat.core.pages.lists import ListPage
from secretariat.core.pages.records import Fact, PanelPage, RecordPage, fact

__all__ = [
    "Action",
    "AsOfPage",
    "BetweenPage",
    "BoardPage",
    "ConfirmPage",
    "Fact",
    "FormPage",
    "ListPage",
    "Page",
    "PanelPage",
    "Reader",
    "ReasonForm",
    "RecordPage",
    "fact",
]
