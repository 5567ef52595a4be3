"""The base of every page: it declares a rule, loads through ``visible_to``, asks the rule, then answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ImproperlyConfigured
from django.db import DataError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views import View
from rules.predicates import Predicate

from secretariat.core.choices import How
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.freshness import Kept
from secretariat.core.languages import current_language
from secretariat.core.readings import is_reading, note_readings, note_visit
from secretariat.core.viewer import Viewer

Words = str | Promise
Crumb = tuple[Words, str]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Action:
    """A button or link at the head of a page."""

    label: Words
    url: str
    primary: bool = False


class Reader(HttpRequest):
    """A request as the middleware completes it."""

    viewer: Viewer


class Page(View):
    """A page declares ``rule``; a page without one does not start.

    A method that it does not offer is refused (405). ``load`` fetches what the page is about, through ``visible_to``:
    what is hidden is not found (404). Then the rule is asked: who is not signed in is sent to sign in, who may not is
    told so (403).
    """

    rule: ClassVar[Predicate]
    template_name: ClassVar[str]
    title: Words = ""
    door: ClassVar[str] = ""
    abstract: ClassVar[bool] = True
    read_as: ClassVar[How] = How.PAGE  # how who is answered reads what the page is about, unless it is a file
    request: Reader
    subject: Any = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.abstract = cls.__dict__.get("abstract", False)
        if not cls.abstract and not isinstance(getattr(cls, "rule", None), Predicate):
            raise ImproperlyConfigured(f"{cls.__module__}.{cls.__name__} declares no rule: who may open this page?")

    @property
    def viewer(self) -> Viewer:
        return self.request.viewer

    @property
    def today(self) -> datetime.date:
        return timezone.localdate()

    def load(self) -> None:
        """Fetch the records the page is about into ``self.subject``; raise Http404 for what is hidden."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if str(request.method).lower() not in self.http_method_names or not hasattr(self, str(request.method).lower()):
            return self.http_method_not_allowed(request, *args, **kwargs)  # to everyone alike, before anything is read
        try:
            self.load()
            if not self.rule.test(self.viewer, self.subject):
                return self.refused_entry()
            response = super().dispatch(request, *args, **kwargs)
        except NotPermitted as error:
            return self.problem(403, str(error))
        except Refused as error:
            return self.problem(409, str(error))
        except DataError as error:  # PostgreSQL neither keeps a NUL nor compares with one
            raise BadRequest("a value that no database understands") from error
        if is_reading(self.subject, self.viewer):
            note_readings(response, self.viewer, [self.subject], self._read_as(response))
        if request.method == "GET":
            note_visit(response, self.viewer, self._family())
        return response

    def _family(self) -> str:
        """Return the family of records that the page belongs to: of its subject, else of the app it lies in."""
        if isinstance(self.subject, Model):
            return self.subject._meta.app_label
        return type(self).__module__.split(".")[1]

    def _read_as(self, response: HttpResponseBase) -> How:
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return self.read_as if is_page and "Content-Disposition" not in response.headers else How.DOWNLOAD

    def refused_entry(self) -> HttpResponseBase:
        if self.viewer.is_signed_in:
            return self.problem(403, "")
        return redirect_to_login(self.request.get_full_path())

    def problem(self, status: int, message: str) -> HttpResponse:
        """Answer with a page that says what went wrong, and that nothing was changed."""
        return render(self.request, "pages/problem.html", {"status": status, "message": message}, status=status)

    def crumbs(self) -> list[Crumb]:
        """Return the way to this page: (label, address) pairs, without the page itself."""
        return []

    def actions(self) -> list[Action]:
        """Return what this viewer can do from here."""
        return []

    def get_context(self) -> dict[str, Any]:
        """Return what the template shows."""
        return {
            "page": self,
            "title": self.title,
            "crumbs": self.crumbs(),
            "actions": self.actions(),
            "door": self.door,
        }

    def answer(self, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template_name, {**self.get_context(), **more}, status=status)


_boards: Kept[Any] = Kept(size=300)


class BoardPage(Page):
    """A page of its own composition: home, boards, charts. It fills the template's blocks and shows no form."""

    abstract = True
    template_name = "pages/board.html"
    sub: Words = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.answer()

    def kept(self, make: Callable[[], Made]) -> Made:
        """Return what ``make`` makes, and keep it for others of this scope until a record that it reads is written.

        For counts over many records. What it makes must not depend on the person, and must be read by then.
        """
        key = (type(self), make.__name__, self.request.path, current_language(), self.today, self.viewer.scope)
        made: Made = _boards.get(key, make)
        return made

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "sub": self.sub}
