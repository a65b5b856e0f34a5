"""Files of office programs without the time at which they were packed: the same words give the same bytes."""

from __future__ import annotations

import io
import zipfile

_PACKED = (1980, 1, 1, 0, 0, 0)


def steady(data: bytes) -> bytes:
    """A zip with the same parts in the same order, all of the earliest time that a zip can name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _PACKED)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return made.getvalue()
