"""What people say in several words, as one: applied in order to the text of a sentence in lower case."""

from __future__ import annotations

from typing import Final

_UNIT = (
    r"(?=(?:(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty"
    r"|ninety|half an?|a quarter|the) ?(?:of an )?(?:working |business |full )?)?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?"
    r"|days?|weeks?)\b)"
)

PHRASES: Final = (
    (r"\bgiven that\b(?!.*\bwhen\b)", "when"),
    (r"\b(?:=>|-->|==>)", " → "),
    (rf"\b(?:(?:after|in|within|inside|under|by) )?(?:at (?:the )?most|(?:no|not) (?:more|later|longer) than|less than|a maximum of"
     rf"|(?:the )?max(?:imum)?\.?(?: of)?|up to|inside of|not exceeding|at (?:the )?latest(?: after)?|latest(?: after| in| within)?"
     rf"|under) {_UNIT}", "within "),
    (r"\b(?:has|have|had|needs?|ought) to\b", ""),
    (r"\b(?:is|are) (not )?to be\b", r"is \1"),
    (r"\bto (?=be\b)", ""),
    (r"\bsuch that\b", ","),
    (r"\b(?:afterwards|thereafter|after which|after that|upon which|whereupon)(?:,)? (?=\w)", "then "),
    (r"\bcontinues? to\b|\bkeeps? on\b", "still"),
    (r"\b(?:lacking|that lacks?|which lacks?|having no|(?:that|which) (?:has|have) no|missing(?= (?:an?|its|their|the)\b))"
     r"(?: (?:any|an?|its|their|the))?\b", "without"),
    (r"\bwithout (?:any|an?)\b", "without"),
    (r"\b(?:http )?(?:status|error|code|http|response)(?: code)?(?= \d{3}\b)", ""),
    (r"(?<=\b[45]\d\d) (?:status|error|response|code|answer|reply)s?\b", ""),
    (r"\b(?:simultaneous(?:ly)?|concurrent(?:ly)?|in parallel|parallel)\b", "sametime"),
    (r"\b(?:in case of|when there is|on|if there is|with) an? conflict (?:on|over|of|in|about|for|between edits of)\b",
     "when inboth change of"),
    (r"\bboth (?:sides|systems|ends|parties)(?='s\b| change| edit| modif| updat| alter| have| touch)", "inboth"),
    (r"\b(?:takes? precedence|has priority|have priority|is authoritative|prevails?|is decisive|counts)\b", "wins"),
    (r"\b(?:the )?(?:other|losing|overwritten|older) (?:one|value)\b", "loservalue"),
    (r"\b(?:goes|is moved|is written|is stored|is recorded|is put|is saved|is archived|is preserved|is documented|is logged)"
     r" (?:in|to|into|on) (?:the )?(?:history|log)\b", "is kept in the history"),
    (r"\bonce each\b|\beach (?:exactly |only )?once\b|\bone time each\b", "exactly once"),
    (r"\b(?:in|during|in the middle of) (?:mid-?run|an? (?:run|sync)|the (?:run|sync))\b|\bmid-?run\b|\bhalfway through\b", ""),
    (r"\bfor (?:an? |the )?existing (?=\w)", "forexisting "),
    (r"\b(?:together|along) with\b|\bplus\b", "and"),
    (r"\b(?:at|during|in|on) the (?:first|initial) (?:run|sync)\b", "beforefirstrun"),
    (r"\bas is\b|\bas-is\b", "unchanged"),
    (r" (?:without|that have no|that has no|with no) (?:a )?(?:counterpart|match|partner)\b", ""),
    (r"\b(?:makes?|lets?) (?=(?:its|their|the)\b)", ", "),
    (r"\baccording to\b|\bas told by\b", "per"),
    (r"\bof (?:its |their |the )?(?:creation|being created)\b", "after it is created"),
    (r"\bwith(?= (?:the )?<?[\w`]+>? (?:unavailable|down|offline|unreachable)\b)", "while"),
    (r"(?<=\w)(?<!\bis)(?<!\bbe)(?<!\bare)(?<!\bwas) (?:unavailable|unreachable|offline)(?= for\b)", " is down"),
    (r"\b(?:after|of|from|upon|on|following) recovery\b|\bonce recovered\b", "after it isback"),
    (r"\b(?:is|are) (?:up|back|online|available|reachable)(?: and running)?(?: again| online)?(?=$|[,.;])", "isback"),
    (r"\ball (?:the )?(?:mapped )?fields\b|\b(?:the )?mapped fields\b", "allfields"),
    (r"\ball in all\b|\baltogether\b|\boverall\b", "intotal"),
    (r"\b(?:raises?|raised|triggers?|triggered|sends?|sent|sounds?|with|issues?|fires?|plus) (?:of )?(?:an? |the )?(?:alert|alarm|notification|warning)\b",
     ", alert"),
    (r"\b(?:an? |the )?(?:alert|alarm|notification|warning) (?:goes out|is (?:sent|raised|triggered|issued|fired))", "alert"),
    (r"\balarms?\b", "alert"),
    (r"\b(?:the )?support(?: team)?\b|\b(?:the )?operations(?: team)?\b|\bthe (?:it )?team\b", "team"),
    (r"\bone of the two\b", "1 of it"),
    (r"\bexists? (?:exactly|only) one (?=\w)", "exists exactly one "),
    (r"\b(?:parked|put on hold|put aside|set aside|put to one side|placed on hold)\b", "held"),
    (r"\bbring(?:s|ing)? (?:it|them) back\b", "isback"),
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
    (r"\b(?:of|after|from|following|since) (?:its|their|his) (?:return|recovery|being back|coming back)\b",
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
    (r"\b(?:as soon as|every time|each time|the moment|in case|on condition that|provided that|suppose(?: that)?|assuming(?: that)?|upon)\b|^should\b", "when"),
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
     r"|restored)\b|\brecovers\b", "isback"),
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
