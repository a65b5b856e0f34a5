"""Starts a document: from a template, or from what two systems have in common. Nothing that is there is overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.document import fmt, read
from interlock.document.editing import add_row_to_each, write_cell
from interlock.document.sections.data_map import DECISIONS
from interlock.document.templates import described, filled
from interlock.errors import InputError, UsageError
from interlock.journeys.documents import ENDING
from interlock.journeys.learning import learn
from interlock.journeys.settings import FILE
from interlock.model.clock import Clock
from interlock.model.profile import SystemProfile
from interlock.systems import Common, in_common

_FOLDER = "templates"
_NAME = re.compile(r"[^\W\d_][\w &+.'-]{0,39}")
_LONGEST = 120
_PERSON = re.compile(r"[^<>|,;]{1,100}?(?:\s*<[^<>|\s]{1,200}>)?")


@dataclass(frozen=True, slots=True)
class Template:
    """One way to start: its name, what it is for, and what its systems are called unless they have other names."""

    name: str
    about: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Started:
    """What was written, and which records of two learned systems were taken for the same."""

    document: Path
    written: tuple[Path, ...]
    common: tuple[Common, ...] = ()
    to_add: tuple[str, ...] = ()
    """what was there already and lacks something of this document, each in one sentence"""


def templates() -> tuple[Template, ...]:
    """What a document can be started from, in alphabetical order."""
    folder = resources.files(__package__) / _FOLDER
    names = sorted(one.name.removesuffix(".md") for one in folder.iterdir() if one.name.endswith(".md"))
    return tuple(Template(name, *described(_text(name))) for name in names)


def new_document(
    folder: Path | str = ".",
    *,
    template: str = "blank",
    name: str = "",
    left: str = "",
    right: str = "",
    company: str = "",
    partner: str = "",
    owner: str = "",
    described_by: tuple[Path | str, Path | str] | None = None,
    clock: Clock | None = None,
) -> Started:
    """Write a document, and beside it what a project needs, where that is missing.

    Args:
        folder: where it is written; made where it is missing.
        template: which one (`templates()`); the blank one where systems are given by their descriptions.
        name: the document's name, in its title and its file's name.
        left: the first system's name; the template's unless given.
        right: the second one's.
        company: whose the first system is; the owner's company.
        partner: whose the second one is.
        owner: the one who decides, `Name <address>`.
        described_by: the API descriptions of the two systems: the records that both have are put into the data map.
        clock: tells the day for Changes; the system's unless given.

    Raises:
        UsageError: there is no such template, a name cannot be one, or the document is there already.
        InputError: an API description cannot be read.
    """
    chosen = _template(template)
    home = Path(folder)
    profiles: tuple[SystemProfile, ...] = ()
    if described_by is not None:
        left, right = (given or _stem(Path(path)) for given, path in zip((left, right), described_by, strict=True))
    names = _names(left or chosen.left, right or chosen.right)
    if owner.strip() and not company.strip():
        raise UsageError(f"of which company is `{owner.strip()}`?", hint="say it with --company NAME")
    if owner.strip() and not _PERSON.fullmatch(owner.strip()):
        raise UsageError(
            f"`{owner.strip()}` does not name one person",
            hint="write it like `Name <address>`; the company has --company",
        )
    if files.exists(home) and not files.is_folder(home):
        raise UsageError(f"`{home}` is a file", hint="name a folder; one that is not there is made")
    title = _title(name) or f"{names[0]} and {names[1]}"
    path = home / f"{_slug(name or (title if described_by is not None else template))}{ENDING}"
    if files.exists(path):
        raise UsageError(f"`{path}` is there already", hint="give another name with --name NAME; nothing was changed")
    if described_by is not None:
        profiles = tuple(learn(one, where).profile for one, where in zip(names, described_by, strict=True))
    day = (clock or SystemClock()).now().date().isoformat()
    text = filled(_text(chosen.name), _values(title, names, (company, partner), owner, day))
    written: list[Path] = []
    common: tuple[Common, ...] = ()
    if described_by is not None:
        common = in_common(*profiles)
        for one, where in zip(names, described_by, strict=True):
            kept = _kept(home, Path(where))
            written += [] if kept == Path(where) else [kept]
            relative = kept.relative_to(home).as_posix() if kept.is_relative_to(home) else kept.name
            text = _described(text, one, relative)
        text = _mapped(text, names, common)
    files.write(path, fmt(text).encode(), what="document")
    written.insert(0, path)
    to_add = _to_add(home, names)
    return Started(path, (*written, *_beside(home, names)), common, to_add)


def _template(name: str) -> Template:
    known = templates()
    found = next((one for one in known if one.name == name.strip().casefold()), None)
    if found is None:
        raise UsageError(f"there is no template `{name}`", hint=did_you_mean(name, (one.name for one in known)))
    return found


def _text(name: str) -> str:
    return (resources.files(__package__) / _FOLDER / f"{name}.md").read_text(encoding="utf-8")


def _names(left: str, right: str) -> tuple[str, str]:
    for one in (left, right):
        if not _NAME.fullmatch(one.strip()):
            raise UsageError(
                f"`{one}` cannot be the name of a system", hint="begin with a letter; at most 40 letters and numbers"
            )
    if left.strip().casefold() == right.strip().casefold():
        raise UsageError(f"both systems are called `{left.strip()}`", hint="name them with --left and --right")
    return left.strip(), right.strip()


def _title(name: str) -> str:
    said = " ".join(name.split())
    if len(said) > _LONGEST:
        raise UsageError(f"a name of {len(said)} characters is too long, expected at most {_LONGEST}")
    return said[:1].upper() + said[1:]


def _slug(name: str) -> str:
    made = re.sub(r"[^\w]+", "-", name.casefold()).strip("-_")
    if not made:
        raise UsageError(f"`{name}` gives no name for a file", hint="give one with letters or numbers")
    return made


def _stem(path: Path) -> str:
    """A system's name from the name of its description: `shop.openapi.yaml` is `Shop`."""
    words = re.sub(r"[^\w]+", " ", path.name.split(".")[0].replace("_", " ")).strip()
    return words[:1].upper() + words[1:40]


