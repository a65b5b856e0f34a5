"""Requests that read: lists with their filters and pages, one item, items by the value of a field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

import orjson

from interlock.errors import NotPossible
from interlock.model.corrections import corrections_file
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.profile import (
    BodyForm,
    DeletesSeen,
    EqualFilter,
    FilterForm,
    Operation,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
)
from interlock.model.value import JSON, Body
from interlock.peers.envelope import merge, put_at
from interlock.peers.moments import since_text
from interlock.peers.paging import Ask


@dataclass(frozen=True, slots=True)
class ListCall:
    """A list's request before its paging: what every page of it sends."""

    operation: Operation
    headers: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...] = ()
    body: Body | None = None

    def with_parameter(self, name: str, value: str | int | bool, *, where: str = "") -> ListCall:
        """The call with one more parameter, in the query, a header or the body as its description says."""
        declared = next((p for p in self.operation.parameters if p.name == name), None)
        place = where or (declared.where if declared else "query")
        if place == "body":
            return replace(self, body=put_at(self.body or {}, name, value))
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if place == "header":
            return replace(self, headers=(*self.headers, (name.lower(), text)))
        return replace(self, query=(*(pair for pair in self.query if pair[0] != name), (name, text)))

    def page(self, ask: Ask, *, where: str) -> Request:
        """The request for one page; `where` tells where paging parameters go."""
        path, call = self.operation.path, self
        if ask.link is not None:
            path, query = ask.link
            call = replace(self, query=query)
        for name, value in ask.parameters:
            call = call.with_parameter(name, value, where=where if where == "body" else "")
        headers = dict(call.headers)
        if call.body is None or call.operation.method == "GET":
            return Request(call.operation.method, path, call.query, headers)
        headers["content-type"] = call.operation.form.value
        return Request(call.operation.method, path, call.query, headers, orjson.dumps(call.body))


def list_call(
    system: SystemProfile,
    record: RecordProfile,
    *,
    since: datetime | None,
    tombstones: bool,
    written: str | None = None,
) -> ListCall:
    """How the items of a record are listed, or those changed at or after a moment.

    `written` is the moment as it is sent, where it is not to be written as the filter usually takes it.

    Raises:
        NotPossible: the system has no such list, or the list wants something that only a person can tell.
    """
    how = record.since.value
    call = _plain(system, record, prefer_search=since is not None and how is not None and how.form is FilterForm.BODY)
    if tombstones:
        call = _with_tombstones(record, call)
    if record.sort.value is not None:
        parameter, value = record.sort.value
        call = call.with_parameter(parameter.name, value, where=parameter.where)
    if since is not None and how is not None:
        field = record.field(record.updated_at.value) if record.updated_at.value else None
        text = written or since_text(since, how, field, record.stamp_resolution_s.value)
        call = _with_since(record, call, how, text)
    return call


def find_call(system: SystemProfile, record: RecordProfile, field: Path, value: str) -> tuple[ListCall, EqualFilter]:
    """How items with that value of a field are listed.

    Raises:
        NotPossible: there is no such filter, or it cannot be asked for this value.
    """
    how = next((known for known in record.finds if known.field == field), None)
    if how is None:
        raise NotPossible(
            f"`{system.name}` cannot find `{record.name}` by `{field}`: its description has no such filter"
        )
    if how.template != "{value}" and any(sign in value for sign in "'\"\\()`"):
        raise NotPossible(f"`{system.name}` cannot find `{record.name}` by a `{field}` that holds quotes")
    call = _plain(system, record, prefer_search=False)
    return call.with_parameter(how.parameter, how.template.replace("{value}", value)), how


def get_request(system: SystemProfile, record: RecordProfile, item_id: str) -> tuple[Operation, Request]:
    """The request for one item.

    Raises:
        NotPossible: the system has no such request.
    """
    operation = record.operation(Verb.GET)
    if operation is None:
        raise NotPossible(f"`{system.name}` cannot show one of `{record.name}`: its description has no such request")
    _demand_json(system, operation)
    call = _with_fixed(ListCall(operation, tuple(common_headers(system).items())))
    path = operation.path
    if operation.id_in == "envelope":
        headers = {**common_headers(system), "content-type": operation.form.value}
        body = orjson.dumps(put_at(dict(operation.body_fixed), operation.id_param, item_id))
        return operation, Request(operation.method, path, headers=headers, body=body)
    if operation.id_in == "query":
        call = call.with_parameter(operation.id_param or str(record.id_path), item_id, where="query")
    else:
        path = filled(system, operation, item_id)
    return operation, Request(operation.method, path, call.query, dict(call.headers))


