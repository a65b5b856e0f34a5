"""Findings as JUnit XML, which every build service shows: each rule is a test case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as Xml

from interlock.model.finding import Finding
from interlock.model.guidance import Guidance
from interlock.model.silence import Silenced
from interlock.render.plain import visible
from interlock.render.rule_pages import family_name


def findings_junit(
    findings: Sequence[Finding], guides: Mapping[str, Guidance], *, silenced: Sequence[Silenced] = ()
) -> str:
    """A suite for each family of rules: a rule with findings failed, one that only silenced ones have was skipped.

    Problems that were found while reading are cases of the suite `reading`.
    """
    families: dict[str, list[str]] = {}
    for code, guidance in guides.items():
        families.setdefault(family_name(guidance.family), []).append(code)
    for finding in findings:
        if finding.code not in guides and finding.code not in families.setdefault("reading", []):
            families["reading"].append(finding.code)
    asked: dict[str, list[Finding]] = {}
    for finding in findings:
        asked.setdefault(finding.code, []).append(finding)
    left = {one.finding.code: one for one in reversed(silenced)}
    root = Xml.Element("testsuites", name="interlock check")
    for family in sorted(families):
        _suite(root, family, [_case(code, asked.get(code, ()), left.get(code)) for code in sorted(families[family])])
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(root: Xml.Element, family: str, cases: Sequence[Xml.Element]) -> None:
    suite = Xml.SubElement(root, "testsuite", name=f"interlock check: {family}")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    for case in cases:
        case.set("classname", f"interlock.{family.replace(' ', '_')}")
        suite.append(case)


def _case(code: str, findings: Sequence[Finding], silenced: Silenced | None) -> Xml.Element:
    case = Xml.Element("testcase", name=code)
    if findings:
        # Many readers take no more than one failure of a case.
        message = "; ".join(finding.message for finding in findings)
        failure = Xml.SubElement(case, "failure", message=_text(message), type=findings[0].severity.value)
        failure.text = _text("\n\n".join(_said(finding) for finding in findings))
    elif silenced is not None:
        why = f"{silenced.silence.decided_by}: {silenced.silence.why}"
        Xml.SubElement(case, "skipped", message=_text(why))
    return case


def _said(finding: Finding) -> str:
    said = [f"{finding.place}: {finding.message}", finding.why, finding.hint, finding.asks and f"asks {finding.asks}"]
    return "\n".join(one for one in said if one)


def _text(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(c if c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in visible(text, newlines=True))
