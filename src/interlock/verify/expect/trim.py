"""The text without spaces at its ends."""

from interlock.verify.expect._texts import lettered

expectation = lettered(str.strip)
