"""The complete example that comes with the program, and what happens in its sandboxes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from interlock.adapters import files
from interlock.document import fmt
from interlock.errors import InterlockError, UsageError
from interlock.journeys.documents import ENDING

_STORY = "demo.toml"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in a system: items appear, or one changes.

    `items` are the bodies to insert, each with the name it is called by (or ""); `change` names the item whose
    `fields` change.
    """

    say: str
    system: str
    resource: str
    items: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    change: str = ""
    fields: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Tale:
    """What is there before the first run, and what happens after it."""

    before: tuple[Event, ...]
    after: tuple[Event, ...]


def demand_free(folder: Path) -> None:
    """See that an example can be written into a folder: it is new or empty.

    Raises:
        UsageError: something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"`{folder}` is there already and not an empty folder",
            hint="name another: interlock demo ANOTHER-FOLDER",
        )


def write_example(folder: Path) -> tuple[Path, ...]:
    """Write the example into a folder that is new or empty; the paths written.

    Raises:
        UsageError: something is there already.
        InterlockError: the folder cannot be written.
    """
    demand_free(folder)
    source = _source()
    written = []
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            data = path.read_bytes()
            if path.name.endswith(ENDING):
                data = fmt(data.decode()).encode()  # what a person is given first is in form
            files.write(folder / relative, data, what="example")
            written.append(folder / relative)
    files.write(folder / ".gitignore", b".interlock/\n", what="example")
    return tuple(written)


def tale(folder: Path) -> Tale:
    """What the example's folder says happens in its sandboxes."""
    told = tomllib.loads(files.read(folder / _STORY, what="demonstration").decode())
    return Tale(tuple(map(_event, told["before"])), tuple(map(_event, told["after"])))


def _event(table: Mapping[str, Any]) -> Event:
    return Event(
        say=table["say"],
        system=table["system"],
        resource=table["resource"],
        items=tuple(
            (item.get("call", ""), {key: value for key, value in item.items() if key != "call"})
            for item in table.get("items", ())
        ),
        change=table.get("change", ""),
        fields=table.get("fields"),
    )


def _source() -> Path:
    """Where the example lies: inside the installed package, else beside the source tree."""
    installed = Path(str(resources.files("interlock"))) / "example"
    if installed.is_dir():
        return installed
    beside = Path(__file__).parents[3] / "examples" / "orders"
    if beside.is_dir():
        return beside
    raise InterlockError("the example is not part of this installation", hint="install the package again")
