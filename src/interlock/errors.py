"""The exceptions of Interlock: each means that it could not go on.

A problem in what a person wrote is never an exception but a `Finding`.

    InterlockError                 could not go on; says what was given, what was expected and what to do
    ├── UsageError                 we were asked wrongly: a flag, a name, a file that is not there
    ├── InputError                 a file cannot be read at all (encoding, size, syntax)
    ├── SettingsError              interlock.toml is missing, broken or names what is not there
    ├── LedgerError                the ledger cannot be opened, read or written
    │   └── LeaseLost              another process owns the flow now; nothing more may be written
    ├── SystemFault               a system could not do what was asked
    │   ├── Unreachable            no answer: refused, reset, timed out; a write may or may not have happened
    │   ├── Refused                it answered with an error status
    │   ├── Unauthorised           401 after one refresh; the connection stops
    │   └── Untrusted              it answered something that cannot be what its description promises
    └── NotPossible                the profile says that this system cannot do this
"""

from __future__ import annotations


class InterlockError(Exception):
    """Could not go on; `hint` is the way out, shown below the message."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(InterlockError):
    """We were asked wrongly."""


class InputError(InterlockError):
    """A file cannot be read at all."""


class SettingsError(InterlockError):
    """`interlock.toml` is missing, broken or names what is not there."""


class LedgerError(InterlockError):
    """The ledger cannot be opened, read or written."""


class LeaseLost(LedgerError):
    """Another process owns the flow now; nothing more may be written."""


class SystemFault(InterlockError):
    """A system could not do what was asked; the parent, never raised itself."""


class Unreachable(SystemFault):
    """No answer. `sent` tells whether the request may have arrived: then its effect is in doubt."""

    def __init__(self, message: str, *, sent: bool, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.sent = sent


class Refused(SystemFault):
    """The system answered with an error status; `wait_s` is what Retry-After asked for."""

    def __init__(
        self, message: str, *, status: int, body: object = None, wait_s: float | None = None, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.body = body
        self.wait_s = wait_s


class Unauthorised(SystemFault):
    """The credential is not accepted, also after one refresh. `error` is what a token endpoint calls it."""

    def __init__(self, message: str, *, hint: str = "", error: str = "") -> None:
        super().__init__(message, hint=hint)
        self.error = error


class Untrusted(SystemFault):
    """The answer cannot be what the description promises (HTML, cut off, endless paging)."""


class NotPossible(SystemFault):
    """The profile says that this system cannot do this."""
