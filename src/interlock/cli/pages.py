"""The documentation pages that are made from the code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import click
import orjson

from interlock.agreement.kind import kinds
from interlock.asking import ELSEWHERE
from interlock.cli.behaviour_page import behaviour_page
from interlock.cli.decision_page import decision_page
from interlock.cli.format_page import format_page
from interlock.cli.main import Commands, program
from interlock.cli.prerequisite_page import prerequisite_page
from interlock.doctor.diagnosis_text import diagnosis_schema
from interlock.document import shapes
from interlock.estimation import default_text, drivers
from interlock.gates.condition import code_of, conditions
from interlock.mapping import Rule
from interlock.mapping import rules as mapping_rules
from interlock.model.differences import Effect
from interlock.model.gate import Stage
from interlock.model.value import JSON
from interlock.probing.probe import every_probe, in_turn
from interlock.render import rule_index, rule_page
from interlock.render.document_data import document_schema
from interlock.render.forms.json import view_schema
from interlock.rules import guides
from interlock.systems.signatures import schemes
from interlock.verify import breakages

_SCHEMAS = (("document", document_schema), ("view", view_schema), ("doctor", diagnosis_schema))
_MADE = "<!-- made by docs/build.py from the code; edit it there -->\n\n"


def pages() -> dict[str, str]:
    """The text of every page by its path below `docs/`."""
    made = {"commands.md": _commands(), "language.md": _language(), "mapping-rules.md": _mapping_rules()}
    made["decisions.md"] = decision_page()
    made["signatures.md"] = _signatures()
    made["formats.md"] = format_page()
    made["changes.md"] = _changes()
    made["drivers.md"] = _drivers()
    made["probes.md"] = _probes()
    made["breakages.md"] = _breakages()
    made["gates.md"] = _gates()
    made["prerequisites.md"] = prerequisite_page()
    made["behaviours.md"] = behaviour_page()
    made = {name: _MADE + text.rstrip("\n") + "\n" for name, text in made.items()}
    made |= {f"schemas/{name}.json": _schema(of) for name, of in _SCHEMAS}
    made["rules/index.md"] = rule_index(guides().values())
    return made | {
        f"rules/{code}.md": rule_page(guidance, elsewhere=ELSEWHERE.get(code, ""))
        for code, guidance in guides().items()
    }


def _schema(made: Callable[[], dict[str, JSON]]) -> str:
    return json.dumps(made(), indent=2, ensure_ascii=False) + "\n"


def _commands() -> str:
    introduction = (
        "# Commands\n\n"
        "Exit codes: 0 clean, 1 something to report, 2 could not run, 130 interrupted. Results go to standard output,\n"
        "progress and errors to standard error; `NO_COLOR` is respected.\n"
    )
    parts = [introduction]
    for name, command in _each_command():
        context = click.Context(command, info_name=f"interlock {name}", max_content_width=100, terminal_width=100)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _each_command() -> Iterator[tuple[str, click.Command]]:
    assert isinstance(program, Commands)  # noqa: S101 - for the type checker
    context = click.Context(program)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is not None:
            yield name, command
        if isinstance(command, click.Group):
            within = click.Context(command)
            for inner in command.list_commands(within):
                one = command.get_command(within, inner)
                if one is not None:
                    yield f"{name} {inner}", one


def _language() -> str:
    introduction = (
        "# The language\n\n"
        "Every sentence and cell that Interlock understands, by kind. `{record}`, `{system}`, `{field}` stand for\n"
        "names of the document; what stands in round brackets may be left out, `a/b` means either. A criterion is\n"
        "composed: *When* TRIGGER [*with* ...] [*while* or *before* CIRCUMSTANCE], OUTCOME [DEADLINE]\n"
        "{*and* OUTCOME}. Or it is any sentence and the test that proves it, which pytest runs\n"
        "([pytest.md](pytest.md)): *Cents are rounded as we like it. (test: test_orders.py::test_rounding)*\n\n"
        "`{record}` takes a name of the data map in any case and number, and every term; `{system}` a name of the\n"
        "table of systems, with or without *the*; `{field}` and `{value}` stand in backticks; `{count}` is digits,\n"
        "with commas if wished, or a word up to *twelve*; `{duration}` is like *15 minutes*, *60 s*, *a minute*,\n"
        "*half an hour*; `{statuses}` is like *400 or 422* or *5xx*; `{zone}` is the name of a time zone.\n\n"
        "A sentence in other words is not lost: where it can be told what it says, `check` offers the whole\n"
        "sentence in these words, with the document's own names and with what that assumes, and `ask` or an editor\n"
        "puts it in place by one key. That goes for who does it (*Shop drops it*, *an agent reassigns the ticket*),\n"
        "for *Given ... when ... then*, for *is sent from one system to the other*, outages, repeats, numbers in\n"
        "words, headings in front (*AC1:*) and missing backticks. One word that is not understood, or that two\n"
        "people measure differently (*quickly*, *several*), and the sentence is asked about instead. What leaves\n"
        "something open is asked: what happens, what must then be true, or by when.\n"
    )
    parts = [introduction]
    for kind, catalogue in shapes().items():
        parts.append(f"## {kind.capitalize()}\n")
        for name, shape in catalogue.items.items():
            said = catalogue.docs[name].strip().replace("\n", " ")
            forms = "\n".join(f"    {expression}" for expression in shape.expressions)
            parts.append(f"### {name.replace('_', ' ')}\n\n{said}\n\n{forms}\n\nExample: {shape.example}\n")
    return "\n".join([*parts, _LEFT_OPEN])


_LEFT_OPEN = """\
## Left open on purpose