def _values(title: str, names: tuple[str, str], companies: tuple[str, str], owner: str, day: str) -> Mapping[str, str]:
    of = f", {companies[0].strip()}" if companies[0].strip() else ""
    said = " ".join(owner.split())
    return {
        "title": title,
        "left": names[0],
        "right": names[1],
        "left_company": companies[0],
        "right_company": companies[1],
        "owner": re.sub(r"\s*<[^<>]*>", "", said),
        "owner_line": f"{said}{of}".removesuffix(".") + "." if said else "",
        "today": day,
    }


def _kept(home: Path, description: Path) -> Path:
    """Where a description lies in the project: as it is where it lies inside, else a copy in `systems/`."""
    if description.resolve().is_relative_to(home.resolve()):
        return home / description.resolve().relative_to(home.resolve())
    target = home / "systems" / description.name
    data = files.read(description, what="API description")
    if files.exists(target):
        if files.read(target, what="API description") != data:
            raise InputError(f"`{target}` is there already and differs from `{description}`", hint="name one of them")
        return target
    files.write(target, data, what="API description")
    return target


def _described(text: str, system: str, path: str) -> str:
    """The text with the description of a system in the table of systems."""
    row = next(one for one in read(text, "").document.systems if one.name == system)
    return write_cell(text, row.span.line, ["API description"], f"[{path}]({path})")


def _mapped(text: str, names: tuple[str, str], common: tuple[Common, ...]) -> str:
    known = {"Record": "record", names[0]: "left", names[1]: "right", **DECISIONS}
    for one in common:
        there = read(text, "").document.record(one.name)
        if there is None:
            row = {"record": one.name, "left": f"`{one.left}`", "right": f"`{one.right}`"}
            text = add_row_to_each(text, "Data map", known, row, by="record")
            continue
        # The template has it already: its two cells say what the systems call it.
        for name, cell, resource in ((names[0], there.left, one.left), (names[1], there.right, one.right)):
            text = write_cell(text, cell.span.line, [name], f"`{resource}`")
    return text


def _to_add(home: Path, names: tuple[str, str]) -> tuple[str, ...]:
    """What settings that are there already do not say of this document's systems."""
    path = home / FILE
    if not files.exists(path):
        return ()
    text = files.read(path, what="settings file", largest=1_000_000).decode(errors="replace")
    missing = [name for name in names if f'systems."{name}"' not in text and f"systems.{name}]" not in text]
    tables = ", ".join(f'`[environments.NAME.systems."{name}"]`' for name in missing)
    said = f"`{path}` was there and is as it was: add {tables} with the address and the credential"
    return (said,) if missing else ()


def _beside(home: Path, names: tuple[str, str]) -> tuple[Path, ...]:
    """What a project has beside its documents, written where it is missing."""
    addresses = "".join(
        f'\n# [environments.sandbox.systems."{name}"]\n# address = "https://"\n'
        f'# credential = {{ token = "env:{_variable(name)}" }}\n'
        for name in names
    )
    stubs = {
        FILE: "# Where both systems are reached; credentials are named here and stand in the environment.\n"
        f'# Take the `#` away where you know more.\n\n# [environments.sandbox]\n# kind = "sandbox"\n{addresses}',
        "systems/README.md": "The API descriptions of both systems, as their vendors give them (OpenAPI, YAML or "
        "JSON). The document's table of systems names them.\n",
        ".gitignore": ".interlock/\n",
    }
    written = []
    for relative, text in stubs.items():
        path = home / relative
        if not files.exists(path):
            files.write(path, text.encode(), what="project")
            written.append(path)
    return tuple(written)


def _variable(name: str) -> str:
    return re.sub(r"\W+", "_", name.upper()) + "_TOKEN"
