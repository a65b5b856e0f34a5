"""The program is called inside the test's own process, as in the tests of the program."""

from tests.cli.conftest import call

__all__ = ["call"]