A question of `check` is silenced only by a row under this heading, and `check` lists the row each time.

    ## Left open on purpose

    | Question           | About   | Decided by | Why                                   |
    | ------------------ | ------- | ---------- | ------------------------------------- |
    | `delete-undecided` | Invoice | Ida Rhodes | nobody deletes an invoice before 2028 |

- **Question** is the name that `check` prints beside the place.
- **About** names what it is asked about: the record, system, story, criterion, field, or several (`Invoice in Books`).
  It may be empty while the question is asked once; `all` means every one, also those to come.
- **Decided by** is the owner, or somebody whom People calls a delegate or deputy.
- A row without who or why, by anybody else, of a question that is not asked, or of an error is itself a finding.
  Errors, and what nothing can run without, cannot be left open.
"""


def _mapping_rules() -> str:
    catalogue = mapping_rules()
    parts = [
        "# Mapping rules\n\nWhat may stand in the Rule column of a field table. An empty cell: the values are equal.\n"
    ]
    for name, rule in catalogue.items.items():
        forms = "\n".join(f"    {shape}" for shape in rule.shapes)
        parts.append(f"## {name.replace('_', ' ')}\n\n{catalogue.docs[name].strip()}\n\n{forms}\n")
        parts.append(_samples(rule))
    return "\n".join(parts)


def _drivers() -> str:
    catalogue = drivers()
    introduction = (
        "# What makes work\n\n"
        "What `interlock estimate` counts in a document and its two systems, and the default weights of each. How it\n"
        "comes to hours and days, and what the weights are based on: [the estimate](estimate.md).\n"
    )
    parts = [introduction]
    for name, driver in catalogue.items.items():
        widens = " Each one widens the ranges." if driver.widens else ""
        parts.append(f"## {name}\n\n*{driver.title}.* {catalogue.docs[name].strip()}{widens}\n")
    parts.append(f"## The default weights\n\n```toml\n{default_text().rstrip()}\n```\n")
    return "\n".join(parts)


def _probes() -> str:
    introduction = (
        "# What a live system is asked\n\nEvery question of `interlock learn NAME --probe`, in the order of asking. "
        "How answers are come by, and what becomes\nof them: [asking a live system](probing.md).\n"
    )
    parts = [introduction]
    for write, title in ((False, "By reading"), (True, "By writing (`--write`, in a sandbox only)")):
        parts.append(f"## {title}\n")
        for name, probe in in_turn(write=write):
            said, _, more = every_probe().docs[name].strip().partition("\n\n")
            made = f", {probe.makes} items at most" if probe.makes else ""
            parts.append(
                f"### {name}\n\n*{said}* {' '.join(more.split())}\n\nWhy it matters: {probe.why}. "
                f"At most {probe.most} requests{made}.\n\nExample: {probe.example}\n"
            )
    return "\n".join(parts)


def _signatures() -> str:
    introduction = (
        "# How webhooks are signed\n\nWhat `signature` in `interlock.toml` may be. Signatures are compared in constant "
        "time; `old_secret` is accepted beside\n`secret`. How webhooks are received is in [operating](operating.md).\n"
    )
    parts = [introduction]
    for name in schemes().items:
        said, _, more = schemes().docs[name].strip().partition("\n\n")
        parts.append(f"## {name}\n\n{said}\n\n" + "\n".join(f"- {line}" for line in more.splitlines()) + "\n")
    return "\n".join(parts)


_EFFECTS = {
    Effect.BREAKING: ("Breaking for the partner", "The partner loses something, or has to change something."),
    Effect.VERIFY: ("Needs re-verification", "What was tested has to be tested again."),
    Effect.WORDING: ("Wording only", "Nothing that runs or that was promised is another."),
}


def _changes() -> str:
    introduction = (
        "# Kinds of change\n\n`interlock diff` says of each change what kind it is. Who signs again does not follow "
        "from the kind but\nfrom the layer that the changed words belong to; how layers are signed is in "
        "[signing](signing.md).\n"
    )
    parts = [introduction]
    for effect, (title, meaning) in _EFFECTS.items():
        parts.append(f"## {title}\n\n{meaning}\n")
        for name, kind in kinds().items.items():
            if kind.effect is effect:
                said, _, more = kinds().docs[name].strip().partition("\n\n")
                parts.append(f"- **{name.replace('_', ' ')}**: {said} {' '.join(more.split())}")
        parts.append("")
    return "\n".join(parts)


def _breakages() -> str:
    introduction = (
        "# Ways to break an integration\n\n"
        "`interlock verify --falsify` breaks the integration in each of these ways, wherever that can be in the\n"
        "document, and runs the criteria that speak of it: each must make one fail. What none notices is a gap; the\n"
        "report says which criterion would close it, and `verify --gaps` writes it into the document. The criteria\n"
        "with the shapes that a breakage names are tried first, the quick ones before the slow ones.\n"
    )
    parts = [introduction]
    for name, one in breakages().items.items():
        shows = ", ".join(f"`{shape}`" for shape in one.shows)
        said = breakages().docs[name].strip()
        parts.append(f"## {name}\n\nThe integration {one.title}. {said} Shown first by: {shows}.\n")
    return "\n".join(parts)


def _gates() -> str:
    introduction = (
        "# Gates\n\n"
        "What must be true before an integration goes live. `interlock status` shows each gate with what is missing,\n"
        "whose turn it is, and since when; nobody ticks one. A gate rests on what was found in the document, run,\n"
        "signed, or said by a named person, which is shown as such, and is open again when what it holds for changes.\n"
        "Evidence is kept in `evidence/` and belongs into the repository.\n"
    )
    parts = [introduction]
    for stage in Stage:
        parts.append(f"## {stage.value.capitalize()}\n")
        of_stage = [(name, one) for name, one in conditions().items.items() if one.stage is stage]
        for name, one in sorted(of_stage, key=lambda pair: pair[1].place):
            said, _, more = conditions().docs[name].strip().partition("\n\n")
            after = ", ".join(f"`{code}`" for code in one.after)
            parts.append(
                f"### {code_of(name)}\n\n*{' '.join(said.split())}* {' '.join(more.split())}\n\n"
                f"- While it is open, for example: {one.missing}\n- To close it: {one.close}"
                + (f"\n- Nobody's turn before: {after}" if after else "")
                + "\n"
            )
    return "\n".join(parts)


def _samples(rule: Rule) -> str:
    head = "| rule | value | becomes |\n| --- | --- | --- |"
    rows = []
    for sample in rule.samples[:4]:
        becomes = _cell(_json(sample.target)) if sample.fits else "held"
        rows.append(f"| {_cell(sample.text)} | {_cell(_json(sample.source))} | {becomes} |")
    return "\n".join([head, *rows]) + "\n"


def _cell(text: str) -> str:
    """The text as it must be written in a table cell."""
    return text.replace("|", "\\|") or "(empty)"


def _json(value: JSON) -> str:
    """A value as JSON in backticks."""
    return f"`{orjson.dumps(value).decode()}`"
