"""What a system is answered that sent a webhook."""

from __future__ import annotations

from interlock.model.http import Response

_TEXT = {"content-type": "text/plain; charset=utf-8"}
TAKEN = Response(200, _TEXT, b"taken\n")
UNBELIEVED = Response(401, _TEXT, b"not believed\n")
LATER = Response(503, {**_TEXT, "retry-after": "30"}, b"come again\n")
