"""The everyday words that sentences of acceptance criteria are made of, each class under one symbol."""

from __future__ import annotations

from typing import Final

_CLASSES: Final = {
    "CREATE": "create add place register enter record submit raise insert generate post book import upload open write file",
    "EXIST": "exist appear arrive emerge surface land",
    "REACH": "reach",
    "DELETE": "delete remove erase purge",
    "VANISH": "disappear vanish",
    "ARCHIVE": "archive",
    "CHANGE": "change edit update modify amend correct alter adjust overwrite",
    "FOLLOW": "follow",
    "RENAME": "rename relabel",
    "MERGE": "merge",
    "HOLD": "hold park quarantine queue wait",
    "ALERT": "alert notify warn tell inform",
    "RETRY": "retry",
    "TRY": "try attempt",
    "LINK": "link pair connect",
    "SEND": "send transfer push copy transmit sync synchronise synchronize forward propagate",
    "LOSE": "lose",
    "WIN": "win prevail",
    "KEEP": "keep retain preserve",
    "REJECT": "reject refuse decline",
    "ANSWER": "answer respond reply return say",
    "SHOW": "show display reflect carry",
    "EQUAL": "equal match",
    "EMPTY": "empty blank clear wipe",
    "EXPIRE": "expire",
    "RENEW": "renew refresh",
    "SET": "set mark move switch turn flip drop fall rise go",
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
    "got": "RECEIVE", "went": "SET", "gone": "VANISH", "fell": "SET", "rose": "SET", "setting": "SET", "dropped": "SET",
    "dropping": "SET", "stopped": "STOP", "stopping": "STOP", "broke": "STOP", "winning": "WIN", "losing": "LOSE",
    "identical": "EQUAL", "deletion": "DELETE", "removal": "DELETE", "creation": "CREATE", "edits": "CHANGE",
    "attempts": "TRY", "goes": "SET", "says": "ANSWER", "going": "SET", "visible": "EXIST", "present": "EXIST",
    "cleared": "EMPTY", "emptied": "EMPTY", "empties": "EMPTY", "modification": "CHANGE", "merger": "MERGE",
    "queueing": "HOLD", "remain": "REMAIN", "remains": "REMAIN", "becomes": "become", "became": "become", "becoming": "become",
}  # fmt: skip


