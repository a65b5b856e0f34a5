"""Judges an integration that somebody else built, between two sandboxes that it reaches over HTTP."""

from interlock.verify.external.bench import ExternalBench
from interlock.verify.external.between import Between, Judged, Switch

__all__ = ["Between", "ExternalBench", "Judged", "Switch"]
