"""Single spaces between words."""

from __future__ import annotations

import re

from interlock.verify.expect._texts import lettered

expectation = lettered(lambda text: re.sub(r"\s+", " ", text).strip())
