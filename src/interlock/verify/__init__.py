"""Turns acceptance criteria into tests on two sandboxes in virtual time, and judges the integration by them."""

from interlock.verify.engine import Build, Engine, Parts, integration
from interlock.verify.falsifying import breakages, falsify
from interlock.verify.judge import judge
from interlock.verify.verifying import chosen, verify

__all__ = ["Build", "Engine", "Parts", "breakages", "chosen", "falsify", "integration", "judge", "verify"]
