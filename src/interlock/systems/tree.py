"""The description as a tree of nodes that know their place, with references followed when they are met.

Nothing is fetched: a reference goes to the same file or, through `open_ref`, to a file beside it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from interlock.errors import InterlockError
from interlock.model.finding import Finding, Severity
from interlock.model.place import whole_file
from interlock.model.value import JSON
from interlock.systems.loading import BadSyntax, parse

OpenRef = Callable[[str], bytes]

# A chain of references longer than this is a mistake or an attack.
_LONGEST_CHAIN = 40
_MOST_FILES = 60
_MOST_FINDINGS = 50


# Not frozen, though nobody changes one: tens of thousands are made, which would take three times as long.
@dataclass(slots=True)
class Node:
    """A value of the description and its JSON pointer (`#/paths/...`, with the file in front when it is another)."""

    value: JSON
    pointer: str

    def raw(self, key: str) -> JSON:
        """The value at a key, references not followed; None where there is none."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def text(self, key: str) -> str:
        """The text at a key, or empty."""
        found = self.raw(key)
        return found if isinstance(found, str) else ""

    def below(self, key: str) -> Node:
        """The node at a key, references not followed."""
        return Node(self.raw(key), f"{self.pointer}/{_escaped(key)}")

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Keys as text, with their nodes, references not followed."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield str(key), Node(value, f"{self.pointer}/{_escaped(str(key))}")

    def elements(self) -> Iterator[Node]:
        """The elements of an array, references not followed."""
        if isinstance(self.value, list):
            for place, value in enumerate(self.value):
                yield Node(value, f"{self.pointer}/{place}")

    @property
    def is_object(self) -> bool:
        """Whether the value is an object."""
        return isinstance(self.value, dict)


class Tree:
    """One description with the files that it refers to."""

    def __init__(self, root: JSON, *, file: str, open_ref: OpenRef | None = None) -> None:
        self.root = Node(root, "#")
        self.findings: list[Finding] = []
        self._file = file
        self._open_ref = open_ref
        self._files: dict[str, JSON] = {"": root}
        self._targets: dict[str, Node | None] = {}
        self._told: set[str] = set()

    def resolve(self, node: Node) -> Node:
        """The node itself, or what its reference leads to; an empty node where it leads nowhere (with a finding)."""
        seen: set[str] = set()
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            ref = str(node.value["$ref"])
            place = node.pointer.split("#", 1)[0]
            if node.pointer in seen or len(seen) > _LONGEST_CHAIN:
                self._tell("ref-loop", ref, f"the reference `{_shown(ref)}` leads back to itself")
                return Node(None, node.pointer)
            seen.add(node.pointer)
            target = self._target(place, ref)
            if target is None:
                return Node(None, node.pointer)
            node = target
        return node

    def get(self, node: Node, key: str) -> Node:
        """The node at a key, references followed."""
        return self.resolve(node.below(key))

    def tell_of_many(self, what: str, *, learned: str) -> None:
        """Add the finding that the description has more of something than is learned."""
        self.findings.append(
            Finding(
                code="description-too-long",
                severity=Severity.WARNING,
                place=whole_file(self._file),
                message=f"the description has {what}; {learned} were learned",
                why="records that stand further down are not known, and look as if there were none",
                hint="give a description with the part of the API that is needed",
                subject=what,
            )
        )

    def _target(self, place: str, ref: str) -> Node | None:
        known = f"{place} {ref}"
        if known not in self._targets:
            self._targets[known] = self._find(place, ref)
        return self._targets[known]

    def _find(self, place: str, ref: str) -> Node | None:
        path, _, fragment = ref.partition("#")
        file = place
        if path:
            opened = self._open(place, path, ref)
            if opened is None:
                return None
            file = opened
        here: JSON = self._files[file]
        for part in [p for p in fragment.split("/")[1:] if fragment.startswith("/")]:
            here = _step(here, part.replace("~1", "/").replace("~0", "~"))
        if here is None or (fragment and not fragment.startswith("/")):
            self._tell("broken-ref", ref, f"the reference `{_shown(ref)}` leads to nothing")
            return None
        return Node(here, f"{file}#{fragment}" if fragment else f"{file}#")

    def _open(self, place: str, path: str, ref: str) -> str | None:
        outside = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", path) or path.startswith(("/", "\\")) or "\\" in path
        file = posixpath.normpath(posixpath.join(posixpath.dirname(place), path))
        if outside or file.startswith(".."):
            self._tell("foreign-ref", ref, f"the reference `{_shown(ref)}` leads out of the folder and is not followed")
            return None
        if file in self._files:
            return file
        if self._open_ref is None or len(self._files) > _MOST_FILES:
            self._tell("foreign-ref", ref, f"the reference `{_shown(ref)}` leads to another file, which was not opened")
            return None
        try:
            self._files[file] = parse(self._open_ref(file), file=file)
        except (OSError, BadSyntax, InterlockError) as problem:
            self._tell("broken-ref", ref, f"the file of the reference `{_shown(ref)}` cannot be read: {problem}")
            return None
        return file

    def _tell(self, code: str, ref: str, message: str) -> None:
        if ref in self._told or len(self._told) >= _MOST_FINDINGS:
            return
        self._told.add(ref)
        self.findings.append(
            Finding(
                code=code,
                severity=Severity.WARNING,
                place=whole_file(self._file),
                message=message,
                why="what stands behind it is not known of the system, and would be found out late",
                hint="put the missing part into the description, or into a file beside it",
                subject=_shown(ref),
            )
        )


def _step(here: JSON, part: str) -> JSON:
    if isinstance(here, dict):
        if part in here:
            return here[part]
        plain = part.replace("%7B", "{").replace("%7D", "}").replace("%20", " ").replace("%24", "$")
        if plain in here:
            return here[plain]
        # YAML reads the key `200` as a number.
        return next((v for k, v in here.items() if str(k) == part), None) if part.isdigit() else None
    if isinstance(here, list) and part.isdigit() and len(part) < 9 and int(part) < len(here):
        return here[int(part)]
    return None


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _shown(ref: str) -> str:
    return ref if len(ref) <= 120 else ref[:119] + "…"
