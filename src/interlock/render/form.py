"""What a form of rendering is: the contract of the files in `render/forms`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interlock.model.reply import Acceptable
from interlock.model.sheet import Sheet
from interlock.render.view.model import View


@dataclass(frozen=True, slots=True)
class Settings:
    """What a rendering is told beside the view: the tool's version, whether the partner answers in it, the tables.

    `accepts` is what end users can accept in it.
    """

    version: str
    partner: bool = False
    sheets: tuple[Sheet, ...] = ()
    accepts: tuple[Acceptable, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the ending of its file, whether it is text that can be printed, and what makes it.

    `write` raises `interlock.errors.InterlockError` where something that it needs is not installed. `answers` says that
    the partner can answer in it.
    """

    ending: str
    write: Callable[[View, Settings], bytes]
    text: bool = True
    answers: bool = False
