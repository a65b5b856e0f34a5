"""The cold read: what an engineer who was in no meeting would have to ask, one rule one file."""

from interlock.rules.checklist import checklist
from interlock.rules.context import Context
from interlock.rules.engine import ColdRead, check, cold_read, families, guides, rules
from interlock.rules.rule import Concern, Needs, Rule

__all__ = [
    "ColdRead",
    "Concern",
    "Context",
    "Needs",
    "Rule",
    "check",
    "checklist",
    "cold_read",
    "families",
    "guides",
    "rules",
]
