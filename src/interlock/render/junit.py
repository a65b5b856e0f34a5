"""Findings and verdicts as JUnit XML, which every build service shows: each rule or criterion is a test case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as Xml

from interlock.model.falsification import Broken, Falsification
from interlock.model.finding import Finding
from interlock.model.guidance import Guidance
from interlock.model.silence import Silenced
from interlock.model.verdict import Judgement, Verdict
from interlock.render.plain import visible
from interlock.render.rule_pages import family_name
from interlock.render.verdicts import verdict_text


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
        cases = [_case(code, asked.get(code, ()), left.get(code)) for code in sorted(families[family])]
        _suite(root, f"interlock check: {family}", f"interlock.{family.replace(' ', '_')}", cases)
    return _whole(root, "tests", "failures", "skipped")


def verdicts_junit(verdicts: Sequence[Verdict]) -> str:
    """A suite with a case for each criterion; one that cannot be told is an error, for nothing was proved."""
    root = Xml.Element("testsuites", name="interlock verify")
    _suite(root, "interlock verify: criteria", "interlock.criteria", [_judged(one) for one in verdicts])
    return _whole(root)


def falsification_junit(found: Falsification) -> str:
    """The same, with a suite of what was broken: a case failed where no criterion noticed it."""
    root = Xml.Element("testsuites", name="interlock verify")
    vacuous = {one.criterion for one in found.vacuous}
    judged = [_judged(one, vacuous=one.criterion in vacuous) for one in found.sound]
    _suite(root, "interlock verify: criteria", "interlock.criteria", judged)
    broken = [_broken(one, whole=found.whole) for one in found.broken]
    _suite(root, "interlock verify: broken on purpose", "interlock.broken_on_purpose", broken)
    return _whole(root)


def _judged(one: Verdict, *, vacuous: bool = False) -> Xml.Element:
    case = Xml.Element("testcase", name=_text(one.criterion), file=_text(one.place.file), line=str(one.place.line))
    case.set("time", f"{one.real_s:.3f}")
    if one.judgement is not Judgement.MET:
        kind = "failure" if one.judgement is Judgement.NOT_MET else "error"
        told = Xml.SubElement(case, kind, message=_text(one.reason), type=one.judgement.value)
        told.text = _text(verdict_text(one, width=160))
    elif vacuous:
        Xml.SubElement(case, "failure", message="nothing that was broken fails this criterion", type="proves nothing")
    return case


def _broken(one: Broken, *, whole: bool) -> Xml.Element:
    case = Xml.Element("testcase", name=_text(f"{one.title}: {one.where}"))
    if not one.caught:
        message = "no criterion notices it" if whole else "these criteria do not notice it"
        missing = Xml.SubElement(case, "failure", message=message, type="gap")
        missing.text = _text(f"add: {one.criterion}" if whole else f"tried: {', '.join(one.tried)}")
    return case


def _whole(root: Xml.Element, *counts: str) -> str:
    """The XML, with the sums of its suites."""
    for name in counts or ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def _suite(root: Xml.Element, name: str, class_name: str, cases: Sequence[Xml.Element]) -> None:
    suite = Xml.SubElement(root, "testsuite", name=name)
    suite.set("tests", str(len(cases)))
    for count, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(kind) is not None for case in cases)))
    for case in cases:
        case.set("classname", class_name)
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
