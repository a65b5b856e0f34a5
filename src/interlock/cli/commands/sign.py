"""Sign a document for your company, or check who signed.

A document has two layers, each signed for itself: the scope (what is built and when it is done) and the spec (fields,
tables, errors, API descriptions). A signature is made over the words of a layer's cells: aligned tables, moved rows and
mended prose leave it as it is, a changed mapping makes the spec's void, a changed decision the scope's.

You sign with your SSH key, also one that an agent or a security key holds. What you signed and the signature are kept
in `signatures/`, and a first key is pinned there in `allowed_signers`; commit that folder. Anybody can check without
Interlock: `ssh-keygen -Y verify -n agreement@interlock -f allowed_signers -I WHO -s FILE.json.sig < FILE.json`.

Who has no key signs the printed digest on paper: --paper keeps the scan, and is shown as weaker than a signature by
key.

Exit codes: 0 signed (with --check: both companies signed each layer that anybody signed, and all of it holds), 1 with
--check: something is missing, void or counts for nothing, 2 could not run.
"""

from __future__ import annotations

from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.errors import UsageError
from interlock.journeys.project import Project, load
from interlock.journeys.signatures import signatures
from interlock.journeys.signing import sign, sign_on_paper
from interlock.model.agreement import Agreed, Layer, parties, same
from interlock.render import signatures_json, signatures_text, visible


@click.command(help=__doc__)
@options.document
@click.option("--check", "only_check", is_flag=True, help="Sign nothing; show who signed and whether it holds.")
@click.option(
    "--layer", type=click.Choice([*map(str, Layer), "both"]), help="What to sign (default: all that you may)."
)
@click.option(
    "--by", metavar="NAME", help="Who signs, as the document has it (default: INTERLOCK_BY, else your login)."
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help="Your SSH key, or its .pub file where an agent holds it (default: INTERLOCK_KEY, else ~/.ssh/id_ed25519 ...).",
)
@click.option("--paper", metavar="SCAN.pdf", type=click.Path(path_type=Path), help="Keep a signature on paper.")
@click.option("--digest", metavar="DIGITS", help="With --paper: the digest that stands on the paper.")
@options.output("text", "json")
def command(
    document: Path,
    *,
    only_check: bool,
    layer: str | None,
    by: str | None,
    key: Path | None,
    paper: Path | None,
    digest: str | None,
    form: str,
) -> int:
    """Sign, or show who signed."""
    project = load(document)
    pinned = ""
    if only_check:
        if by or key or paper or digest:
            raise UsageError("`--check` signs nothing", hint="leave it out to sign")
    elif paper is not None or digest is not None:
        _on_paper(project, layer, by, paper, digest)
    else:
        wanted = None if layer is None else list(Layer) if layer == "both" else [Layer(layer)]
        done = sign(project, wanted, by=by, key=key)
        pinned = done.pinned
        for one in done.signatures:
            who = visible(f"{one.name}, {one.role} of {one.party}")
            say(f"signed the {one.layer} as {who}: {one.file}")
    agreed = signatures(project)
    sides = parties(project.document)
    if form == "json":
        out(signatures_json(agreed, sides, version=__version__))
    else:
        out(signatures_text(agreed, sides, pinned=pinned, color=colour(), width=width()))
    return int(only_check and not _complete(agreed, sides))


def _on_paper(project: Project, layer: str | None, by: str | None, paper: Path | None, digest: str | None) -> None:
    if paper is None or digest is None or layer in (None, "both") or by is None:
        raise UsageError(
            "a signature on paper needs --paper, --digest, --layer and --by",
            hint="name the scan, the digest that stands on it, the layer that it is of, and who signed",
        )
    for one in sign_on_paper(project, Layer(layer), scan=paper, digest=digest, by=by):
        say(f"kept the {one.layer} as signed on paper by {visible(one.name)} of {visible(one.party)}: {one.file}")


def _complete(agreed: Agreed, sides: tuple[str, ...]) -> bool:
    """Whether each layer that somebody signed holds for every company, and nothing is wrong with any signature."""
    if not agreed.signatures or any(one.trouble for one in agreed.signatures):
        return False
    for layer in Layer:
        holding = {same(one.party) for one in agreed.of(layer) if one.holds}
        if agreed.of(layer) and {same(side) for side in sides} - holding:
            return False
    return True
