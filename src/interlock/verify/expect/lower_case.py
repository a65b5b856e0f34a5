"""The text in small letters."""

from interlock.verify.expect._texts import lettered

expectation = lettered(str.lower)
