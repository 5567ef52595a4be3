"""Files into registers: what a person sees before anything is changed, and all rows or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from secretariat.core.history import keep, timeline
from secretariat.core.languages import Labels
from secretariat.core.resources import resources
from secretariat.core.viewer import Viewer
from secretariat.exchange.choices import ImportState
from secretariat.exchange.judging import Judge
from secretariat.exchange.models import ColumnMapping, Import, KnownValue
from secretariat.exchange.services import imports
from secretariat.exchange.tests.files import in_english, register_as, workbook
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]
HEAD = ["Key", "Label (English)", "Label (Español)", "Label (Português)", "Label (Français)", "Kind", "Part of"]
CHANGEABLE = [each.name for each in resources() if each.change is not None]
KEEPER = "planning_officer"


def words(text: str) -> list[str]:
    """Return words in four languages."""
    return [f"{text} {code}" for code in ("en", "es", "pt", "fr")]


def topic_rows(count: int, *, of: str = "new") -> list[list[Any]]:
    kind = Topic.objects.all()[0].get_kind_display()
    return [[f"{of}-{number}", *words(f"{of} {number}"), kind, ""] for number in range(count)]


def bring(client: Client, content: bytes, register: str = "topics", name: str = "topics.xlsx") -> Any:
    """Bring a file and return the answer."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("import-new"), {"register": register, "file": file})


def checked(client: Client, content: bytes, register: str = "topics", **more: Any) -> Import:
    """Bring a file, take the guessed columns, and return the import with its preview."""
    answer = bring(client, content, register)
    assert answer.status_code == 302, answer.content.decode()
    import_ = Import.objects.latest("id")
    columns = {f"column_{place}": name for place, name in import_.columns.items()}
    answer = client.post(reverse("import-map", args=(import_.pk,)), {**columns, "empties": "keep", **more})
    assert answer.status_code == 302, answer.content.decode()
    import_.refresh_from_db()
    return import_


def applied(client: Client, import_: Import) -> Any:
    answer = client.post(reverse("import-apply", args=(import_.pk,)), {"reason": "For the test"})
    import_.refresh_from_db()
    return answer


def lines(client: Client, import_: Import, show: str) -> list[list[str]]:
    """Return what the preview shows of one verdict."""
    answer = client.get(import_.get_absolute_url(), {"show": show})
    return [[cell["text"] for cell in row] for row in answer.context["preview"].rows]


@pytest.fixture
def client(as_person: AsPerson) -> Client:
    return in_english(as_person(KEEPER))


# The way through ------------------------------------------------------------------------------------------------------


def test_rows_are_made_when_they_are_applied_and_not_before(client: Client) -> None:
    import_ = checked(client, workbook([HEAD, *topic_rows(3)]))
    before = Topic.objects.filter(slug__startswith="new-").count()
    assert (import_.state, import_.counts, before) == ("checked", {"made": 3}, 0)
    applied(client, import_)
    found = Topic.objects.get(slug="new-1")
    assert dict(found.label) == dict(zip(("en", "es", "pt", "fr"), words("new 1"), strict=True))
    assert import_.state == "applied"
    assert timeline(found)[0].reason == "For the test (from the file “topics.xlsx”)"


def test_rows_are_changed_with_old_and_new_shown(client: Client) -> None:
    topic = Topic.objects.order_by("slug")[0]
    old = str(topic.label)
    import_ = checked(client, workbook([["Identifier", "Label (English)"], [str(topic.pk), "Other words"]]))
    (line,) = lines(client, import_, "changed")
    shown = " · ".join(f"{code}: {each}" for code, each in topic.label.items())
    assert line == ["2", old, "Label", shown, shown.replace(f"en: {topic.label['en']}", "en: Other words")]
    applied(client, import_)
    topic.refresh_from_db()
    assert (topic.label["en"], import_.state) == ("Other words", "applied")


def test_applying_twice_changes_nothing_the_second_time(client: Client) -> None:
    import_ = checked(client, workbook([HEAD, *topic_rows(2)]))
    applied(client, import_)
    history = Topic.history.count()
    assert applied(client, import_).status_code == 409
    imports.apply_rows(import_, by=viewer_of(import_), on=import_.brought_at.date())
    assert (Topic.history.count(), Topic.objects.filter(slug__startswith="new-").count()) == (history, 2)


def viewer_of(import_: Import) -> Viewer:
    return Viewer(person=import_.started_by)


