"""The process that expressions run in: one request a line, one answer a line, and nothing else.

The engine's own limits do not hold everywhere (two deeply shared values that are compared, the value that an error
carries), so the process has limits of its own: so much memory, and so much processor time for one request, after which
it is ended by the system wherever it is. Started as a program, never imported.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from typing import Any

_MEMORY = 768 * 2**20


def main() -> None:
    """Answer until nobody asks any more."""
    import jlens  # noqa: PLC0415 - before memory is limited

    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the program ends this one by asking no more
    made: dict[str, Any] = {}
    timed = hasattr(signal, "setitimer")
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if timed:
            signal.setitimer(signal.ITIMER_PROF, request["most_s"])
        answer = _answer(jlens, made, request)
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _answer(jlens: Any, made: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    text = request["text"]
    try:
        expression = made.get(text)
        if expression is None:
            expression = jlens.Expression(text)
            if len(made) < 10_000:
                made[text] = expression
        if "given" not in request:
            return {"reads": expression.reads()}
        return {"result": expression.evaluate_json(request["given"], **request["limits"])}
    except jlens.JlensError as error:
        return {"code": error.code, "position": error.position}
    except (ValueError, TypeError, MemoryError) as error:
        return {"code": type(error).__name__, "position": None}


if __name__ == "__main__":
    main()
