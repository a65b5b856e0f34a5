"""Two lists of single values, such as tags, of which neither the order counts nor how often a value stands in them.

On a two-way row what was added and what was removed on either side is brought together, value by value; there is no
conflict. What one side added is not lost because the other removed something else.

Example: `as a set` for `tags[]` and `labels[]`.
Loses: the order of the values, and repeated ones.
Inverse: itself.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXT_LISTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Call, Codec, Conversion, Loss, Rule, Sample, itself
from interlock.model import canonical
from interlock.model.profile import FieldType
from interlock.model.value import Canonical

_LISTS = frozenset({FieldType.ARRAY})


def _read(value: Canonical) -> Canonical:
    if not isinstance(value, tuple):
        raise Misfit("is not a list")
    if any(one is None or isinstance(one, tuple | dict) for one in value):
        raise Misfit("holds something else than single values")
    return tuple(one for _, one in sorted({canonical.dumps(one): one for one in value}.items()))


def _build(call: Call) -> Conversion:
    del call
    return Conversion(Codec(_read, itself), Codec(_read, itself), elementwise=True)


RULE = Rule(
    shapes=("as a set", "as set"),
    build=_build,
    inverse=True,
    source_types=_LISTS,
    target_types=_LISTS,
    domain=TEXT_LISTS,
    loses=(Loss("as a set", ["b", "a", "b"], ["a", "b"]),),
    samples=(
        Sample("as a set", [], []),
        Sample("as a set", ["b", "a", "b"], ["a", "b"]),
        Sample("as a set", [2, 1], [1, 2]),
        Sample("as a set", "a", fits=False),
        Sample("as a set", [{"name": "a"}], fits=False),
        Sample("as a set", [None], fits=False),
    ),
)
