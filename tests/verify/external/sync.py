"""A sync as somebody writes it in an afternoon, with nothing but the standard library; three of its mistakes by name.

It is told by environment variables where both systems are and where it may keep what it knows.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

MISTAKE = sys.argv[1] if len(sys.argv) > 1 else ""
FIELDS = {"email": "mail", "phone": "tel", "name": "title", "score": "rating"}
STATE = Path(os.environ["INTERLOCK_STATE"]) / "links.json"
TRIED: dict[str, int] = {}
Item = dict[str, Any]
PATHS = {"SHOP": "contacts", "BOOKS": "people"}


def ask(system: str, method: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(  # noqa: S310
        os.environ[f"{system}_ADDRESS"] + "/" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "authorization": "Bearer " + os.environ[f"{system}_TOKEN"],
            "content-type": "application/merge-patch+json" if method == "PATCH" else "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        text = answer.read()
    return json.loads(text) if text else {}


def everything(system: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    cursor = ""
    while True:
        page = ask(system, "GET", f"{PATHS[system]}?limit=100&cursor={urllib.parse.quote(cursor)}")
        found.update({item["id"]: item for item in page["data"]})
        cursor = page.get("next_cursor") or ""
        if not cursor:
            return found


def as_book(contact: Item) -> Item:
    return {there: contact.get(here) for here, there in FIELDS.items()}


def as_contact(person: Item) -> Item:
    return {here: person.get(there) for here, there in FIELDS.items()}


def load() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(STATE.read_text())
    except FileNotFoundError:
        return {}
    return found


def save(links: dict[str, Any]) -> None:
    new = STATE.with_suffix(".new")
    new.write_text(json.dumps(links))
    new.replace(STATE)


def once(links: dict[str, Any]) -> None:
    contacts, people = everything("SHOP"), everything("BOOKS")
    by_mail = {person["mail"]: person["id"] for person in people.values() if person.get("mail")}
    linked = {one["person"] for one in links.values()}
    for contact_id, shown in contacts.items():
        if contact_id in links:
            continue
        known = by_mail.get(shown.get("email"))
        if MISTAKE == "creates-twice" or known is None or known in linked:
            if TRIED.get(contact_id, 0) >= 4:
                continue
            try:
                known = ask("BOOKS", "POST", "people", as_book(shown))["id"]
            except urllib.error.HTTPError as problem:
                TRIED[contact_id] = TRIED.get(contact_id, 0) + (problem.code == 422)
                continue
        links[contact_id] = {"person": known, "said": as_book(shown)}
        save(links)
    for contact_id, link in list(links.items()):
        contact: Item | None = contacts.get(contact_id)
        person: Item | None = people.get(link["person"])
        if contact is None:
            if MISTAKE != "keeps-deleted" and person is not None:
                ask("BOOKS", "DELETE", "people/" + link["person"])
            del links[contact_id]
        elif person is not None:
            now, there = as_book(contact), {name: person.get(name) for name in FIELDS.values()}
            if now != link["said"]:
                if MISTAKE == "drops-a-field":
                    now = {**now, "tel": there["tel"]}
                ask("BOOKS", "PATCH", "people/" + link["person"], now)
                link["said"] = now
            elif there != link["said"]:
                ask("SHOP", "PATCH", "contacts/" + contact_id, as_contact(person))
                link["said"] = there
        save(links)


links = load()
while True:
    try:
        once(links)
    except (OSError, urllib.error.URLError, ValueError):
        links = load()
    time.sleep(float(os.environ.get("PAUSE_S", "0.05")))