def test_one_objection_keeps_all_rows_out(client: Client) -> None:
    rows = topic_rows(3)
    rows[1][5] = "no such kind"
    import_ = checked(client, workbook([HEAD, *rows]))
    assert import_.counts == {"made": 2, "refused": 1}
    (line,) = lines(client, import_, "refused")
    assert line[:4] == ["3", "new-1", "Kind", "no such kind"]
    assert applied(client, import_).status_code == 409
    assert Topic.objects.filter(slug__startswith="new-").count() == 0


def test_row_whose_record_changed_since_stops_all(client: Client, viewers: dict[str, Viewer]) -> None:
    first, second = Topic.objects.order_by("slug")[:2]
    rows = [[str(first.pk), "New words A"], [str(second.pk), "New words B"]]
    import_ = checked(client, workbook([["Identifier", "Label (English)"], *rows]))
    second.label = Labels({**second.label, "en": "Changed meanwhile"})
    keep(second, by=viewers[KEEPER], reason="meanwhile")
    applied(client, import_)
    first.refresh_from_db()
    assert (import_.state, import_.counts.get("refused")) == ("checked", 1)
    assert first.label["en"] != "New words A"
    (line,) = lines(client, import_, "refused")
    assert (line[0], line[4]) == ("3", "The record was changed after the preview. Check the file again.")


def test_what_breaks_in_the_middle_leaves_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = checked(client, workbook([HEAD, *topic_rows(5)]))
    imports.ask_to_apply(import_, reason="For the test", by=viewer_of(import_))
    real, calls = Judge.judge, []

    def breaking(judge: Any, rows: Any) -> Any:
        for each in real(judge, rows):
            calls.append(each)
            if len(calls) == 3:
                raise KeyboardInterrupt
            yield each

    monkeypatch.setattr(Judge, "judge", breaking)
    with pytest.raises(KeyboardInterrupt):
        client.post(reverse("import-resume", args=(import_.pk,)))
    import_.refresh_from_db()
    assert (Topic.objects.filter(slug__startswith="new-").count(), import_.state) == (0, "applying")
    monkeypatch.setattr(Judge, "judge", real)
    client.post(reverse("import-resume", args=(import_.pk,)))
    import_.refresh_from_db()
    assert (Topic.objects.filter(slug__startswith="new-").count(), import_.state) == (5, "applied")


def test_long_file_is_checked_and_applied_by_the_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "LARGE", 3)
    import_ = checked(client, workbook([HEAD, *topic_rows(6)]))
    assert (import_.state, import_.counts) == ("checked", {"made": 6})
    applied(client, import_)
    assert (import_.state, Topic.objects.filter(slug__startswith="new-").count()) == ("applied", 6)


