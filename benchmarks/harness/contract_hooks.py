"""What Schemathesis loads beside a description: it is told the ids of items that are there.

An id that is thought up names nothing, so that all that is asked of one item would be refused. Two of three requests
whose path is to fit get the ids of an item that the operation can be asked for, as `/-/there` names them now, and the
version of that item where one must be sent.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote, urlsplit

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

_PLACE = urlsplit(os.environ["CONTRACT_ADDRESS"])
_COUNT = Counter[str]()


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Have the path name what is there, in the version that it has."""
    del context, kwargs
    path = case.meta.components.get(ParameterLocation.PATH) if case.meta is not None else None
    if not case.path_parameters or (path is not None and path.mode is not GenerationMode.POSITIVE):
        return
    _COUNT[case.operation.label] += 1
    if _COUNT[case.operation.label] % 3 == 0:
        return
    asked = f"/-/there?method={case.method}&path={quote(case.path, safe='')}"
    connection = HTTPConnection(_PLACE.hostname or "", _PLACE.port, timeout=10)
    try:
        connection.request("GET", asked)
        known = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    case.path_parameters.update({name: value for name, value in known["path"].items() if name in case.path_parameters})
    for name, value in known["version"].items() if case.meta.generation.mode is GenerationMode.POSITIVE else ():
        for place in (case.body, case.query):
            if isinstance(place, dict) and name in place:
                place[name] = value
