"""What a strict system demands of a query: nothing unknown, everything required."""

from __future__ import annotations

from interlock.model.profile import Paging, PagingStyle
from interlock.sandbox.answers import Problem, Refusal
from interlock.sandbox.call import Call


def check_query(call: Call) -> None:
    """Look at the names of the parameters.

    Raises:
        Refusal: 400, one is not known, or a required one is missing.
    """
    known = known_parameters(call)
    problems = [Problem(name, "is not known") for name in call.query if name not in known]
    for parameter in call.operation.parameters:
        where = "header" if parameter.where == "header" else "query"
        if parameter.required and parameter.where in {"query", "header"} and not call.parameter(parameter.name, where):
            problems.append(Problem(parameter.name, "is required"))
    if problems:
        raise Refusal(400, "a parameter cannot be used", problems=tuple(problems))


def known_parameters(call: Call) -> set[str]:
    """The names of the parameters that the operation knows."""
    record = call.shelf.record
    names = {parameter.name for parameter in call.operation.parameters}
    names |= {scheme.parameter for scheme in call.store.profile.auth.value or ()}
    names |= {call.operation.id_param}
    if call.is_list:
        paging = record.paging.value or Paging(PagingStyle.NONE)
        names |= {paging.token_param or "cursor", paging.size_param, call.shelf.deletes.parameter}
        names |= {found.parameter for found in record.finds}
        names |= {record.since.value.parameter} if record.since.value is not None else set()
        names |= {record.sort.value[0].name} if record.sort.value is not None else set()
    return names - {""}
