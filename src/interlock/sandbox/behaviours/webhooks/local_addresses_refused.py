"""Nobody may subscribe with an address of this machine or of a private network, or one that is not https."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from interlock.sandbox.answers import Refusal
from interlock.sandbox.behaviours._behaviour import Behaviour, twist
from interlock.sandbox.behaviours._twist import Turn
from interlock.sandbox.bodies import read_body
from interlock.sandbox.envelope import dig


def _refuses(turn: Turn) -> None:
    wanted, told = turn.store.profile.subscribe, turn.store.profile.deliveries
    if wanted is None or (turn.request.method, turn.request.path) != (wanted.method, wanted.path):
        return
    body = dig(read_body(turn.request, wanted.form), wanted.body_path.split(".") if wanted.body_path else ())
    address = body.get(told.address_field) if isinstance(body, dict) else None
    if isinstance(address, str) and _is_here(address):
        raise Refusal(400, "the address must be public, and https")


def _is_here(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme != "https" or not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


BEHAVIOUR = Behaviour(twist(refuses=_refuses), example="subscribing with `http://127.0.0.1:8480/hook`: 400")
