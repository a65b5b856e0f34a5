"""The trigger happened before the integration ran for the first time."""

from __future__ import annotations

from interlock.verify.steps._base import Circumstance, Phase

step = Circumstance(phase=Phase.BEFORE_FIRST_RUN)
