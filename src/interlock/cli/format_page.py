"""The documentation page of what a description can be written in, with what is learned of an example of each."""

from __future__ import annotations

from interlock.render import profile_text
from interlock.systems import Source, learn_all
from interlock.systems.formats import Format, formats

_INTRODUCTION = """# What a system can be learned from

`interlock learn NAME FILE...` tells by the content what a file is; `--as FORMAT` says it where that is not enough. A
folder counts as all files in it, also where the document names one as the API description. Everything is first drawn as
an OpenAPI description, so that the same laws find records, keys, paging and filters in it, and the corrections of
[Corrections](corrections.md) work for every format. Where a fact was read is told in the source's own words: a JSON
pointer, `#Type.field` of a schema, a line of a page.

Several files that describe one system make one profile, fact by fact: what the first is silent about the next may say.
The order is that of this page, whatever order they are given in. Where two say different things and neither is a mere
guess, the surer one is taken, and the finding `descriptions-disagree` names both.

| format | `--as` | can run | how sure at most |
| --- | --- | --- | --- |
"""
_RUNS = {"asyncapi": "tells events only", "wsdl": "no"}
_SURE = {"har": "likely", "postman": "likely", "samples": "likely", "pages": "likely"}


def format_page() -> str:
    """The page, in Markdown."""
    known = formats()
    order = sorted(known.items, key=lambda name: -known[name].weight)
    rows = [f"| {known[n].label} | `{n}` | {_RUNS.get(n, 'yes')} | {_SURE.get(n, 'sure')} |" for n in order]
    parts = [_INTRODUCTION + "\n".join(rows) + "\n"]
    parts += [_section(name, known[name], known.docs[name]) for name in order]
    return "\n".join(parts)


def _section(name: str, form: Format, docs: str) -> str:
    file, text = form.example
    head, _, rest = docs.strip().partition("\n")
    sources = [Source(file, text.encode())]
    beside = ""
    if form.events_only:
        other, described = formats()["openapi"].example
        sources.insert(0, Source(other, described.encode()))
        beside = f" beside `{other}`, from above"
    learned = learn_all("Shop", sources, taken_for={file: name})
    said = profile_text(learned.profile, color=False, fields=True).rstrip()
    findings = "".join(f"{f.severity.value} {f.code}: {f.message}\n" for f in learned.findings)
    taken = f" --as {name}" if form.only_asked else ""
    command = f"interlock learn Shop {' '.join(repr(s.name) if ' ' in s.name else s.name for s in sources)}{taken}"
    return (
        f"## {form.label}\n\n{head}\n{rest.rstrip()}\n\n`{file}`{beside}:\n\n```text\n{text.rstrip()}\n```\n\n"
        f"```text\n$ {command} --fields\n{said}\n\n{findings}```\n"
    )
