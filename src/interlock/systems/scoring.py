"""A profile in the form in which it can be compared with what others know of the same system."""

from __future__ import annotations

from interlock.model.profile import (
    Fact,
    Operation,
    Paging,
    PagingStyle,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
)
from interlock.model.value import JSON


def score_form(profile: SystemProfile) -> dict[str, JSON]:
    """Records with list, paging, key and cursor, and the kinds of auth; a search is an entry of its own."""
    records: list[JSON] = []
    for record in profile.records:
        listing = record.operation(Verb.LIST)
        if listing is not None:
            records.append(_entry(record, listing, record.paging, record.since, record.created_since))
        search = record.operation(Verb.SEARCH)
        if search is not None:
            records.append(_entry(record, search, record.search_paging, record.search_since, Fact()))
    kinds = dict.fromkeys(scheme.kind.value for scheme in profile.auth.value or ())
    return {"system": profile.name, "records": records, "auth": [{"type": kind} for kind in kinds]}


def _entry(
    record: RecordProfile,
    operation: Operation,
    paging: Fact[Paging],
    since: Fact[SinceFilter],
    created_since: Fact[SinceFilter],
) -> dict[str, JSON]:
    updated, created = record.updated_at.value, record.created_at.value
    # A list that can only be filtered by creation is read by creation.
    by_creation = not since.known and created_since.known
    field = (created or updated) if by_creation else (updated or created)
    filter_by = created_since.value if by_creation else since.value
    return {
        "name": record.name,
        "list": {
            "method": operation.method,
            "path": operation.path,
            "records_path": operation.records_path,
            "pagination": _paging(paging.value),
        },
        "primary_key": [str(path) for path in record.primary_key.value or ()],
        "cursor_field": str(field) if field else "",
        "cursor_param": _declared(filter_by, operation) if filter_by else "",
    }


def _declared(filter_by: SinceFilter, operation: Operation) -> str:
    """The parameter as the description names it: `updated_at` where `updated_at[gte]` is one of its comparisons."""
    names = {parameter.name for parameter in operation.parameters}
    outer = filter_by.parameter.split("[", maxsplit=1)[0]
    return outer if filter_by.parameter not in names and outer in names else filter_by.parameter


def _paging(paging: Paging | None) -> dict[str, JSON]:
    if paging is None:
        return {"style": PagingStyle.NONE.value, "request_params": []}
    params: list[JSON] = [p for p in (paging.token_param, paging.size_param) if p]
    return {"style": paging.style.value, "request_params": params}
