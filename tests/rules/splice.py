"""Puts a fragment of a document into a whole one, as a rule's examples are meant."""

from __future__ import annotations

import re


def splice(base: str, fragment: str) -> str:
    """The base with each section of the fragment in place of its own.

    A fragment that begins with `---` replaces the front matter. Tables replace the table of the section that shares
    most of their headings and leave the rest of the section; sub-sections replace the one of the same name; anything
    else replaces the whole section. `(1,000 words more)` stands for so many words.
    """
    fragment = re.sub(r"\((\d+),?(\d*) words more\)", lambda found: "word " * int(found[1] + found[2]), fragment)
    if fragment.startswith("---"):
        return re.sub(r"\A---\n.*?\n---", lambda _: fragment.strip(), base, count=1, flags=re.DOTALL)
    document = _sections(base)
    for heading, body in _sections(fragment).items():
        document[heading] = _section(document.get(heading, f"{heading}\n"), body)
    return "".join(document.values())


def _sections(text: str, mark: str = "## ") -> dict[str, str]:
    """The text by heading, each with its heading; what stands before the first is under an empty one."""
    parts = re.split(rf"^(?={mark})", text, flags=re.MULTILINE)
    found = {part.split("\n", 1)[0] if part.startswith(mark) else "": part for part in parts}
    return {heading: part for heading, part in found.items() if part}


def _section(old: str, new: str) -> str:
    if "\n### " in new:
        inner = _sections(old, "### ")
        inner.update({name: part + "\n" for name, part in _sections(new, "### ").items() if name})
        return "".join(part if part.endswith("\n\n") else part.rstrip("\n") + "\n\n" for part in inner.values())
    tables = _tables(new)
    if not tables or not _tables(old):
        return new.rstrip("\n") + "\n\n"
    for table in tables:
        nearest = max(_tables(old), key=lambda other: len(_heads(other) & _heads(table)))
        old = old.replace(nearest, table)
    return old


def _tables(text: str) -> list[str]:
    return re.findall(r"(?:^\|.*\n?)+", text if text.endswith("\n") else text + "\n", flags=re.MULTILINE)


def _heads(table: str) -> set[str]:
    return {cell.strip() for cell in table.split("\n", 1)[0].split("|")}