def test_row_may_refer_to_one_made_above_it_in_another_batch(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    rows = topic_rows(6)
    rows[5][6] = "new-0"
    import_ = checked(client, workbook([HEAD, *rows]))
    assert import_.counts == {"made": 6}
    applied(client, import_)
    assert Topic.objects.get(slug="new-5").parent == Topic.objects.get(slug="new-0")


def test_two_rows_about_one_record_are_refused(client: Client) -> None:
    rows = topic_rows(2)
    rows[1][0] = "new-0"
    import_ = checked(client, workbook([HEAD, *rows]))
    assert [line[4] for line in lines(client, import_, "refused")] == ["Row 2 is about the same record."]


def test_empty_cell_leaves_what_stands_unless_it_is_to_empty_it(client: Client) -> None:
    topic = Topic.objects.filter(parent__isnull=False)[0]
    sheet = workbook([["Identifier", "Part of"], [str(topic.pk), ""]])
    assert checked(client, sheet).counts == {"same": 1}
    assert checked(client, sheet, empties="clear").counts == {"changed": 1}


def test_csv_from_a_european_excel_is_read(client: Client) -> None:
    text = "Clave;Rótulo (English);Rótulo (Español);Rótulo (Português);Rótulo (Français)\n"
    topic = Topic.objects.order_by("slug")[0]
    text += f"{topic.slug};{topic.label['en']};Año nuevo;{topic.label['pt']};{topic.label['fr']}\n"
    answer = bring(client, text.encode("cp1252"), name="datos.xls")
    import_ = Import.objects.latest("id")
    assert (answer.status_code, import_.kind, import_.sheets[0]["encoding"]) == (302, "csv", "cp1252")


def test_cell_made_harmless_in_csv_comes_back(client: Client, viewers: dict[str, Viewer]) -> None:
    topic = Topic.objects.order_by("slug")[0]
    topic.label = Labels({**topic.label, "en": "=1+1", "es": "'-x"})
    keep(topic, by=viewers[KEEPER], reason="for the test")
    import_ = checked(client, register_as("topics", "csv", viewers[KEEPER]))
    assert import_.counts == {"same": Topic.objects.count()}


# What the columns and words mean --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_headings_are_guessed_in_four_languages(as_person: AsPerson, viewers: dict[str, Viewer], language: str) -> None:
    from django.utils import translation  # noqa: PLC0415

    with translation.override(language):
        content = register_as("topics", "xlsx", viewers[KEEPER])
    bring(as_person(KEEPER), content)
    names = set(Import.objects.latest("id").columns.values())
    assert names >= {"id", "slug", "label:en", "label:es", "label:pt", "label:fr", "kind", "parent"}


def test_what_columns_hold_is_remembered_for_such_files(client: Client) -> None:
    sheet = workbook([["Ref", "Nombre"], ["new-0", "x"]])
    bring(client, sheet)
    first = Import.objects.latest("id")
    assert first.columns == {}
    said = {"column_0": "slug", "column_1": "label:es", "empties": "keep"}
    client.post(reverse("import-map", args=(first.pk,)), said)
    bring(client, workbook([["Nombre", "Ref"], ["y", "new-1"]]))
    assert Import.objects.latest("id").columns == {"0": "label:es", "1": "slug"}
    assert [(each.name, each.register) for each in ColumnMapping.objects.all()] == [("topics.xlsx", "topics")]


def test_two_columns_cannot_hold_the_same(client: Client) -> None:
    bring(client, workbook([["a", "b"], ["1", "2"]]))
    import_ = Import.objects.latest("id")
    answer = client.post(
        reverse("import-map", args=(import_.pk,)), {"column_0": "slug", "column_1": "slug", "empties": "keep"}
    )
    assert (answer.status_code, "Two columns cannot hold the same." in answer.content.decode()) == (422, True)


def test_word_that_matches_nothing_is_said_once_and_remembered(client: Client) -> None:
    rows = topic_rows(2)
    rows[0][6] = rows[1][6] = "Our old name"
    wider = Topic.objects.filter(parent__isnull=True).order_by("slug")[0]
    import_ = checked(client, workbook([HEAD, *rows]))
    assert (import_.counts, import_.unmatched) == ({"refused": 2}, {"parent": {"Our old name": 2}})
    answer = client.post(reverse("import-values", args=(import_.pk,)), {"value_0": str(wider.pk)})
    import_.refresh_from_db()
    assert (answer.status_code, import_.counts) == (302, {"made": 2})
    assert [(each.given, each.meaning) for each in KnownValue.objects.all()] == [("Our old name", str(wider.pk))]


def test_rows_with_objections_come_back_as_a_sheet(client: Client) -> None:
    rows = topic_rows(3)
    rows[1][5] = "no such kind"
    import_ = checked(client, workbook([HEAD, *rows]))
    answer = client.get(reverse("import-objections", args=(import_.pk,)))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    kinds = found[2][-1]
    assert [row[-1] for row in found] == ["Objections", "", kinds, ""]
    assert str(kinds).startswith("Kind: “no such kind” is not one of:")
    found[2][5] = rows[0][5]
    assert checked(client, workbook(found)).counts == {"made": 3}


# Who may --------------------------------------------------------------------------------------------------------------


def test_import_of_somebody_else_is_as_one_that_is_not_there(client: Client, as_person: AsPerson) -> None:
    import_ = checked(client, workbook([HEAD, *topic_rows(1)]))
    other = as_person("chief")
    gets = ("import", "import-map", "import-values", "import-sheet", "import-apply", "import-objections", "import-file")
    answers = {name: other.get(reverse(name, args=(import_.pk,))).status_code for name in gets}
    answers["resume"] = other.post(reverse("import-resume", args=(import_.pk,))).status_code
    assert answers == dict.fromkeys((*gets, "resume"), 404)


@pytest.mark.parametrize("person", ["delegate", "partner", "expert", "analyst"])
def test_who_is_outside_the_secretariat_brings_nothing(as_person: AsPerson, person: str) -> None:
    assert as_person(person).get(reverse("import-new")).status_code == 403


def test_rows_that_the_person_may_not_write_are_refused(as_person: AsPerson) -> None:
    topic = Topic.objects.order_by("slug")[0]
    sheet = workbook([["Identifier", "Key", "Label (English)"], [str(topic.pk), "", "x"], ["", "new-0", "y"]])
    import_ = checked(as_person("finance_officer"), sheet)
    assert import_.counts == {"refused": 2}


def test_identifier_that_is_hidden_or_missing_is_refused_in_the_same_words(client: Client) -> None:
    sheet = [["Identifier", "Label (English)"], ["01890000-0000-7000-8000-000000000000", "x"], ["what", "y"]]
    import_ = checked(client, workbook(sheet))
    assert [line[4] for line in lines(client, import_, "refused")] == ["There is no such record."] * 2


# There and back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("register", CHANGEABLE)
def test_register_taken_out_and_brought_back_changes_nothing(
    as_person: AsPerson, viewers: dict[str, Viewer], register: str, kind: str
) -> None:
    content = register_as(register, kind, viewers["administrator"])
    import_ = checked(as_person("administrator"), content, register)
    assert {verdict: count for verdict, count in import_.counts.items() if verdict != "same"} == {}, objections(import_)


@pytest.mark.parametrize("register", CHANGEABLE)
def test_register_in_one_language_brought_back_changes_nothing(
    as_person: AsPerson, viewers: dict[str, Viewer], register: str
) -> None:
    content = register_as(register, "xlsx", viewers["administrator"], every_language=False)
    import_ = checked(as_person("administrator"), content, register)
    assert {verdict: count for verdict, count in import_.counts.items() if verdict != "same"} == {}, objections(import_)


def objections(import_: Import) -> list[Any]:
    from secretariat.exchange.verdicts import read_plan  # noqa: PLC0415

    return [(each.verdict, each.name, each.changes, each.objections) for each in read_plan(import_.plan_key)][:3]


def test_there_are_registers_to_bring_files_into() -> None:
    assert "topics" in CHANGEABLE


# Two hundred rows, eight faults ---------------------------------------------------------------------------------------


def test_faults_are_all_found_at_once_and_nothing_is_kept(client: Client) -> None:
    rows = topic_rows(200)
    faults: Sequence[tuple[int, int, Any, str]] = (
        (10, 5, "no such kind", "Kind"),
        (30, 6, "no such topic", "Part of"),
        (50, 0, "not a key!", "Key"),
        (70, 0, "", "Key"),
        (90, 0, "new-1", "Key"),
        (110, 5, "", "Kind"),
        (130, 0, "x" * 200, "Key"),
        (150, 6, "new-150", "Part of"),
    )
    for row, column, cell, _heading in faults:
        rows[row][column] = cell
    import_ = checked(client, workbook([HEAD, *rows]))
    found = [(int(line[0]), line[2]) for line in lines(client, import_, "refused")]
    assert found == [(row + 2, heading) for row, _column, _cell, heading in faults]
    assert (import_.counts, Topic.objects.filter(slug__startswith="new-").count()) == ({"refused": 8, "made": 192}, 0)


def test_left_import_removes_its_files(client: Client, files: Any) -> None:
    import_ = checked(client, workbook([HEAD, *topic_rows(1)]))
    assert len([*files.rglob("imports/*")]) == 3
    client.post(reverse("import-leave", args=(import_.pk,)), {"reason": "Not needed"})
    import_.refresh_from_db()
    assert (import_.state, [*files.rglob("imports/*")]) == (ImportState.LEFT, [])
    assert client.get(import_.get_absolute_url()).status_code == 200


def test_empty_list_says_what_to_do(client: Client) -> None:
    page = client.get(reverse("imports")).content.decode()
    assert ("You have brought no file yet" in page, reverse("import-new") in page) == (True, True)


def test_csv_rows_are_counted_as_the_spreadsheet_does(client: Client) -> None:
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerows([["a head"], [], HEAD, *topic_rows(1), ["bad key!", *words("x"), "", ""]])
    import_ = checked(client, into.getvalue().encode())
    assert (import_.heading_row, {line[0] for line in lines(client, import_, "refused")}) == (3, {"5"})


def test_request_larger_than_anything_taken_is_refused_unread(client: Client, settings: Any) -> None:
    settings.UPLOAD_MOST = 1000
    answer = bring(client, b"x" * 200_000)
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, ["The file is larger than 10 MiB."])
    assert Import.objects.count() == 0


def test_files_are_kept_under_random_names_that_only_the_program_reads(client: Client, files: Any) -> None:
    bring(client, workbook([HEAD]), name="../../etc/passwd.xlsx")
    kept = [*files.rglob("imports/*")]
    assert [(path.stat().st_mode & 0o777, len(path.name), path.name.isalnum()) for path in kept] == [
        (0o600, 40, True)
    ] * 2
    assert Import.objects.get().file_name == "passwd.xlsx"
