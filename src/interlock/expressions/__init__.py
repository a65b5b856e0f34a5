"""Expressions of documents, in JSONata, behind one function: `expression(text)` gives what works a value out of others.

An expression sees what it is given and nothing else, gives the same for the same, and is held to limits of steps, time,
depth and size, whatever it says. The engine (extra `expressions`) is behind this function alone.
"""

from interlock.expressions.jsonata import CannotTell, Expression, NotAnExpression, expression

__all__ = ["CannotTell", "Expression", "NotAnExpression", "expression"]
