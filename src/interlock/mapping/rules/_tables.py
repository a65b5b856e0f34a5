"""Tables of the document that rules name."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.catalogue import did_you_mean
from interlock.mapping.outcome import Problem
from interlock.model.document import LookUp


def table_named(tables: Sequence[LookUp], name: str) -> LookUp:
    """The table of that name.

    Raises:
        Problem: there is none, or the rows of its file could not be read.
    """
    for table in tables:
        if table.name.casefold() == name.casefold():
            if table.file and not table.digest:
                raise Problem(f"the table `{table.name}` has no rows, since `{table.file}` cannot be read")
            return table
    hint = did_you_mean(name, (table.name for table in tables))
    raise Problem(f"there is no table `{name}`", hint=hint or "write it under the heading Tables")


def placed(problem: Problem, table: LookUp) -> Problem:
    """The problem with the lines of the table's file that it is about, where its rows stand in one."""
    lines = [str(table.lines[number]) for number in problem.rows if number < len(table.lines)]
    if not lines:
        return problem
    told = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(lines[:-1])} and {lines[-1]}"
    return Problem(f"{problem.message} ({told} of `{table.file}`)", hint=problem.hint, rows=problem.rows)
