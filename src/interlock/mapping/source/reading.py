"""Writes functions that read what one side shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from interlock.mapping.elements import told
from interlock.mapping.pair import PairMapping
from interlock.mapping.rule import Codec, itself
from interlock.mapping.source.text import Text, literal
from interlock.mapping.steps import Joined, Keys, Listing, Need, Other, Referring, Single
from interlock.mapping.values import as_number, as_shown_text, as_text
from interlock.model.value import Side

Known: TypeAlias = dict[tuple[object, ...], str]
"""Variables that hold what needs read, by `mark_of`."""

_KEEP_TEXT = frozenset({itself, as_shown_text, as_text})
"""Those that read every text as it is."""


def mark_of(need: Need) -> tuple[object, ...]:
    """What needs have in common that read the same: the place, whose it is, and the function."""
    return (need.of_item, need.keys, id(need.reader if need.keys is None else need.read))


class Reading:
    """Writes into a text what reads one side of pairs."""

    def __init__(self, text: Text, side: Side) -> None:
        self.text = text
        self.side = side
        self._lists: dict[int, str] = {}

    def item(self, pairs: Sequence[PairMapping], name: str) -> None:
        """A function of an item and links that gives what each pair shows, by name."""
        self.lists(pairs)
        with self.text.under(f"def {name}(body, links):"):
            shown, _ = self._shown(pairs, "body", "body", {}, absent=True)
            self.text.add(f"return {shown}")

    def lists(self, pairs: Sequence[PairMapping]) -> None:
        """The functions that read the lists among pairs, which `found` calls."""
        for pair in pairs:
            if isinstance(pair.steps[self.side], Listing):
                self.lists(pair.parts)
                self._list(pair)

    def found(self, pair: PairMapping, body: str, item: str, into: str, known: Known, *, absent: bool) -> None:
        """What makes canonical what was taken from the pair's field into a variable."""
        text, step = self.text, cast("Single | Referring | Listing", pair.steps[self.side])
        needs = self.needs(step.needs, body, item, known) if isinstance(step, Single) else []
        if not step.loose:
            self._canonical(pair, item, into, needs, absent=absent)
            return
        with text.under("try:"):
            self._canonical(pair, item, into, needs, absent=absent)
        with text.under("except Odd:"):
            text.add(f"{into} = {text.bind(pair.readers[self.side])}({body}, {item}, links)")
            if not absent:
                text.add(f"if {into} is ABSENT: {into} = None")

    def needs(self, needs: Sequence[Need], body: str, item: str, known: Known) -> list[str]:
        """The variables that hold what the fields show that a rule names."""
        return [self._need(need, body, item, known) for need in needs]

    def _shown(
        self, pairs: Sequence[PairMapping], body: str, item: str, known: Known, *, absent: bool
    ) -> tuple[str, dict[str, str]]:
        """What all pairs show as an expression, and the variable of each."""
        names: dict[str, str] = {}
        inner: dict[Keys, str] = {}
        for pair in pairs:
            into = names[pair.name] = self.text.fresh("v")
            step = pair.steps[self.side]
            if isinstance(step, Joined):
                self._joined(step, body, into, absent=absent)
                continue
            if isinstance(step, Other):
                self.text.add(f"{into} = {self.text.bind(pair.readers[self.side])}({body}, {item}, links)")
                if not absent:
                    self.text.add(f"if {into} is ABSENT: {into} = None")
                continue
            # A list that is null has no elements, and one that is not there is nothing.
            self.text.take(body, step.keys, into, absent=absent or isinstance(step, Listing), inner=inner)
            self.found(pair, body, item, into, known, absent=absent)
        return f"{{{', '.join(f'{literal(name)}: {into}' for name, into in names.items())}}}", names

    def _need(self, need: Need, body: str, item: str, known: Known) -> str:
        text, mark = self.text, mark_of(need)
        if mark not in known:
            into = known[mark] = text.fresh("n")
            if need.keys is None or need.read is None:
                text.add(f"{into} = {text.bind(need.reader)}({body}, {item}, links)")
                return into
            text.take(item if need.of_item else body, need.keys, into, absent=False)
            keeps = f" and type({into}) is not str" if need.read in _KEEP_TEXT else ""
            with text.under(f"if {into} is not None{keeps}:"):
                text.add(f"try: {into} = {text.bind(need.read)}(plain({into}))", f"except Odd: {into} = None")
                text.add(f"if {into} is ABSENT: {into} = None")
        return known[mark]

    def _canonical(self, pair: PairMapping, item: str, into: str, needs: Sequence[str], *, absent: bool) -> None:
        text, step = self.text, pair.steps[self.side]
        there = f"{into} is not None and {into} is not ABSENT" if absent else f"{into} is not None"
        if isinstance(step, Listing):
            text.add(
                f"if type({into}) is list: {into} = {self._lists[id(pair)]}({into}, {item}, links) if {into} else ()"
            )
            text.add(f"elif {into} is None: {into} = ()")
            text.add(f"elif {into} is not ABSENT: raise Slower")
            if not absent:
                text.add(f"else: {into} = None")
        elif isinstance(step, Referring):
            with text.under(f"if {there}:"):
                text.add(f"if {into} == '': {into} = None")
                with text.under("else:"):
                    with text.under(f"if type({into}) is not str:"):
                        text.add(f"if type({into}) is not int: raise Slower", f"{into} = str({into})")
                    text.add(f"{into} = links.link_of({literal(step.record)}, {text.bind(self.side)}, {into})")
                    text.add(f"if {into} is None: raise Slower")
        elif isinstance(step, Single):
            self._single(step, into, there, needs)
            tells_apart = step.codec.read not in {*_KEEP_TEXT, as_number}  # some rules tell an empty value so
            if not absent and tells_apart:
                text.add(f"if {into} is ABSENT: {into} = None")

    def _single(self, step: Single, into: str, there: str, needs: Sequence[str]) -> None:
        text, codec = self.text, step.codec
        read = text.bind(codec.read)

        def call(value: str) -> str:
            return f"{read}({', '.join([value, *needs])})"

        ways = [(f"type({into}) is str", f"{into} = {self._of_text(codec, into, call(into))}")]
        if codec.read is as_number:
            exact = f"WHOLES[{into}] if {into} in WHOLES else Decimal({into})"
            ways = [(f"type({into}) is int", f"{into} = {exact}")]
            ways.append((f"type({into}) is float and not {into}.is_integer()", f"{into} = Decimal(repr({into}))"))
            ways.append((f"type({into}) is str", f"{into} = {call(into)}"))
        elif codec.whole is not None:
            of_whole = f"{into} = {text.bind(codec.whole)}({', '.join([into, *needs])})"
            ways.insert(0, (f"type({into}) is int", of_whole))
        if codec.read in _KEEP_TEXT and not step.reads_empty:
            ways, there = [], f"type({into}) is not str and {there}"
        ways.append((there, f"{into} = {call(f'plain({into})')}"))
        for start, (condition, line) in zip(["if", *["elif"] * len(ways)], ways, strict=False):
            text.add(f"{start} {condition}: {line}")
        if step.reads_empty:
            text.add(f"else: {into} = {call('None')}")

    def _of_text(self, codec: Codec, value: str, asked: str) -> str:
        """What reads a text, as an expression; `asked` does in any case."""
        if codec.knows is not None:
            known = self.text.bind(codec.knows)
            return f"{known}[{value}] if {value} in {known} else {asked}"
        return asked if codec.text is None else f"{self.text.bind(codec.text)}({value})"

    def _joined(self, step: Joined, body: str, into: str, *, absent: bool) -> None:
        text = self.text
        parts = [text.fresh("v") for _ in step.fields]
        for part, keys in zip(parts, step.fields, strict=True):
            text.take(body, keys, part)
        nothing = "ABSENT" if step.codec.apart else "None"
        values = [f"{nothing} if {p} is ABSENT else {p} if type({p}) is str else plain({p})" for p in parts]
        read = f"{into} = {text.bind(step.codec.read)}(({''.join(f'{value}, ' for value in values)}))"
        if not parts:
            text.add(read)
            return
        text.add(f"if {' and '.join(f'{part} is ABSENT' for part in parts)}: {into} = {'ABSENT' if absent else 'None'}")
        text.add(f"else: {read}")

    def _list(self, pair: PairMapping) -> None:
        """A function of the elements of a list, which are some, that gives what the list shows."""
        text, step = self.text, cast("Listing", pair.steps[self.side])
        name = self._lists[id(pair)] = text.fresh("read_list")
        with text.under(f"def {name}(found, item, links):"):
            above: Known = {}
            for part in pair.parts:
                of = part.steps[self.side]
                if isinstance(of, Single):
                    self.needs([need for need in of.needs if need.of_item and need.keys], "item", "item", above)
            text.add("shown = []" if step.key is None else "shown = {}")
            with text.under("for element in found:"):
                text.add("if type(element) is not dict: raise Slower")
                if step.kept is not None:
                    text.add(f"if not {text.bind(step.kept)}(element): continue")
                values, names = self._shown(pair.parts, "element", "item", dict(above), absent=False)
                if step.key is None:
                    text.add(f"shown.append({values})")
                else:
                    self._keyed(next(part for part in pair.parts if part.name == step.key), names, values)
            text.add("return tuple(shown)" if step.key is None else "return shown or ()")

    def _keyed(self, pair: PairMapping, names: dict[str, str], values: str) -> None:
        text, step = self.text, pair.steps[self.side]
        key = text.fresh("v")
        same = isinstance(step, Single) and not step.loose and (step.codec.key or step.codec.read) is step.codec.read
        found = names[pair.name] if same else f"{text.bind(pair.keys[self.side])}(element, item, links)"
        text.add(f"{key} = {found}")
        text.add(f"if type({key}) is not str or not {key}: {key} = {text.bind(told)}({key})")
        text.add(f"if {key} in shown: raise Slower")
        text.add(f"shown[{key}] = {values}")
