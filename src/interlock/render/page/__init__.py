"""The page: one HTML file with everything in it, to read, to print, and for the partner to answer in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from interlock.model.reply import SCHEMA as REPLY
from interlock.model.reply import Acceptable
from interlock.render.page.diagram import drawings
from interlock.render.view.inline import plain, runs
from interlock.render.view.model import RecordView, View
from interlock.render.view.unplaced import unplaced

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_EMPTY_LINES = re.compile(r"\n\s*\n")


def page(view: View) -> str:
    """The page as HTML: it loads nothing, runs nothing and sends nothing."""
    return _filled(view)


def partner_page(view: View, accepts: Sequence[Acceptable] = ()) -> str:
    """The same page with what the partner needs to ask, answer, propose, agree and accept: it saves a file."""
    shown = {
        "schema": REPLY,
        "file": view.file,
        "version": view.version,
        "layers": dict(view.digests),
        "accepts": {one.of: {"digest": one.digest, "people": one.people} for one in accepts},
    }
    return _filled(
        view,
        extra_style=source("desk.css"),
        script=source("desk.js"),
        shown=_in_script(json.dumps(shown)),
        companies=tuple(dict.fromkeys(one.company for one in view.systems if one.company)),
        accepts=accepts,
    )


def _in_script(data: str) -> Markup:
    """JSON that no text in it can end, or turn into something else than data."""
    return markup("".join(f"\\u{ord(sign):04x}" if sign in "<>&\u2028\u2029" else sign for sign in data))


def _filled(view: View, **more: object) -> str:
    style = source("page.css") + "\n" + str(more.get("extra_style", ""))
    script = str(more.get("script", ""))
    wide, narrow = ((drawings(view.diagram, narrow=n) if view.diagram else ()) for n in (False, True))
    left, right = (
        (plain(view.systems[0].name), plain(view.systems[1].name)) if len(view.systems) > 1 else ("First", "Second")
    )
    text = (
        environment()
        .get_template("page.html.j2")
        .render(
            view=view,
            partner=bool(script),
            policy=policy(style, script),
            style=markup(style),
            script=markup(script),
            shown=more.get("shown", ""),
            companies=more.get("companies", ()),
            accepts=more.get("accepts", ()),
            wide=wide,
            narrow=narrow,
            left=left,
            right=right,
            sections=[*_sections(view), *((("reply", "Your reply"),) if script else ())],
            others=unplaced(view),
            open_count=sum(one.open for one in view.questions) + len(view.open_points),
        )
    )
    return packed(text)


def packed(text: str) -> str:
    """The text without empty lines; style and script are packed before the policy names them."""
    return _EMPTY_LINES.sub("\n", text)


def policy(style: str, script: str) -> str:
    """What the page may do: show this very style, run this very script, and nothing else."""
    parts = ["default-src 'none'", f"style-src {_sha256(style)}"]
    parts.append(f"script-src {_sha256(script)}" if script else "script-src 'none'")
    return "; ".join([*parts, "base-uri 'none'", "form-action 'none'"])


def _sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sections(view: View) -> Iterator[tuple[str, str]]:
    """The sections that the page has, by their ids."""
    asked = bool(view.questions or view.open_points)
    rows: tuple[tuple[str, str, object], ...] = (
        ("flow", "What flows", view.diagram),
        ("scope", "Scope", view.in_scope or view.out_of_scope),
        ("stories", "User stories", view.stories),
        ("records", "Records", view.records),
        ("tables", "Tables", view.tables),
        ("criteria", "Acceptance criteria", view.criteria),
        ("policies", "When something goes wrong", view.policies),
        ("dates", "Dates", view.dates),
        ("people", "People", view.people or view.owner),
        ("resources", "Resources", () if view.scope_only else view.resources),
        ("terms", "Terms", view.terms),
        ("assumptions", "Assumptions and considerations", view.assumptions),
        ("questions", "Questions", asked),
        ("left-open", "Left open on purpose", view.left_open),
        ("changes", "Changes", view.changes),
        ("signatures", "Signatures", True),
    )
    return ((id_, heading) for id_, heading, there in rows if there)


@cache
def environment() -> Environment:
    """The templates of this package with what they can call."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    made = Environment(
        loader=PackageLoader("interlock.render", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(inline=inline, words=plain, slug=slug, way=_way, sentence=_sentence)
    return made


def inline(text: str) -> Markup:
    """The runs of a text as HTML; whatever it says, it stays text, code or a link to the web."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - only pages need it

    parts = []
    for run in runs(text):
        said = escape(run.text)
        if run.code:
            said = Markup("<code>%s</code>") % said
        if run.emphasis:
            said = Markup("<em>%s</em>") % said
        if run.strong:
            said = Markup("<b>%s</b>") % said
        if run.link:
            said = Markup('<a rel="noopener noreferrer" href="%s">%s</a>') % (run.link, said)
        parts.append(said)
    return Markup("").join(parts)


def slug(text: str) -> str:
    """A name that can stand in an address; two names never give the same."""
    words = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    return f"{words[:40]}-{hashlib.sha256(text.encode(errors='replace')).hexdigest()[:6]}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _way(record: RecordView) -> str:
    return next((one.said for one in record.decisions if one.name == "Direction"), "")


def markup(text: str) -> Markup:
    """Text of this package, or JSON made safe, as it stands in a page."""
    from markupsafe import Markup  # noqa: PLC0415 - only pages need it

    return Markup(text)  # noqa: S704 - files of this package, and JSON made safe


@cache
def source(name: str) -> str:
    """The text of a style or script of this package, packed."""
    made = environment()
    assert made.loader is not None  # noqa: S101 - for the type checker
    return packed(made.loader.get_source(made, name)[0]).strip()