def _demand_json(system: SystemProfile, operation: Operation) -> None:
    """Refuse to ask a system that speaks XML, before anything is sent."""
    if operation.form is BodyForm.XML:
        raise NotPossible(
            f"`{system.name}` is asked in XML ({operation.method} {operation.path}), which is neither written nor read",
            hint="ask the vendor for an interface that speaks JSON, and give its description",
        )


def filled(system: SystemProfile, operation: Operation, item_id: str | None) -> str:
    """The path of an operation with the id in its place.

    Raises:
        NotPossible: the path wants more than the id.
    """
    path = operation.path
    if item_id is not None and "{" in path:
        if item_id in {"", ".", ".."}:
            raise NotPossible(f"the id `{item_id}` of an item of `{system.name}` cannot stand in a path")
        mark = f"{{{operation.id_param}}}"
        if not operation.id_param or mark not in path:
            mark = path[path.rindex("{") : path.rindex("}") + 1]
        # Within quotes, as the keys of some systems stand, a quote is written twice.
        text = item_id.replace("'", "''") if f"'{mark}'" in path else item_id
        path = path.replace(mark, quote(text, safe=""))
    if "{" in path:
        missing = path[path.index("{") + 1 :].split("}")[0]
        raise NotPossible(
            f"{operation.method} {operation.path} of `{system.name}` wants a `{missing}`, which nothing here can tell",
            hint="items that lie below others are not supported; where the value is always the same, write it into the "
            f"path in `{corrections_file(system.name)}`",
        )
    return path


def common_headers(system: SystemProfile) -> dict[str, str]:
    """What every request of a system carries, names in lower case."""
    headers = {"accept": "application/json"}
    headers |= {name.lower(): value for name, value in system.fixed_headers}
    if system.version_header.value is not None:
        name, value = system.version_header.value
        headers[name.lower()] = value
    return headers


def _plain(system: SystemProfile, record: RecordProfile, *, prefer_search: bool) -> ListCall:
    order = (Verb.SEARCH, Verb.LIST) if prefer_search else (Verb.LIST, Verb.SEARCH)
    operation = next((op for op in map(record.operation, order) if op is not None), None)
    if operation is None:
        raise NotPossible(f"`{system.name}` cannot list `{record.name}`: its description has no such request")
    _demand_json(system, operation)
    filled(system, operation, None)
    body: Body | None = dict(operation.body_fixed) if operation.method != "GET" else None
    return _with_fixed(ListCall(operation, tuple(common_headers(system).items()), body=body))


def _with_fixed(call: ListCall) -> ListCall:
    """The call with the parameters that it must have and that can have one value only."""
    for parameter in call.operation.parameters:
        fixed = parameter.enum[0] if len(parameter.enum) == 1 else parameter.default
        if parameter.required and parameter.where in {"query", "header"} and isinstance(fixed, str | int | float):
            call = call.with_parameter(parameter.name, _plain_text(fixed))
    return call


def _plain_text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _with_tombstones(record: RecordProfile, call: ListCall) -> ListCall:
    seen = record.deletes.value
    # Without a field that marks them, deleted items would look like living ones.
    if seen is None or seen.how is not DeletesSeen.TOMBSTONE or not seen.parameter or seen.field is None:
        return call
    return call.with_parameter(seen.parameter, seen.parameter_value or "true")


def _with_since(record: RecordProfile, call: ListCall, how: SinceFilter, text: str) -> ListCall:
    field = record.updated_at.value
    name = str(field) if field is not None else ""
    if how.form is FilterForm.HEADER:
        return call.with_parameter(how.parameter, text, where="header")
    if how.form is FilterForm.BODY:
        return replace(call, body=_conditioned(call.body or {}, how, name, text))
    if how.form is FilterForm.EXPRESSION:
        template = how.template or '{field} >= "{since}"'
        text = template.replace("{field}", name).replace("{since}", text)
    return call.with_parameter(how.parameter, text)


def _conditioned(body: Body, how: SinceFilter, field: str, text: str) -> Body:
    """The body of a search with its condition: the template as JSON, below the parameter where one is named."""
    value: JSON = int(text) if how.epoch else text
    if how.template:
        try:
            value = _put_in(orjson.loads(how.template), field, value)
        except orjson.JSONDecodeError:
            value = how.template.replace("{field}", field).replace("{since}", text)
    if how.parameter:
        return put_at(body, how.parameter, value)
    return merge(body, value) if isinstance(value, dict) else body


def _put_in(template: JSON, field: str, since: JSON) -> JSON:
    if isinstance(template, dict):
        return {key.replace("{field}", field): _put_in(value, field, since) for key, value in template.items()}
    if isinstance(template, list):
        return [_put_in(value, field, since) for value in template]
    if template == "{since}":
        return since
    if isinstance(template, str):
        return template.replace("{field}", field).replace("{since}", str(since))
    return template
