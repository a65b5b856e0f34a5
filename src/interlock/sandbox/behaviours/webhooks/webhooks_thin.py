"""Webhooks carry the id of the item and nothing else of it, and no signature."""

from dataclasses import replace

from interlock.sandbox.behaviours._behaviour import Acting, Behaviour


def _act(acting: Acting, _amount: float) -> Acting:
    events = tuple(replace(one, payload_path="", id_path=one.id_path or "id") for one in acting.profile.events)
    on_the_way = replace(acting.settings.webhooks, unsigned=1.0)
    return Acting(replace(acting.profile, events=events), replace(acting.settings, webhooks=on_the_way))


BEHAVIOUR = Behaviour(_act, example='`{"id": "7", "event": "changed"}` without a signature')
