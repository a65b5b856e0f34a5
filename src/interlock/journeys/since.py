"""Since when the two layers of a document stand as they do, as the history of its repository tells."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.git import Revision
from interlock.agreement.layers import content
from interlock.document import decode, read
from interlock.errors import InterlockError
from interlock.journeys.project import Project
from interlock.model.agreement import Layer
from interlock.model.corrections import corrections_file
from interlock.model.evidence import DESCRIPTIONS

_MOST = 12
"""So many versions of a document are looked at; where a layer is older than all of them, nothing is said."""


def since(project: Project) -> Mapping[str, datetime]:
    """When each layer (`scope`, `spec`) and the API descriptions (`descriptions`) last changed, by its name.

    A layer is left out where nothing tells: there is no repository, the document is not committed as it is, or the
    layer is older than what is looked at. The spec takes the API descriptions with it.
    """
    with suppress(InterlockError):
        return _since(project, Revision(project.folder, "HEAD"))
    return {}


def _since(project: Project, head: Revision) -> dict[str, datetime]:
    name = f"{head.prefix}{Path(project.document.path).name}"
    committed = head.read(name)
    now = content(project.document).digests
    found: dict[str, datetime] = {}
    open_layers = set(Layer) if committed is not None and _digests(committed, name) == now else set()
    commits = head.commits_of(name, most=_MOST) if open_layers else ()
    for commit, at in commits:
        data = Revision(project.folder, commit).read(name)
        then = None if data is None else _digests(data, name)
        open_layers = {one for one in open_layers if then is not None and then[one] == now[one]}
        found |= {one.value: at for one in open_layers}
        if not open_layers:
            break
    if open_layers and len(commits) == _MOST:
        for one in open_layers:
            found.pop(one.value, None)
    described = _described(project, head)
    if described:
        found[DESCRIPTIONS] = max(described)
    if Layer.SPEC.value in found and described is not None:
        found[Layer.SPEC.value] = max(found[Layer.SPEC.value], *described) if described else found[Layer.SPEC.value]
    else:
        found.pop(Layer.SPEC.value, None)
    return found


def _digests(data: bytes, name: str) -> Mapping[Layer, str]:
    return content(read(decode(data, name), name).document).digests


def _described(project: Project, head: Revision) -> list[datetime] | None:
    """When each API description, and its corrections, last changed; None where one is not committed as it is."""
    dates = []
    for row in project.document.systems:
        for relative in (row.description, corrections_file(row.name)):
            path = files.inside(project.folder, relative) if relative else None
            if path is None or not path.is_file():
                continue
            name = f"{head.prefix}{relative}"
            last = head.commits_of(name, most=1)
            if not last or head.read(name) != files.read(path, what="API description"):
                return None
            dates.append(last[0][1])
    return dates
