"""Write the reference pages in `docs/look-up` from the program itself; `make reference` runs this.

The pages say what the code says, in English and in a fixed order, so that a change of the code shows as a change of a
page. A test fails while a page is not current.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandParser
from django.utils import translation
from reference_records import own_apps, records
from reference_text import first_line, plain, table
from rules.predicates import Predicate

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "look-up"
MADE = "<!-- Made by `make reference` from the code: change the code, not this page. -->"

# What each variable of the environment is for. One that the code reads and that is missing here is an error.
VARIABLES = {
    "DATABASE_URL": "The database: `postgres://user:password@host:5432/name`, or `sqlite:////path/to/file`.",
    "DJANGO_SETTINGS_MODULE": "Which settings hold: `secretariat.settings.production`, `.demonstration` or `.test`.",
    "PORT": "The port of `secretariat serve` where `--port` is not given; `make run` takes it too.",
    "SECRETARIAT_ADDRESS": "Where people reach the pages, for links in mail; else `https://` and the first host.",
    "SECRETARIAT_API_EXAMPLES": "Tests: how often each role tries each operation of the API with invented values.",
    "SECRETARIAT_API_LIMITS": "Requests a minute for programs, such as `token=600 person=1200 network=300 failed=20`.",
    "SECRETARIAT_AUDIT_KEYS": "Keys of the audit's seals, the newest first, with spaces; without any, the secret key.",
    "SECRETARIAT_BROWSER": "Tests: where Chromium is; without it the tests in a browser are skipped.",
    "SECRETARIAT_BOUNCE_ADDRESS": "Where mail of distributions comes back, such as bounces@example.org.",
    "SECRETARIAT_CORPUS": "Tests: the folder of collected documents; without it the tests that read them are skipped.",
    "SECRETARIAT_FOUNDING": "The folder of the package of founding data.",
    "SECRETARIAT_HOSTS": "The names under which people reach the server, with spaces. Needed in production.",
    "SECRETARIAT_LINK_DAYS": "How many days the link in mail of a distribution opens.",
    "SECRETARIAT_LOG": "From which level on a message is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
    "SECRETARIAT_MAIL_CARRIES": "Which documents mail may name and enclose: `nothing`, `public` or `states`.",
    "SECRETARIAT_MAIL_FROM": "The sender of mail.",
    "SECRETARIAT_MAIL_HOST": "The mail server.",
    "SECRETARIAT_MAIL_PASSWORD": "The password at the mail server.",
    "SECRETARIAT_MAIL_PORT": "The port of the mail server.",
    "SECRETARIAT_MAIL_TLS": "`1` where the mail server wants TLS.",
    "SECRETARIAT_MAIL_USER": "The name at the mail server.",
    "SECRETARIAT_METRICS_TOKEN": "Who sends it as a bearer token may ask for health and metrics from elsewhere.",
    "SECRETARIAT_PROXIES": "How many proxies stand in front; only they are believed about whom a request comes from.",
    "SECRETARIAT_READINGS_DAYS": "For how many days it is kept who looked at restricted records.",
    "SECRETARIAT_SMALLEST_COUNT": "Results of questionnaires over fewer answers are not shown; at least 3.",
    "SECRETARIAT_S3_BUCKET": "The bucket for files, where machines share them; without it they lie in a folder.",
    "SECRETARIAT_S3_ENDPOINT": "The address of the storage, where it is not Amazon's.",
    "SECRETARIAT_S3_REGION": "The region of the bucket. Its keys are `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.",
    "SECRETARIAT_SECOND_FACTOR": "The roles that need a second factor to sign in, with spaces.",
    "SECRETARIAT_SECRET_KEY": "A long random text, the same at every start; signs sessions. Needed in production.",
    "SECRETARIAT_SEEDS": "Tests: the folder of the two founding documents; without it their tests are skipped.",
    "SECRETARIAT_TEST_AXES": "Tests: `1` turns the limit on failed sign-ins on.",
    "SECRETARIAT_VAR": "The folder for the SQLite file, collected static files, and files that people upload.",
}
NO_SETTINGS = ("__init__", "keys")
READS = ("get", "setdefault")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages that differ; with `--check` only name them, and answer 1 where there are any."""
    parser = argparse.ArgumentParser(description="Write the reference pages in docs/look-up from the code.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is not current")
    options = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "secretariat.settings.test"
    django.setup()
    old = outdated()
    for name in old:
        if not options.check:
            (FOLDER / name).write_text(pages()[name], encoding="utf-8")
        print(f"docs/look-up/{name} {'is not current' if options.check else 'written'}")
    if not old:
        print("The reference is current.")
    return int(options.check and bool(old))


