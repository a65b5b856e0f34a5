"""Gives a document away: in a form that people read, or as data."""

from __future__ import annotations

from pathlib import Path

from interlock import __version__
from interlock.adapters import files
from interlock.catalogue import did_you_mean
from interlock.document.tabling import sheets_of
from interlock.errors import UsageError
from interlock.journeys.accepting import acceptable
from interlock.journeys.agreeing import layers
from interlock.journeys.check import check
from interlock.journeys.documents import ENDING
from interlock.journeys.importing import table_of
from interlock.journeys.project import Project, beside
from interlock.journeys.signatures import signatures
from interlock.journeys.verifying import verify
from interlock.model.agreement import Layer, SignedBy
from interlock.model.sheet import Sheet
from interlock.model.verdict import Verdict
from interlock.render.document_data import document_json
from interlock.render.form import Form, Settings
from interlock.render.forms import forms
from interlock.render.separated import separated
from interlock.render.view import Signed, View, view_of

_MOST_NAMED = 5

_SPEC = ("Field mapping", "Tables", "When something goes wrong", "Resources")
"""What the tables are called that the scope leaves out begins with the headings that they stand under."""


def render(
    project: Project,
    form: str = "html",
    *,
    scope_only: bool = False,
    partner: bool = False,
    verified: bool = False,
) -> bytes:
    """The document in a form, as the bytes of its file.

    What is open in it is shown, and nothing is refused for it.

    Args:
        project: a loaded project.
        form: `html`, `markdown`, `json`, `pdf`, `docx` or `xlsx`.
        scope_only: leave out mappings, tables, error policies and resources.
        partner: make it a page in which the partner can ask, answer, propose and agree.
        verified: run the criteria first, and show what became of each.

    Raises:
        UsageError: there is no such form, or the partner cannot answer in it.
        InputError: the criteria cannot be run.
    """
    known = form_named(form)
    if partner and not known.answers:
        able = ", ".join(name for name, one in forms().items.items() if one.answers)
        raise UsageError(f"the partner cannot answer in `{form}`", hint=f"choose `{able}`")
    view = view_of_project(project, scope_only=scope_only, verified=verified)
    accepts = tuple(acceptable(project, scope_only=scope_only)) if partner else ()
    return known.write(view, Settings(__version__, partner, _sheets(project, scope_only=scope_only), accepts))


def _sheets(project: Project, *, scope_only: bool) -> tuple[Sheet, ...]:
    sheets = sheets_of(project.document.text)
    return tuple(one for one in sheets if not one.name.startswith(_SPEC)) if scope_only else sheets


def view_of_project(project: Project, *, scope_only: bool = False, verified: bool = False) -> View:
    """The view of a document that all forms are made from, with its open questions and the digests of its layers.

    Raises:
        InputError: the criteria cannot be run.
    """
    verdicts: tuple[Verdict, ...] = tuple(verify(project)) if verified else ()
    others = beside(project, readable_only=True)
    known = {Layer.SCOPE, None} if scope_only else {*Layer, None}
    digests = {layer.value: digest for layer, digest in layers(project).items() if layer in known}
    return view_of(
        project.document,
        profiles=project.profiles,
        findings=check(project, others=others, scope_only=scope_only),
        verdicts=verdicts,
        signatures=[_shown(one) for one in signatures(project).signatures if one.layer in known],
        digests=digests,
        scope_only=scope_only,
    )


def _shown(one: SignedBy) -> Signed:
    """A signature as renderings show it; one that does not count says why."""
    layer = one.layer.value if one.layer is not None else "?"
    void = ", ".join(part for part in (one.trouble.value if one.trouble else "", one.detail) if part)
    if not void and one.changed:
        more = len(one.changed) - _MOST_NAMED
        named = "; ".join(change.name for change in one.changed[:_MOST_NAMED])
        void = f"changed since: {named}" + (f" and {more} more" if more > 0 else "")
    return Signed(layer, one.name, one.party, one.role, one.when, one.grade.value, void)


def export(project: Project) -> bytes:
    """The document as data, part by part with the place of each: what `Project.document` is in Python, as JSON."""
    return document_json(project.document, version=__version__).encode()


def export_table(project: Project, table: str) -> bytes:
    """One table as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    Raises:
        UsageError: the document has no such table.
    """
    return separated(table_of(project.document.text, table)).encode()


def form_named(name: str) -> Form:
    """The form of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in forms():
        raise UsageError(f"there is no form `{name}`", hint=did_you_mean(name, forms().items))
    return forms()[name]


def form_of(path: Path) -> str:
    """The name of the form that a file's ending means; a name without an ending is that of a page.

    Raises:
        UsageError: no form has that ending.
    """
    if not path.suffix:
        return "html"
    endings = {one.ending: name for name, one in forms().items.items()}
    if path.suffix.casefold() in endings:
        return endings[path.suffix.casefold()]
    near = did_you_mean(path.suffix.casefold(), endings)
    raise UsageError(f"no form has the ending `{path.suffix}`", hint=f"{near} (or say the form with --format)")


def write_rendering(path: Path, data: bytes) -> None:
    """Write a rendering whole or not at all.

    Raises:
        UsageError: the file is a document, or is there and of no kind that is written here: it would be lost.
        InterlockError: it cannot be written.
    """
    kinds = {".csv", "", *(one.ending for one in forms())}
    if files.exists(path) and path.suffix.casefold() not in kinds:
        raise UsageError(f"`{path}` is there already and is no rendering", hint="choose another name for it")
    if path.name.casefold().endswith(ENDING):
        raise UsageError(f"`{path}` has the name of a document, which would be lost", hint="choose another name for it")
    files.write(path, data, what="rendering")
