"""The everyday words that sentences of acceptance criteria are made of, each class under one symbol."""

from __future__ import annotations

from typing import Final

_CLASSES: Final = {
    "CREATE": "create add place register enter record submit raise insert generate post book import open write file issue launch onboard key capture",
    "EXIST": "exist see view appear arrive emerge surface land",
    "REACH": "reach",
    "DELETE": "delete remove erase purge discard",
    "DROP": "drop",
    "REASSIGN": "reassign",
    "VANISH": "disappear vanish",
    "ARCHIVE": "archive",
    "CHANGE": "change edit update modify amend correct alter adjust overwrite revise tweak",
    "FOLLOW": "follow",
    "RENAME": "rename relabel",
    "MERGE": "merge",
    "HOLD": "hold park quarantine queue wait",
    "ALERT": "alert notify warn tell inform",
    "RETRY": "retry",
    "TRY": "try attempt",
    "LINK": "link pair connect",
    "SEND": "send transfer push copy transmit export replicate deliver hand-over pass relay upload sync synchronise synchronize forward propagate",
    "LOSE": "lose",
    "WIN": "win prevail",
    "KEEP": "keep retain preserve store save",
    "REJECT": "reject refuse decline",
    "ANSWER": "answer respond reply return say",
    "SHOW": "show display reflect carry",
    "EQUAL": "equal match",
    "EMPTY": "empty blank clear wipe",
    "EXPIRE": "expire",
    "RENEW": "renew refresh",
    "SET": "set mark move switch turn flip fall rise go transition jump shift advance progress increase decrease reduce",
    "STOP": "stop break prevent",
    "RECEIVE": "receive get",
    "ASK": "ask decide approve confirm agree",
    "LOG": "log",
    "IDLE": "idle",
    "HAPPEN": "happen",
}
_IRREGULAR: Final = {
    "written": "CREATE", "wrote": "CREATE", "held": "HOLD", "told": "ALERT", "tried": "TRY", "tries": "TRY",
    "sent": "SEND", "lost": "LOSE", "won": "WIN", "wins": "WIN", "kept": "KEEP", "said": "ANSWER", "shown": "SHOW",
    "got": "RECEIVE", "went": "SET", "gone": "VANISH", "fell": "SET", "rose": "SET", "setting": "SET", "dropped": "DROP",
    "dropping": "DROP", "stopped": "STOP", "stopping": "STOP", "broke": "STOP", "winning": "WIN", "losing": "LOSE",
    "identical": "EQUAL", "deletion": "DELETE", "removal": "DELETE", "creation": "CREATE", "edits": "CHANGE",
    "attempts": "TRY", "goes": "SET", "says": "ANSWER", "going": "SET", "visible": "EXIST", "seen": "EXIST", "saw": "EXIST", "arisen": "CREATE", "begun": "CREATE", "raised": "CREATE", "present": "EXIST",
    "cleared": "EMPTY", "emptied": "EMPTY", "empties": "EMPTY", "modification": "CHANGE", "merger": "MERGE", "correction": "CHANGE", "corrections": "CHANGE",
    "modifications": "CHANGE", "amendment": "CHANGE", "amendments": "CHANGE", "adjustment": "CHANGE", "adjustments": "CHANGE",
    "deletions": "DELETE", "removals": "DELETE", "registration": "CREATE", "placement": "CREATE", "arrival": "EXIST",
    "appearance": "EXIST", "rejection": "REJECT", "rejections": "REJECT", "reads": "SHOW", "read": "SHOW",
    "queueing": "HOLD", "remain": "REMAIN", "remains": "REMAIN", "becomes": "become", "became": "become", "becoming": "become",
}  # fmt: skip


_DOUBLED: Final = frozenset("transfer transmit submit drop flip stop set".split())


def _inflected(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb."""
    base = verb + verb[-1] if verb in _DOUBLED else verb.removesuffix("e")
    past, third = f"{base}ed", f"{verb}s"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        past, third = f"{verb[:-1]}ied", f"{verb[:-1]}ies"
    if verb.endswith(("sh", "ch", "ss", "x", "o")):
        third = f"{verb}es"
    return verb, past, third, f"{base}ing"


# These forms are nouns as well, and mostly that.
_NOUNS = frozenset({"record", "records", "file", "files", "book", "books", "post", "posts", "open", "copy", "clear"})

VERBS: Final = {
    **{
        form: symbol
        for symbol, verbs in _CLASSES.items()
        for verb in verbs.split()
        for form in _inflected(verb)
        if form not in _NOUNS
    },
    **_IRREGULAR,
}
"""The symbol of each form of each verb."""

SMALL: Final = {
    **dict.fromkeys("is are was were be been being".split(), "be"),
    **dict.fromkeys("has have had having".split(), "have"),
    **dict.fromkeys("when whenever if once".split(), "when"),
    **dict.fromkeys("it they them him her".split(), "it"),
    **dict.fromkeys("its their his".split(), "its"),
    **dict.fromkeys("every each all".split(), "all"),
    **dict.fromkeys("somebody someone anyone anybody we you us one's people".split(), "x"),
    **dict.fromkeys(
        "user users admin admins administrator agent agents clerk colleague bookkeeper picker customer-service operator employee staff".split(),
        "x",
    ),
    **dict.fromkeys("that which who".split(), "that"),
    **dict.fromkeys("not never".split(), "not"),
    **dict.fromkeys("into onto".split(), "to"),
}
"""Small words under one symbol."""

DROPPED: Final = frozenset(
    """a an the any must shall should will would please always also still automatically itself just ever already
    newly too this these my our your directly successfully again-then subsequently hereby indeed eventually-then meanwhile even actually really do does did afterwards thereafter itself themselves exactly-then so
    made existing matching corresponding respective single whole same-named concerned question meanwhile""".split()
)
"""Words that change nothing."""

KEPT: Final = frozenset(
    """be have when it its all x that not to no none nothing nobody new old both same of in on at by with without from
    before after for while and or but then until than more most least less other rest another twice once only
    exactly times time second third between two history value reason list record system side request back again return
    later last latest late owner first day run sync whose where as up run label field custom token access blank empty
    equal untouched unchanged alone was missing attempt try tries left true loser loses losing failed
    true go-live until one per out true whenever off become say so number done during without either neither nor run
    changes within under as item items inside there given records per anything delay latency api outage over take takes""".split()
)
"""Words that patterns speak of; any other is a word that nobody knows."""
