"""Views of findings, verdicts, plans and what was learned: text for people, JSON for programs."""

from typing import TYPE_CHECKING

from interlock.catalogue import on_demand

if TYPE_CHECKING:
    from interlock.render.annotations import falsification_github, findings_github, verdicts_github
    from interlock.render.asked import answers_json, answers_text, question_text
    from interlock.render.coldreads import coldread_json, coldread_text
    from interlock.render.differences import diff_json, diff_markdown, diff_text
    from interlock.render.estimates import estimate_json, estimate_text
    from interlock.render.falsifications import falsification_json, falsification_text
    from interlock.render.findings import findings_json, findings_text
    from interlock.render.golives import golive_json, golive_page, golive_text, preview_text, rollback_text
    from interlock.render.held_items import (
        decided_text,
        detail_text,
        held_csv,
        held_json,
        held_text,
        option_of,
    )
    from interlock.render.histories import history_csv, history_json, history_text
    from interlock.render.imports import import_json, import_text
    from interlock.render.junit import falsification_junit, findings_junit, verdicts_junit
    from interlock.render.ledgers import flaws_text, ledger_json, size_text
    from interlock.render.link_lists import links_csv, links_json
    from interlock.render.marks import fingerprint, fingerprints
    from interlock.render.plain import counted, visible, wrapped
    from interlock.render.plans import changes_text, cycle_json, cycle_text, plan_json, plan_text
    from interlock.render.probed import probed_text
    from interlock.render.profiles import profile_text, record_facts, system_facts
    from interlock.render.proposals import proposal_json, proposal_text
    from interlock.render.readiness import letter_text, readiness_json, readiness_text
    from interlock.render.rule_pages import rule_index, rule_page, rule_text
    from interlock.render.sarif import findings_sarif
    from interlock.render.signatures import signatures_json, signatures_text
    from interlock.render.statuses import needs, status_json, status_text, statuses_json
    from interlock.render.suggestions import (
        asked_text,
        best_text,
        heading_text,
        left_out_text,
        suggestions_json,
        suggestions_text,
    )
    from interlock.render.times import spanned
    from interlock.render.traces import trace_text
    from interlock.render.verdicts import (
        observation_lines,
        verdict_blocks,
        verdict_text,
        verdicts_json,
        verdicts_summary,
        verdicts_text,
    )

__all__ = [
    "answers_json",
    "answers_text",
    "asked_text",
    "best_text",
    "changes_text",
    "coldread_json",
    "coldread_text",
    "counted",
    "cycle_json",
    "cycle_text",
    "decided_text",
    "detail_text",
    "diff_json",
    "diff_markdown",
    "diff_text",
    "estimate_json",
    "estimate_text",
    "falsification_github",
    "falsification_json",
    "falsification_junit",
    "falsification_text",
    "findings_github",
    "findings_json",
    "findings_junit",
    "findings_sarif",
    "findings_text",
    "fingerprint",
    "fingerprints",
    "flaws_text",
    "golive_json",
    "golive_page",
    "golive_text",
    "heading_text",
    "held_csv",
    "held_json",
    "held_text",
    "history_csv",
    "history_json",
    "history_text",
    "import_json",
    "import_text",
    "ledger_json",
    "left_out_text",
    "letter_text",
    "links_csv",
    "links_json",
    "needs",
    "observation_lines",
    "option_of",
    "plan_json",
    "plan_text",
    "preview_text",
    "probed_text",
    "profile_text",
    "proposal_json",
    "proposal_text",
    "question_text",
    "readiness_json",
    "readiness_text",
    "record_facts",
    "rollback_text",
    "rule_index",
    "rule_page",
    "rule_text",
    "signatures_json",
    "signatures_text",
    "size_text",
    "spanned",
    "status_json",
    "status_text",
    "statuses_json",
    "suggestions_json",
    "suggestions_text",
    "system_facts",
    "trace_text",
    "verdict_blocks",
    "verdict_text",
    "verdicts_github",
    "verdicts_json",
    "verdicts_junit",
    "verdicts_summary",
    "verdicts_text",
    "visible",
    "wrapped",
]

__getattr__ = on_demand(
    __name__,
    {
        "annotations": ("falsification_github", "findings_github", "verdicts_github"),
        "asked": (
            "answers_json",
            "answers_text",
            "question_text",
        ),
        "differences": ("diff_json", "diff_markdown", "diff_text"),
        "coldreads": ("coldread_json", "coldread_text"),
        "estimates": ("estimate_json", "estimate_text"),
        "readiness": ("letter_text", "readiness_json", "readiness_text"),
        "falsifications": ("falsification_json", "falsification_text"),
        "signatures": ("signatures_json", "signatures_text"),
        "findings": (
            "findings_json",
            "findings_text",
        ),
        "marks": ("fingerprint", "fingerprints"),
        "golives": ("golive_json", "golive_page", "golive_text", "preview_text", "rollback_text"),
        "held_items": (
            "decided_text",
            "detail_text",
            "held_csv",
            "held_json",
            "held_text",
            "option_of",
        ),
        "histories": (
            "history_csv",
            "history_json",
            "history_text",
        ),
        "imports": ("import_json", "import_text"),
        "junit": ("falsification_junit", "findings_junit", "verdicts_junit"),
        "ledgers": (
            "flaws_text",
            "ledger_json",
            "size_text",
        ),
        "link_lists": (
            "links_csv",
            "links_json",
        ),
        "plain": (
            "counted",
            "visible",
            "wrapped",
        ),
        "plans": (
            "changes_text",
            "cycle_json",
            "cycle_text",
            "plan_json",
            "plan_text",
        ),
        "probed": ("probed_text",),
        "profiles": ("profile_text", "record_facts", "system_facts"),
        "proposals": (
            "proposal_json",
            "proposal_text",
        ),
        "rule_pages": (
            "rule_index",
            "rule_page",
            "rule_text",
        ),
        "sarif": ("findings_sarif",),
        "statuses": (
            "needs",
            "status_json",
            "status_text",
            "statuses_json",
        ),
        "suggestions": (
            "asked_text",
            "best_text",
            "heading_text",
            "left_out_text",
            "suggestions_json",
            "suggestions_text",
        ),
        "times": ("spanned",),
        "traces": ("trace_text",),
        "verdicts": (
            "observation_lines",
            "verdict_blocks",
            "verdict_text",
            "verdicts_json",
            "verdicts_summary",
            "verdicts_text",
        ),
    },
)
