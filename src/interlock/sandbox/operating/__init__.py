"""What a person does to a sandbox while it runs: faults by text, and a page and an interface to add and lift them."""

from interlock.sandbox.operating.attended import Attended
from interlock.sandbox.operating.said import Trouble, read_script, read_trouble
from interlock.sandbox.operating.troubles import Troubles

__all__ = ["Attended", "Trouble", "Troubles", "read_script", "read_trouble"]
