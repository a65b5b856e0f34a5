"""Answers in the form that the description gives them: what must stand around items, and how refusals are worded."""

from __future__ import annotations

from dataclasses import replace

import orjson

from interlock.model.answer_form import AnswerForm, AnswerForms, Form
from interlock.model.http import Response
from interlock.model.profile import Operation
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Outcome

_SAYS = ("message", "detail", "title", "description", "reason", "error", "msg", "text", "summary")
_NUMBERS = {"status", "statuscode", "code", "httpstatus", "errorcode"}
_MOST_WAYS = 30
_EMPTY = {204, 205, 304}
_OTHERS = {400: (422,), 422: (400,), 409: (400, 422), 412: (409,), 428: (400,), 415: (400,), 413: (400,)}


def as_described(outcome: Outcome, operation: Operation, forms: AnswerForms) -> Response:
    """The answer as the description has it; as it is where that says nothing of it.

    A refusal whose status the description does not list takes the nearest of the same kind that it does list.
    """
    response = outcome.response
    status = _listed(response.status, forms.lists(operation.method, operation.path))
    form = forms.of(operation.method, operation.path, status)
    if form is None:
        return response
    if not response.body and (status in _EMPTY or form.body is None):
        # A type may be told of nothing, and descriptions that give one for all answers do so.
        typed = {**response.headers, "content-type": form.content_type} if form.content_type else response.headers
        return replace(response, status=status, headers=typed)
    try:
        least = form.body.made() if form.body is not None else None
        data: JSON = orjson.loads(response.body) if response.body else least
    except orjson.JSONDecodeError:
        return response
    headers = {**response.headers, "content-type": form.content_type or response.headers.get("content-type", "")}
    body = _refused(data, form, status) if status >= 400 else form.body.filled(data) if form.body is not None else data
    if outcome.numbers is not None and form.body is not None and isinstance(body, dict):
        true = outcome.numbers.corrected(body)
        body = true if form.body.fits(true) else body
    return replace(response, status=status, headers=headers, body=orjson.dumps(body))


def _listed(status: int, listed: frozenset[int]) -> int:
    if status in listed:
        return status
    return next((one for one in _OTHERS.get(status, ()) if one in listed), status)


def _refused(data: JSON, form: AnswerForm, status: int) -> JSON:
    """A refusal in the form of the description: its names, our words."""
    told = data if isinstance(data, dict) else {}
    title = str(told.get("detail") or told.get("title") or "it is refused")
    if form.body is None:
        return data
    if form.body.ways:
        return _one_of(form.body, title, status, data)
    made = _worded(form.body, title, status, "")
    if not isinstance(made, dict) or not form.body.members:
        return made if form.body.element is not None else data
    own = {name: value for name, value in told.items() if name not in form.body.members} if form.body.open else {}
    return {**own, **made}


def _one_of(form: Form, title: str, status: int, data: JSON) -> JSON:
    """A refusal as one of several alternatives: the first in which it fits as the description demands."""
    if form.fits(data):
        return data
    for choice in form.choices[:_MOST_WAYS]:
        worded = _worded(choice, title, status, "")
        whole = {name: inner.made() for name, inner in choice.members.items() if name not in choice.hidden}
        told = data.items() if isinstance(data, dict) and choice.open else ()
        own = {name: value for name, value in told if name not in choice.members}
        for one in (worded, choice.filled(worded), whole):
            said = {**own, **one} if isinstance(one, dict) else one
            if form.fits(said):
                return said
    return form.filled(data)


def _worded(form: Form, title: str, status: int, name: str) -> JSON:
    plain = "".join(sign for sign in name.casefold() if sign.isalnum())
    if form.members:
        shown: Body = {}
        for key, inner in form.members.items():
            if key in form.hidden:
                continue
            if key in form.needed or key.casefold() in _SAYS[:3]:
                shown[key] = _worded(inner, title, status, key)
        return shown
    if form.element is not None:
        return [_worded(form.element, title, status, name)] if form.bounds.fewest else []
    if plain in _NUMBERS and isinstance(form.least, int) and not isinstance(form.least, bool):
        return status if form.least == 0 else form.least
    if form.least == "" and plain.endswith(_SAYS):
        return title
    return form.least
