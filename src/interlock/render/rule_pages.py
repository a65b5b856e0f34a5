"""The page of each rule of the cold read, and the index of all."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.finding import Severity
from interlock.model.guidance import Guidance

_SEVERITIES = {
    Severity.ERROR: "error: nothing can be built or run on it",
    Severity.QUESTION: "question: a decision is open",
    Severity.WARNING: "warning: it runs, and probably not as meant",
    Severity.NOTE: "note: worth knowing",
}


def rule_page(guidance: Guidance, *, elsewhere: str = "") -> str:
    """The Markdown page of one rule (`docs/rules/CODE.md`); `elsewhere` is why `ask` cannot write its answer."""
    not_by_ask = f"\n`interlock ask` points there and goes on: {elsewhere}.\n" if elsewhere else ""
    return f"""\
# {guidance.code}

{guidance.title}.

Family: {family_name(guidance.family)}. Severity: {_SEVERITIES[guidance.severity]}.

## What it asks

{guidance.asks}

## Why it matters

{guidance.matters}

## How to answer

{guidance.answer}
{not_by_ask}
## Asked of this

```markdown
{guidance.bad}
```

## Not asked of this

```markdown
{guidance.good}
```
"""


def rule_text(guidance: Guidance, *, elsewhere: str = "") -> str:
    """The same as text for a terminal, as `explain` prints it."""
    return rule_page(guidance, elsewhere=elsewhere).replace("```markdown\n", "").replace("```\n", "")


def rule_index(guidances: Iterable[Guidance]) -> str:
    """The Markdown page that lists all rules by family (`docs/rules/index.md`)."""
    families: dict[str, list[Guidance]] = {}
    for guidance in guidances:
        families.setdefault(guidance.family, []).append(guidance)
    parts = [
        "# Rules of the cold read\n",
        "What `interlock check` asks, each on a page of its own. The pages are written from the rules themselves.\n",
    ]
    for family in sorted(families):
        parts.append(f"## {family_name(family).capitalize()}\n")
        parts.append("| Rule | What is wrong | Severity |")
        parts.append("| ---- | ------------- | -------- |")
        rules = sorted(families[family], key=lambda guidance: guidance.code)
        parts.extend(f"| [{one.code}]({one.code}.md) | {one.title} | {one.severity.value} |" for one in rules)
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def family_name(family: str) -> str:
    """A family's folder name as words."""
    return family.replace("_", " ")
