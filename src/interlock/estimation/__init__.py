"""Says what an integration may take: effort and calendar as ranges, with what they come from.

`counted` counts what makes work in a document, weights say what each of it takes, and outcomes are drawn (Monte Carlo
over three-point estimates). Pure: chance, the day and files come from outside.
"""

# Loading the folder binds its name here once; loaded first, it does not later take the place of the function `drivers`.
import interlock.estimation.drivers  # noqa: F401
from interlock.estimation.calibration import Calibration, Finished, calibrate
from interlock.estimation.draws import Chance, Chances
from interlock.estimation.driver import Driver, counted, drivers
from interlock.estimation.effort import Deck
from interlock.estimation.facts import Facts
from interlock.estimation.history import HistoryRow, columns, read_history
from interlock.estimation.outcome import GOOD_CHANCE, Estimator, estimator
from interlock.estimation.weights import Weights, default_text, default_weights, parse
from interlock.estimation.without import can_be_left_out

__all__ = [
    "GOOD_CHANCE",
    "Calibration",
    "Chance",
    "Chances",
    "Deck",
    "Driver",
    "Estimator",
    "Facts",
    "Finished",
    "HistoryRow",
    "Weights",
    "calibrate",
    "can_be_left_out",
    "columns",
    "counted",
    "default_text",
    "default_weights",
    "drivers",
    "estimator",
    "parse",
    "read_history",
]
