"""An e-mail address, in which case and surrounding spaces do not count.

Example: `e-mail address`; `Mia@Example.com` and `mia@example.com` agree.
Loses: how the letters were written, on the side that is written; the side that it came from keeps its spelling.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.domains import EMAILS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import TEXT, Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.model.value import Canonical

_LONGEST = 320


def _read(value: Canonical) -> Canonical:
    if not isinstance(value, str):
        raise Misfit("is not an e-mail address")
    address = value.strip().lower()
    local, at, domain = address.rpartition("@")
    if address and (not (at and local and domain) or len(address) > _LONGEST or len(address.split()) > 1):
        raise Misfit("is not an e-mail address")
    return address


def _build(_call: Call) -> Conversion:
    codec = Codec(_read, itself)
    return Conversion(codec, codec)


RULE = Rule(
    shapes=("(an )e-mail address", "(an )email address", "e-mail", "email"),
    build=_build,
    inverse=True,
    source_types=TEXT,
    target_types=TEXT,
    domain=EMAILS,
    loses=(Loss("e-mail address", "Mia@Example.com", "mia@example.com"),),
    samples=(
        Sample("e-mail address", "", ""),
        Sample("e-mail address", "no address", fits=False),
        Sample("e-mail address", "two@a.example two@b.example", fits=False),
        Sample("e-mail address", 5, fits=False),
        Sample("e-mail address", " Mia+News@Example.COM ", "mia+news@example.com"),
        Sample("e-mail address", "mia@example.com", "mia@example.com"),
    ),
)
