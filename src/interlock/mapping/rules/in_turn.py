"""Rules that follow each other: each takes what the one before it gives.

Rules that take several fields, fill several, or need other fields have rows of their own. A two-way row needs a way
back of each; a value that would not come back the same cannot be brought back.

Example: `trim, then upper case`; `digits only, then cut to 10 characters`.
Loses: what its rules lose.
Inverse: the ways back in reverse, where all rules have one.
"""

from __future__ import annotations

from interlock.mapping.domains import TEXTS
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import EVERY, Call, Codec, Conversion, Loss, Rule, Sample
from interlock.mapping.rules._inner import chain, turns
from interlock.model.value import Canonical


def _build(call: Call) -> Conversion:
    made = chain(f"{call.args['first']}, then {call.args['rule']}", call)

    def read(value: Canonical) -> Canonical:
        for step in made[:-1]:
            canonical = step.source.read(value)
            value = canonical if canonical is None or step.target.write is None else step.target.write(canonical)
            if value is None:
                return None
        return made[-1].source.read(value)

    def back(value: Canonical) -> Canonical:
        found = value
        for i, step in enumerate(reversed(made)):
            canonical = found if i == 0 else step.target.read(found)
            if canonical is None or step.source.write is None:
                return canonical
            found = step.source.write(canonical)
        if read(found) != value:
            raise Misfit("would not come back the same through its rules")
        return found

    two_way = all(step.source.write is not None for step in made)
    last = made[-1].target
    return Conversion(Codec(read, back if two_way else None), last)


RULE = Rule(
    shapes=("{first}, then {rule}",),
    build=_build,
    inverse=True,
    source_types=EVERY,
    target_types=EVERY,
    domain=TEXTS,
    loses=(Loss("trim, then upper case", " ab ", "AB"),),
    turns=lambda args: turns(f"{args['first']}, then {args['rule']}"),
    samples=(
        Sample("trim, then upper case", "", ""),
        Sample("trim, then upper case", " ab ", "AB"),
        Sample("text to number, then times 100", "many", fits=False),
        Sample("text to number, then times 100", "1.5", 150),
        Sample("replace `, then` with `-`, then lower case", "A, then B", "a- b"),
        Sample("trim, then lower case, then with `x-` in front", " AB ", "x-ab"),
    ),
)
