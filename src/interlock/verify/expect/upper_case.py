"""The text in capital letters."""

from interlock.verify.expect._texts import lettered

expectation = lettered(str.upper)
