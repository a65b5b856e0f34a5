"""What a ledger holds, and what is wrong with it: as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.upkeep import Flaw, Size
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, visible

SCHEMA = "urn:interlock:schema:ledger:1"

_NAMES = {
    "seen": "items as seen",
    "link": "links",
    "intent": "writes",
    "held": "held",
    "attempt": "refused writes",
    "history": "lines of the history",
    "told": "messages told once",
    "hint": "hints that wait",
}


def size_text(size: Size) -> str:
    """What a ledger holds, a line for each kind."""
    rows = [
        ("where", visible(size.name)),
        ("environment", visible(size.environment)),
        ("form", str(size.form)),
        ("room", "not known" if size.size_bytes is None else f"{size.size_bytes / 1_000_000:,.1f} MB"),
        *((_NAMES.get(name, name), f"{count:,}") for name, count in size.rows.items()),
    ]
    if size.first_at is not None and size.last_at is not None:
        rows.append(("history", f"{size.first_at:%Y-%m-%d %H:%M} to {size.last_at:%Y-%m-%d %H:%M}"))
    rows.append(("last line", f"{size.last} {size.chain}"))
    rows += [("run by", f"{visible(holder)}: {visible(record)}") for record, holder in sorted(size.leases.items())]
    wide = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{wide}}  {value}" for name, value in rows) + "\n"


def flaws_text(size: Size, flaws: Sequence[Flaw]) -> str:
    """What is wrong, a line each; or that nothing is, with what proves it later."""
    if not flaws:
        lines = counted(size.rows.get("history", 0), "line")
        return f"the ledger is as it was written; {lines} of the history, the last {size.last} {size.chain}\n"
    told = "".join(f"{visible(flaw.where)}: {visible(flaw.message)}\n" for flaw in flaws)
    return told + f"{counted(len(flaws), 'flaw')}\n"


def ledger_json(size: Size, flaws: Sequence[Flaw] | None = None, *, version: str) -> str:
    """What a ledger holds as JSON (`docs/schemas/ledger.json`); `flaws` is null where nobody looked for them."""
    content: dict[str, JSON] = {
        "where": size.name,
        "environment": size.environment,
        "form": size.form,
        "bytes": size.size_bytes,
        "rows": dict(size.rows),
        "last": {"line": size.last, "chain": size.chain},
        "first_at": None if size.first_at is None else size.first_at.isoformat(),
        "last_at": None if size.last_at is None else size.last_at.isoformat(),
        "leases": dict(size.leases),
        "flaws": None if flaws is None else [{"where": one.where, "message": one.message} for one in flaws],
    }
    return dumps(headed(SCHEMA, version, content))
