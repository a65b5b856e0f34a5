"""Errors are pages for people, whatever form was asked for."""

from dataclasses import replace

from interlock.model.http import Response
from interlock.sandbox.answers import Outcome
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn


def _answered(_turn: Turn, outcome: Outcome) -> Outcome:
    status = outcome.response.status
    if status not in {401, 403, 404, 405} and status < 500:
        return outcome
    page = f"<!doctype html><title>Error {status}</title><h1>Error {status}</h1><p>Something went wrong."
    headers = {**outcome.response.headers, "content-type": "text/html; charset=utf-8"}
    return replace(outcome, response=Response(status, headers, page.encode()))


BEHAVIOUR = Behaviour(twist(answered=_answered), example="404, `<!doctype html><title>Error 404</title>`")
