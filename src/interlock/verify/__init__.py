"""Turns acceptance criteria into tests on two sandboxes in virtual time, and judges the integration by them."""

from interlock.verify.bench import as_stated, begins_at
from interlock.verify.engine import Build, Engine, Parts, integration
from interlock.verify.falsifying import breakages, falsify
from interlock.verify.judge import judge
from interlock.verify.verifying import chosen, verify

__all__ = [
    "Build",
    "Engine",
    "Parts",
    "as_stated",
    "begins_at",
    "breakages",
    "chosen",
    "falsify",
    "integration",
    "judge",
    "verify",
]
