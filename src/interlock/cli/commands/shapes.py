"""List the sentences and cells that Interlock understands.

Each by an example. With a KIND (triggers, outcomes, deadlines, situations, reactions, facts ...) only those.
"""

from __future__ import annotations

import click

from interlock.catalogue import did_you_mean
from interlock.cli import completing
from interlock.cli.console import out
from interlock.document import shapes
from interlock.errors import UsageError
from interlock.mapping import rules


@click.command(help=__doc__)
@click.argument("kind", required=False, shell_complete=completing.kinds)
def command(kind: str | None) -> int:
    """List the shapes."""
    catalogues: dict[str, list[str]] = {
        name: [shape.example for shape in catalogue] for name, catalogue in shapes().items()
    }
    catalogues["mapping rules"] = [
        sample
        for rule in rules()
        for sample in [one.text for one in rule.samples if one.text and "``" not in one.text][:1]
    ]
    shown = catalogues if kind is None else _meant(kind, catalogues)
    if not shown:
        raise UsageError(f"there is no kind of shape `{kind}`", hint=did_you_mean(kind or "", catalogues.keys()))
    out(
        "\n\n".join(f"{name}\n" + "\n".join(f"  {example}" for example in examples) for name, examples in shown.items())
    )
    return 0


def _meant(kind: str, catalogues: dict[str, list[str]]) -> dict[str, list[str]]:
    """The kinds of that name, else those with that word in their name, in the singular or plural."""
    wanted = kind.strip().casefold()
    if wanted in catalogues:
        return {wanted: catalogues[wanted]}
    forms = {wanted, f"{wanted}s", wanted.removesuffix("s")}
    return {name: examples for name, examples in catalogues.items() if forms & {name, *name.split()}}
