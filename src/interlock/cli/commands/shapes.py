"""List the sentences and cells that Interlock understands.

Each by an example. With a KIND (triggers, outcomes, deadlines, situations, reactions, facts ...) only those.
"""

from __future__ import annotations

import click

from interlock.catalogue import did_you_mean
from interlock.cli.console import out
from interlock.document import shapes
from interlock.errors import UsageError
from interlock.mapping import rules


@click.command(help=__doc__)
@click.argument("kind", required=False)
def command(kind: str | None) -> int:
    """List the shapes."""
    catalogues: dict[str, list[str]] = {
        name: [shape.example for shape in catalogue] for name, catalogue in shapes().items()
    }
    catalogues["mapping rules"] = [
        sample for rule in rules() for sample in list(dict.fromkeys(one.text for one in rule.samples))[:1]
    ]
    if kind is not None and kind not in catalogues:
        raise UsageError(f"there is no kind of shape `{kind}`", hint=did_you_mean(kind, catalogues.keys()))
    shown = {kind: catalogues[kind]} if kind is not None else catalogues
    out(
        "\n\n".join(f"{name}\n" + "\n".join(f"  {example}" for example in examples) for name, examples in shown.items())
    )
    return 0
