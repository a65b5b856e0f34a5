"""What click has to say about a call, in the words and form of all other errors."""

from __future__ import annotations

import re
from typing import Any

import click
from click.exceptions import BadParameter, ClickException, MissingParameter, NoSuchOption

from interlock.catalogue import did_you_mean, nearest
from interlock.errors import UsageError


def in_our_words(problem: ClickException) -> UsageError:
    """The mistake in the call as an error: what was given, what was expected, what to do."""
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    help_of = f"see `{context.command_path} --help`" if context is not None else ""
    if isinstance(problem, NoSuchOption):
        known = (
            [] if context is None else [name for param in context.command.get_params(context) for name in param.opts]
        )
        close = nearest(problem.option_name, known)
        hint = did_you_mean(problem.option_name, known) if close else help_of
        return UsageError(f"there is no option `{problem.option_name}`", hint=hint)
    if isinstance(problem, MissingParameter):
        return UsageError(f"`{_name(problem)}` is not given", hint=help_of)
    if isinstance(problem, BadParameter) and problem.param is not None:
        return UsageError(_not_fitting(problem, problem.param), hint=help_of)
    return UsageError(_quoted(problem.format_message()), hint=help_of)


def _not_fitting(problem: BadParameter, param: click.Parameter) -> str:
    given, is_not, _ = problem.message.partition(" is not ")
    expected = _expected(param.type)
    if not is_not or not expected:
        return f"`{_name(problem)}`: {_quoted(problem.message)}"
    return f"`{_name(problem)}` is `{given.strip(chr(39))}`, expected {expected}"


def _name(problem: BadParameter) -> str:
    if problem.param is None or problem.ctx is None:
        return problem.param_hint if isinstance(problem.param_hint, str) else "a value"
    return problem.param.opts[0] if isinstance(problem.param, click.Option) else problem.param.make_metavar(problem.ctx)


def _expected(kind: click.ParamType[Any]) -> str:
    """What may stand there, where it can be said."""
    if isinstance(kind, click.Choice):
        *first, last = (f"`{choice}`" for choice in kind.choices)
        return f"{', '.join(first)} or {last}" if first else last
    if isinstance(kind, click.IntRange):
        upper = "or more" if kind.max is None else f"to {kind.max:,}"
        return f"a whole number, {kind.min:,} {upper}"
    return "a whole number" if kind is click.INT else ""


def _quoted(message: str) -> str:
    """The message without capital and full stop, with names in backticks."""
    plain = re.sub(r"'([^']*)'", r"`\1`", message.strip().removesuffix("."))
    return plain[:1].lower() + plain[1:]