def pages() -> dict[str, str]:
    """Return each generated page by the name of its file; Django is set up already."""
    makers = {"commands": commands, "permissions": permissions, "records": records, "settings": settings}
    with translation.override("en"):
        return {f"{name}.md": "\n".join([MADE, "", *maker(), ""]) for name, maker in makers.items()}


def outdated() -> list[str]:
    """Return the names of the pages that are missing or say something else than the code."""
    return [name for name, text in pages().items() if not _says(FOLDER / name, text)]


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


# Permissions ------------------------------------------------------------------------------------------------------


def permissions() -> list[str]:
    """Return the page on permissions: every route with its rule, then every rule that an operation asks."""
    matrix = import_module("secretariat.web.permissions")
    known = _predicates()
    routes = [
        (
            f"`/{each.pattern}`",
            f"`{each.name}`",
            _page(each.view),
            _words(each.rule, known) if each.rule else "**undeclared**",
        )
        for each in matrix.routes()
    ]
    named = [(f"`{name}`", f"`{module}`", _words(rule, known)) for module, name, rule in _operations()]
    return [
        "# Permissions",
        "",
        "A page asks its rule after it has found what it is about through `visible_to`: what is hidden is not found",
        "(404), and who may not is told so (403). `secretariat permissions` counts the cells of the matrix (route,",
        "method, person of the cast); `tests/test_permissions.py` asks every one of them.",
        "",
        "## Who may do what",
        "",
        "Services ask these rules before they write. Whoever works at the machine itself (the operator of the command",
        "line) may do what any role may.",
        "",
        *table(("rule", "stands in", "who"), named),
        "",
        "## Who may open which page",
        "",
        *table(("address", "name", "page", "who"), routes),
    ]


def _page(view: Any) -> str:
    kind = getattr(view, "view_class", view)
    return first_line(kind) if kind.__module__.startswith("secretariat.") else kind.__module__.split(".")[0]


def _rule_modules() -> Iterator[Any]:
    for app in own_apps():
        if find_spec(f"{app.name}.rules"):
            yield import_module(f"{app.name}.rules")


def _operations() -> Iterator[tuple[str, str, Any]]:
    """Yield each rule that an operation asks, where it was named first."""
    seen: set[tuple[str, int]] = set()
    for module in _rule_modules():
        for name, value in vars(module).items():
            if name.startswith("may_") and isinstance(value, Predicate) and (name, id(value)) not in seen:
                seen.add((name, id(value)))
                yield module.__name__.replace(".", "/") + ".py", name, value


def _predicates() -> dict[str, str]:
    """Return what each predicate with a name of its own says of itself."""
    found: dict[str, str] = {}
    for module in _rule_modules():
        for value in vars(module).values():
            if isinstance(value, Predicate) and (said := first_line(value.fn)):
                found[value.name] = said
    return found


def _words(rule: Any, known: dict[str, str]) -> str:
    """Return a rule as a sentence; `|` and `&` between predicates become “or” and “and”."""
    joints = {"|": "; or", "&": "; and", "~": "not", "(": "", ")": ""}
    parts = re.findall(r"holds\([^)]*\)|\w+|[()|&~]", rule.name)
    words = [joints[each] if each in joints else _leaf(each, known) for each in parts]
    sentence = " ".join(each for each in words if each).replace(" ;", ";")
    return sentence[:1].upper() + sentence[1:]


def _leaf(name: str, known: dict[str, str]) -> str:
    if name.startswith("holds("):
        labels = dict(import_module("secretariat.parties.choices").RoleKind.choices)
        roles = [str(labels[each.strip()]) for each in name[6:-1].split(",")]
        return f"whoever is {' or '.join(roles)}"
    said = known.get(name, name).partition(";")[0].rstrip(".")
    said = re.sub(r"^Whether the viewer ", "whoever ", said)
    return said[:1].lower() + said[1:]


# Commands ---------------------------------------------------------------------------------------------------------


