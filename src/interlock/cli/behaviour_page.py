"""The page of the ways in which a sandbox can behave."""

from __future__ import annotations

import importlib

from interlock.sandbox.behaviours import Behaviour, families

_INTRODUCTION = """\
# How a sandbox can behave

`interlock sandbox NAME --behave BEHAVIOUR` lets the stand-in of a system behave as real ones do, against its own
description where need be; the option may be given several times, and the later one goes over the earlier. Where a
behaviour has an amount, `BEHAVIOUR=NUMBER` chooses another. Each was seen at a system that runs somewhere. In Python it
is `Sandbox(profile, clock, behave=["index_lag=5"])`. What goes wrong only for a while is a fault: see
[the sandbox](sandbox.md).
"""


def behaviour_page() -> str:
    """The text of `docs/behaviours.md`."""
    parts = [_INTRODUCTION]
    for family, catalogue in families().items():
        said = importlib.import_module(catalogue.package).__doc__ or ""
        parts.append(f"## {family.capitalize()}\n\n{said.strip()}\n")
        for name, behaviour in catalogue.items.items():
            parts.append(_entry(name, catalogue.docs[name], behaviour))
    return "\n".join(parts)


def _entry(name: str, docs: str, behaviour: Behaviour) -> str:
    said = " ".join(docs.split())
    amount = "" if behaviour.amount is None else f" Amount: {behaviour.amount:g} {behaviour.unit}."
    return f"### {name}\n\n{said}{amount}\n\nExample: {behaviour.example}\n"
