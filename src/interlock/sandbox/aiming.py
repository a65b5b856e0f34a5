"""Which operation and item a request is aimed at, where its path alone does not say."""

from __future__ import annotations

from interlock.model.http import Request
from interlock.model.profile import Verb
from interlock.sandbox.faults import Target
from interlock.sandbox.judged import asked_name
from interlock.sandbox.routes import Match, Route

_READS = {Verb.LIST, Verb.SEARCH, Verb.GET}


def aimed_at(request: Request, route: Route | None, item_id: str | None) -> Target:
    """What faults are told of a request."""
    if route is None:
        return Target(request)
    return Target(request, route.resource, item_id, writes=route.operation.verb not in _READS)


def aim(match: Match | None, request: Request) -> tuple[Route | None, str | None]:
    """The route that a request means and the id in its path; of several on one path, the one its body speaks of."""
    if match is None or not match.routes:
        return None, None
    route = match.routes[0]
    if len(match.routes) > 1:
        name = asked_name(request) if "operationName" in route.operation.body_fixed else ""
        if name:
            return next((r for r in match.routes if r.operation.body_fixed.get("operationName") == name), None), None
        route = next((found for found in match.routes if _speaks_of(found, request)), _plainest(match.routes))
    own = route.own_parameter
    return route, match.values.get(own) if own is not None else None


def _speaks_of(route: Route, request: Request) -> bool:
    """Whether the constants of an archive or restore operation stand in the body."""
    operation = route.operation
    if operation.verb not in {Verb.ARCHIVE, Verb.RESTORE} or not operation.body_fixed:
        return False
    return all(f'"{key}"'.encode() in request.body for key in operation.body_fixed)


def _plainest(routes: tuple[Route, ...]) -> Route:
    special = {Verb.ARCHIVE, Verb.RESTORE, Verb.UPSERT, Verb.BULK_CREATE, Verb.BULK_UPDATE, Verb.BULK_DELETE}
    return next((route for route in routes if route.operation.verb not in special), routes[0])