def commands() -> list[str]:
    """Return the page on commands: those of make, then those of `secretariat`."""
    own = sorted(name for name, app in get_commands().items() if str(app).startswith("secretariat."))
    lines = [
        "# Commands",
        "",
        "## make",
        "",
        *table(("command", "what it does"), _targets()),
        "",
        "## secretariat",
        "",
        "`make run` and `make test` install it as `.venv/bin/secretariat`. Which installation it works on is said by",
        "`DJANGO_SETTINGS_MODULE` and the other variables of [settings](settings.md); without, it is production.",
        "It acts as the operator, and history records it so. With `--json`, standard output is JSON and nothing else;",
        "messages go to standard error. It exits with 0 when done, 1 when refused or not found, 2 when called wrongly.",
        "Django's own commands (`migrate`, `shell`, …) work too.",
    ]
    for name in own:
        lines += ["", *_command(name)]
    return lines


def _targets() -> list[tuple[str, str]]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return [(f"`make {name}`", said) for name, said in re.findall(r"^([a-z-]+):.*?## (.*)$", text, re.MULTILINE)]


def _command(name: str) -> list[str]:
    command = load_command_class(get_commands()[name], name)
    parser = CommandParser(prog=name)
    command.add_arguments(parser)
    title = name.replace("_", "-")
    return [f"### secretariat {title}", "", command.help, "", *_arguments(title, parser)]


def _arguments(title: str, parser: argparse.ArgumentParser) -> list[str]:
    lines: list[str] = []
    known = parser._actions  # noqa: SLF001 - argparse has no other list of its arguments
    plain = [each for each in known if each.dest != "help" and not isinstance(each.choices, dict)]
    if plain:
        lines += table(("argument", "meaning"), [(_argument(each), _meaning(parser, each)) for each in plain])
    for action in known:
        for verb, inner in action.choices.items() if isinstance(action.choices, dict) else ():
            lines += [f"`secretariat {title} {verb}`", "", *_arguments(f"{title} {verb}", inner)]
    return lines


def _meaning(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    return parser._get_formatter()._expand_help(action) if action.help else ""  # noqa: SLF001 - as above


def _argument(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    takes = action.nargs != 0 and bool(action.option_strings)
    value = f" {action.metavar or action.dest.upper()}" if takes and not action.choices else ""
    choices = " " + " ".join(f"`{each}`" for each in action.choices) if action.choices else ""
    needed = ", needed" if action.required and action.option_strings else ""
    return f"`{name}{value}`{choices}{needed}"


# Settings ---------------------------------------------------------------------------------------------------------


def settings() -> list[str]:
    """Return the page on settings: the modules, then every variable of the environment that is read."""
    modules = sorted(
        path.stem for path in (ROOT / "secretariat" / "settings").glob("*.py") if path.stem not in NO_SETTINGS
    )
    rows = [(f"`{name}`", meaning, default, where) for name, meaning, default, where in _variables()]
    return [
        "# Settings",
        "",
        "`DJANGO_SETTINGS_MODULE` names one of these, such as `secretariat.settings.demonstration`; the command",
        "`secretariat` takes production unless told otherwise.",
        "",
        *table(("module", "what it is"), [(f"`{each}`", _docstring(each)) for each in modules]),
        "",
        "## Variables of the environment",
        "",
        *table(("variable", "meaning", "without it", "read in"), rows),
    ]


def _docstring(name: str) -> str:
    tree = ast.parse((ROOT / "secretariat" / "settings" / f"{name}.py").read_text(encoding="utf-8"))
    return plain(ast.get_docstring(tree)).partition("\n")[0]


def _variables() -> list[tuple[str, str, str, str]]:
    """Return the variables by name: meaning, what holds without it, and the files that read it."""
    found: dict[str, dict[str, str]] = {}
    for path in [*sorted((ROOT / "secretariat").rglob("*.py")), ROOT / "conftest.py"]:
        if "tests" not in path.parts:
            for name, default in _read_in(path):
                found.setdefault(name, {})[str(path.relative_to(ROOT))] = default
    return [_variable(name, found[name]) for name in sorted(found)]


def _variable(name: str, places: dict[str, str]) -> tuple[str, str, str, str]:
    if name not in VARIABLES:
        raise LookupError(f"The code reads {name}: say what it is for in VARIABLES, in scripts/reference.py.")
    defaults = dict.fromkeys(f"`{each}`" if each else "nothing" for each in places.values())
    return name, VARIABLES[name], ", ".join(defaults), ", ".join(f"`{each}`" for each in places)


def _read_in(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in READS:
            continue
        if ast.unparse(node.func.value) == "os.environ" and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value), _default(node.args[1]) if len(node.args) > 1 else ""


def _default(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


if __name__ == "__main__":
    sys.exit(main())
