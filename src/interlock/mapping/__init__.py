"""Turns field rows into functions between the two systems.

`parse_rule` understands the words of a rule cell, `compile_record` makes the mapping of a record, `holds` answers a
condition. Everything takes values and gives values.
"""

# Loading the folder binds its name here once; loaded first, it does not later take the place of the function `rules`.
import interlock.mapping.rules  # noqa: F401
from interlock.mapping.agreement import agree
from interlock.mapping.compiler import Compiled, compile_record, problems_of
from interlock.mapping.conditions import holds
from interlock.mapping.drafts import find_field
from interlock.mapping.given import Ends, given, spells
from interlock.mapping.language import nearest_rules, parse_rule, rules
from interlock.mapping.outcome import Unfit, Waiting
from interlock.mapping.pair import PairMapping
from interlock.mapping.record import RecordMapping
from interlock.mapping.rewording import reword
from interlock.mapping.rule import Rule, RuleUse, Sample, Written
from interlock.mapping.trial import Trial, Tried, trial

__all__ = [
    "Compiled",
    "Ends",
    "PairMapping",
    "RecordMapping",
    "Rule",
    "RuleUse",
    "Sample",
    "Trial",
    "Tried",
    "Unfit",
    "Waiting",
    "Written",
    "agree",
    "compile_record",
    "find_field",
    "given",
    "holds",
    "nearest_rules",
    "parse_rule",
    "problems_of",
    "reword",
    "rules",
    "spells",
    "trial",
]
