"""Brings alerts to whoever watches the program's standard error."""

from __future__ import annotations

import sys

from interlock.model.alert import Alert


class ConsoleAlerts:
    """Prints each alert as one line on standard error."""

    def send(self, alert: Alert) -> None:
        """Print it."""
        to = f" (for {alert.to})" if alert.to else ""
        told = alert.message.removeprefix(f"{alert.subject}: ")
        # Control characters of somebody's data must not steer the terminal.
        message = "".join(c if c.isprintable() else "�" for c in f"{alert.subject}: {told}{to}")
        sys.stderr.write(f"ALERT {alert.at:%Y-%m-%d %H:%M:%S}Z {alert.kind}: {message}\n")
