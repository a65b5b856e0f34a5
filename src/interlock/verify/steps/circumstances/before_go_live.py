"""The trigger happened before the integration went live."""

from __future__ import annotations

from interlock.verify.steps._base import Circumstance, Phase

step = Circumstance(phase=Phase.BEFORE_GO_LIVE)