def _inflected(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb."""
    base = verb.removesuffix("e")
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
    **dict.fromkeys("that which who".split(), "that"),
    **dict.fromkeys("not never".split(), "not"),
    **dict.fromkeys("into onto".split(), "to"),
}
"""Small words under one symbol."""

DROPPED: Final = frozenset(
    """a an the any must shall should will would please always also still automatically there itself just ever already
    newly too meanwhile even actually really do does did afterwards thereafter itself themselves exactly-then so
    made existing matching corresponding respective single whole same-named concerned question meanwhile""".split()
)
"""Words that change nothing."""

KEPT: Final = frozenset(
    """be have when it its all x that not to no none nothing nobody new old both same of in on at by with without from
    before after for while and or but then until than more most least less other rest another twice once only
    exactly times time second third between two history value reason list record system side request back again return
    later last latest late owner first end day run sync whose where as up run label field custom token access blank empty
    equal untouched unchanged alone was missing attempt try tries left true loser loses losing failed
    true go-live until one per out true whenever off become say so number done during without either neither nor run
    changes within under as item items inside""".split()
)
"""Words that patterns speak of; any other is a word that nobody knows."""

PHRASES: Final = (
    (r"\b(?:not|never) (?:be )?(?:created|sent|written|added|transferred) (?:twice|again|a second time)\b", "nottwice"),
    (r"\bof (?:quiet|silence|inactivity)\b", "nochange"),
    (r"\b(?:by|before|until|no later than|not later than) (\d{1,2}:\d\d)(?: o'clock)?\b", r"byclock\1"),
    (r"\bor (?:less|sooner|earlier|faster|better)\b", ""),
    (r"\bafter ((?:\S+ ){1,3}?)(?:at the (?:very )?latest|at most)\b", r"within \1"),
    (r"\bafter (?=(?:no|not) more than|at most)", ""),
    (r"\b(?:an? )?(?:outage|downtime|failure) of\b", "isdown for"),
    (r"\bof that (?:day|hour|time|period)\b", ""),
    (r"\b(?:has|have) no effect on (?:the )?(?:sync\w*|it|its values?|anything|integration)?", "does not stop it"),
    (r"\b(?:leads? to|results? in|causes?|produces?)\b", "creates"),
    (r"\b(nothing|no [\w-]+(?: [\w-]+)?|none(?: of (?:them|it))?) (?:is|are|gets?|goes|be|was|were|will be) (?:ever )?"
     r"(?:lost|missed|dropped|left behind)\b", r"\1 nolost"),
    (r"\bwith all (?:of )?(?:its|their|the)? ?(?:mapped )?(?:fields|values|data) (?:being )?"
     r"(?:equal|intact|unchanged|the same|identical)\b", ", allfieldsequal"),
    (r"\bthe (?:rest|others?) (?:is|are) (?:still )?(?:synced|sent|processed|transferred|not affected|unaffected)\b",
     "othersgoon"),
    (r"\b(?:remains?|remained|stays?|stayed)(?= (?:in|on|at)\b)", "remain"),
    (r"\b(?:access|api|oauth|bearer|auth|session) token\b", "token"),
    (r"\b(?:an?|the) (?:second|third|further|repeated) (?:run|sync|pass|cycle)\b", "anotherrun"),
    (r"\b(?:on|at|with|by|in|during) the next (?:sync|run|cycle|round|pass)\b", "bynextrun"),
    (r"\b(?:by|before|until|at) (?:the )?(?:end of (?:the |that |this )?(?:same )?(?:business |working )?day|day ends)\b"
     r"|\b(?:on |within )?the same (?:business |working )?day\b|\bsame-day\b|\bby midnight\b", "byendofday"),
    (r"\bbefore the next (hour|day|week) (?:ends|is over|has passed)\b", r"within 1 \1"),
    (r"\b(?:of|after|from|following|since) (?:its|their|the|his) (?:return|recovery|being back|coming back)\b",
     "after it isback"),
    (r"\bends? up\b", "is"),
    (r"\b(?:the )?(?:losing|other|overwritten|overridden|loser's|lost) value\b", "loservalue"),
    (r"\b(?:each|every) (?:and every )?(?:single )?one(?: of them)?\b|\ball of them\b|\bboth of them\b", "it"),
    (r"\b(?:none of (?:its|their) fields?|no fields?(?: of (?:it|them|its))?) (?:is|are|gets?|becomes?)"
     r" (?:emptied|cleared|blanked|blank|empty|lost|wiped)\b", "notemptied"),
    (r"\b(?:is|are|be|does|do)? ?not (?:left |made |become )?(?:blanks?|blanked|empty|emptied)\b", "notemptied"),
    (r"\bflows? back\b", "send"),
    (r"\b(?:stays?|kept?|keeps?|remains?) out of\b", "not exist in"),
    (r"\bkeeps? (?:on )?(?:queu?e?ing|coming|piling|arriving)(?: up| in)?\b", "keepcoming"),
    (r"\b(?:a |any |no |without )?(?:lost|losing an?y?|missing) (?:record|item|row)s?\b", "nolost"),
    (r"\btwice in (?:total|all)\b", "2 times intotal"),
    (r"\bonce in (?:total|all)\b", "1 times intotal"),
    (r"\bno chang(?:es?|ing)\b|\b(?:nobody|no one|noone) (?:changes|edits|touches|does) (?:anything|something)\b"
     r"|\bnothing (?:changes|happens|is changed|is edited)\b|\bidl(?:e|es|ing)\b|\bwithout (?:any )?changes?\b",
     "nochange"),
    (r"n[’']t\b", " not"),
    (r"\bcannot\b", "can not"),
    (r"\b(?:has|have|had|needs?|ought) to\b", ""),
    (r"\bno longer\b", "not"),
    (r"\b(?:as soon as|every time|each time|the moment|in case|on condition that|provided that|should)\b", "when"),
    (r"\b(?:shows?|turns?|comes?|pops?|turned|showed) up\b", "appear"),
    (r"\b(?:gets?|comes?|makes? it) (?:through )?(?=to\b|into\b)", "arrive "),
    (r"\b(?:can|may) be (?:found|seen)\b", "exist"),
    (r"\b(?:put|set|sets|puts|moved?|moves) aside\b", "held"),
    (r"\b(?:in|to|into|on) the (?:held|hold) (?:list|queue)\b", ""),
    (r"\b(?:in|to|into|on) (?:a|the) (?:dead[- ]letter|quarantine|parking) (?:list|queue)\b", ""),
    (r"\b(?:put|placed|goes|go) on hold\b", "held"),
    (r"\btr(?:y|ies|ied|ying) again\b", "retry"),
    (r"\bthe (?:rest|others?|remaining ones?) (?:go(?:es)? on|carr(?:y|ies) on|continues?|still flows?|flows?|pass(?:es)?"
     r"|go(?:es)? through|are not affected|still arrives?|still go(?:es)? through)\b", "othersgoon"),
    (r"\b(?:can not|could not) be reached\b|\b(?:is|are|was|be) (?:down|offline|unreachable|unavailable|away|not reachable"
     r"|not available|not responding|out of service)\b|\b(?:goes|went|go) (?:down|offline)\b"
     r"|\bdoes not (?:answer|respond|reply)(?! with)\b|\bhas an outage\b|\bfails to (?:answer|respond)\b", "isdown"),
    (r"\btimes? out\b|\btimed out\b|\bhits a time-?out\b", "timesout"),
    (r"\b(?:the )?(?:answers?|replies|reply|responses?) (?:of|from|by) (.{1,40}?) (?:is|are|gets?|goes|go|get|was|were)"
     r" (?:lost|missing)\b", r"\1 timesout"),
    (r"\b(?:is|be|are|comes?|becomes?|gets?) (?:back(?: again| up| online)?|(?:up|reachable|available|online|there) again"
     r"|restored)\b|\breturns\b(?! \d)|\brecovers\b", "isback"),
    (r"\bis (?:visible|available|present|found|there)\b|\bare (?:visible|available|present|found|there)\b", "exist"),
    (r"\bbe (?:visible|available|present|found)\b", "exist"),
    (r"\bruns? out\b|\bran out\b", "expires"),
    (r"\bsays? so\b|\bgives? (?:their|his|her|the)? ?(?:ok|okay|go|approval|consent)\b", "decides"),
    (r"\b(?:on|in|at|to) both (?:sides|systems|ends)\b", "inboth"),
    (r"\b(?:the )?(?:very )?same time\b", "sametime"),
    (r"\bas well as\b", "and"),
    (r"\b(?:on(?:ce)? and only once|only once|exactly once|at most once|one time only|once at most|a single time)\b",
     "onlyonce"),
    (r"\b(?:not|never|none|nothing) (?:doubled|duplicated|twice|a second time|created (?:twice|a second"
     r" time|again))\b", "nottwice"),
    (r"\b(?:without|with no|no) (?:duplicates?|doubles?)\b", "nottwice"),
    (r"\b(?:go|going)[- ]live\b", "golive"),
    (r"\bbefore (?:we|the integration|the sync) (?:starts?|begins?|runs?|started|began)(?: for the first time)?\b"
     r"|\bbefore the (?:first|initial) (?:run|sync)\b", "beforefirstrun"),
    (r"\b(?:that|which) (?:was|were|is|are) there before golive\b|\b(?:from )?before golive\b", "beforegolive"),
    (r"\bbetween two (?:syncs|runs)\b|\bbefore the next (?:sync|run)\b", "betweenruns"),
    (r"\bat once\b|\bin one go\b|\ball together\b", "together"),
    (r"\bin (?:that|this|the mean) ?(?:time|period|window)\b|\bmeanwhile\b|\bin the meantime\b|\bin the first place\b", ""),
    (r"\b(?:cent for cent|exactly to the (?:cent|penny)|to the (?:cent|penny|last cent))\b", "tothecent"),
    (r"\b(?:as|like) (?:it|they) (?:was|were|is|are)\b", "unchanged"),
    (r"\b(?:on|in) top\b", ""),
    (r"\bwhat(?:ever)? happens\b", ""),
    (r"\bin (?:total|all)\b", "intotal"),
    (r"\bwith (?:an? )?(?:exponential |growing |increasing )?back-?off\b", ""),
    (r"\bat (?:the )?latest\b|\bat most\b(?= \d)|\bat the very latest\b", ""),
    (r"\bas of\b", "from"),
    (r"\bso that\b.*$", ""),
)  # fmt: skip
"""What is said in several words, as one; applied in order to the text in lower case."""
