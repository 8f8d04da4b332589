"""What the options are called in their columns, and what stands instead while their names are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.comparison import LETTERS, Comparison, OptionView, OutcomeView, Picture, Row, SectionView, Text
from data.prose import plain
from data.schema import Use
from gui.visit.state import Visit
from gui.visit.words import Words

NOBODYS = "…"
"""Stands for a hidden word that names no option in particular."""
_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `index` chooses colour and shape: the place in the pack, or the column's own while names are hidden.

    `short` stands alone, as a label; `in_sentence` stands inside one. While names are hidden, `letter` and all names
    are the letter of the column, and `tagline` is empty.
    """

    option_id: str
    index: int
    letter: str
    name: str
    short: str
    in_sentence: str
    tagline: str
    hidden: bool
    unused: tuple[str, str] | None = None
    """Where the option is not used for what it would be for: that and why, and what its name may mean instead."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Puts letters in place of names: `letters` by name without capitals, longest names first in `pattern`."""

    pattern: re.Pattern[str]
    letters: tuple[str, ...]

    def text(self, text: str) -> str:
        """The text with every name of an option replaced by the letter of its column."""
        return self.pattern.sub(self._letter, text)

    def pieces(self, pieces: Text) -> Text:
        """The same for a text in pieces; a name may run over several."""
        whole = plain(pieces)
        spans = [(found.start(), found.end(), self._letter(found)) for found in self.pattern.finditer(whole)]
        if not spans:
            return pieces
        masked, at = [], 0
        for piece in pieces:
            end = at + len(piece.text)
            text = "".join(_run(whole, at, end, spans))
            if text:
                masked.append(replace(piece, text=text))
            at = end
        return tuple(masked)

    def texts(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.text(text) for text in texts)

    def _letter(self, found: re.Match[str]) -> str:
        return self.letters[(found.lastindex or 1) - 1]


def columns(comparison: Comparison, visit: Visit) -> tuple[Column, ...]:
    """The columns from left to right, shared by grid, checklist, sentences and sheet."""
    hidden = _hidden(comparison, visit)
    if hidden is not None:
        ids = (comparison.options[place].id for place in hidden)
        return tuple(
            Column(option_id, i, letter, letter, letter, letter, "", True)
            for i, (option_id, letter) in enumerate(zip(ids, LETTERS, strict=False))
        )
    natural = tuple(range(len(comparison.options)))
    order = visit.order if tuple(sorted(visit.order)) == natural else natural
    options = (comparison.options[place] for place in order)
    return tuple(
        Column(o.id, o.index, o.letter, o.name, o.short, o.in_sentence, o.tagline, False, _unused(o)) for o in options
    )


def _unused(option: OptionView) -> tuple[str, str] | None:
    return (plain(option.use_say), plain(option.use_instead)) if option.use is Use.NOT_USED else None


def told(comparison: Comparison, visit: Visit, words: Words, *, short: bool = False, least: bool = False) -> str:
    """What is said about the names: that and why they are hidden, or which letter was which; else nothing. In short, or
    in the least of words."""
    if _hidden(comparison, visit) is not None:
        if least:
            return words["names.hidden.least"]
        letters = words.listed(tuple(LETTERS[: len(comparison.options)]))
        return words["names.hidden.short"] if short else words.say("names.hidden", letters=letters)
    if visit.was_hidden is None or sorted(visit.was_hidden) != list(range(len(comparison.options))):
        return ""
    options = (comparison.options[place] for place in visit.was_hidden)
    pairs = tuple(
        words.say("names.was", letter=letter, option=option.in_sentence)
        for letter, option in zip(LETTERS, options, strict=False)
    )
    return words.say("names.shown.least" if least else "names.shown", pairs=words.listed(pairs))


def mask(comparison: Comparison, visit: Visit) -> Mask | None:
    """What hides the names in texts; None while names are shown.

    Hidden are names, short names, other names for whatever reason, and the words of the names helper: a word that
    means several options becomes their letters, one that means none becomes `NOBODYS`. A comparison without names has
    none left to hide.
    """
    if _hidden(comparison, visit) is None or all(option.name == option.letter for option in comparison.options):
        return None
    letters = {column.option_id: column.letter for column in columns(comparison, visit)}
    hides: dict[str, str] = {}
    for option in comparison.options:
        for name in (option.name, option.short, option.in_sentence, *option.also_called):
            for form in forms(name):
                hides.setdefault(form, letters[option.id])
    for option in comparison.options:
        for form in (form for name in option.also_elsewhere for form in forms(name)):
            hides.setdefault(form, letters[option.id])
    for name_view in comparison.names:
        means = "/".join(sorted(letters[option] for option in name_view.means)) or NOBODYS
        for form in forms(name_view.word):
            hides.setdefault(form, means)
    ordered = sorted(hides, key=lambda form: (-len(form), form))
    pattern = "|".join(f"({_pattern(form)})" for form in ordered)
    return Mask(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), tuple(hides[form] for form in ordered))


def veiled(comparison: Comparison, visit: Visit) -> Comparison:
    """The comparison with every name in every text hidden; the same object while names are shown.

    Facts are left out, as the titles of sources name the options. Ids and the order of options stay.
    """
    hides = mask(comparison, visit)
    return comparison if hides is None else _Veil(comparison, visit, hides).comparison()


def _hidden(comparison: Comparison, visit: Visit) -> tuple[int, ...] | None:
    if visit.hidden is None or sorted(visit.hidden) != list(range(len(comparison.options))):
        return None
    return visit.hidden


def forms(name: str) -> Iterator[str]:
    """The name as written, and for "Long name (LN)" also "Long name" and "LN"."""
    yield name.strip().casefold()
    inner = _BRACKETS.search(name)
    if inner:
        yield inner.group(1).strip().casefold()
        without = _BRACKETS.sub(" ", name).strip().casefold()
        if without:
            yield without


def _pattern(form: str) -> str:
    """Matches the name with spaces or hyphens between its words, in singular, plural or possessive."""
    words = [re.escape(word) for word in re.split(r"[\s\-‑]+", form) if word]
    last = words[-1]
    if last.endswith("y"):
        words[-1] = rf"{last[:-1]}(?:y|ies)"
    end = "" if form.endswith(")") else r"(?:e?s)?(?:[’']s)?"
    return r"[\s\-‑]+".join(words) + end


def _run(whole: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> Iterator[str]:
    """What is left of `whole[start:end]`; a letter stands in the run in which its name begins."""
    at = start
    for low, high, letter in spans:
        if high <= start or low >= end:
            continue
        yield whole[at : max(at, low)]
        if low >= start:
            yield letter
        at = min(high, end)
    yield whole[at:end]


class _Veil:
    def __init__(self, comparison: Comparison, visit: Visit, hides: Mask) -> None:
        self.bare, self.hides = comparison, hides
        self.columns = {column.option_id: column for column in columns(comparison, visit)}

    def comparison(self) -> Comparison:
        bare, text, pieces = self.bare, self.hides.text, self.hides.pieces
        return replace(
            bare,
            reason=replace(bare.reason, name=text(bare.reason.name), detail=text(bare.reason.detail)),
            options=tuple(self.option(option) for option in bare.options),
            groups=tuple((group, text(name)) for group, name in bare.groups),
            rows=tuple(self.row(row) for row in bare.rows),
            statements=tuple(
                replace(
                    s,
                    say=text(s.say),
                    short=text(s.short),
                    fits=tuple(replace(fit, why=text(fit.why)) for fit in s.fits),
                )
                for s in bare.statements
            ),
            names=(),
            topics=tuple((topic, text(name)) for topic, name in bare.topics),
            questions=tuple(replace(q, say=text(q.say)) for q in bare.questions),
            quiz=tuple(
                replace(q, ask=text(q.ask), choices=self.hides.texts(q.choices), why=pieces(q.why)) for q in bare.quiz
            ),
            readiness=tuple(
                replace(r, ask=text(r.ask), short=text(r.short), help=pieces(r.help)) for r in bare.readiness
            ),
            glossary=tuple(
                replace(g, term=text(g.term), meaning=pieces(g.meaning), synonyms=self.hides.texts(g.synonyms))
                for g in bare.glossary
            ),
        )

    def option(self, option: OptionView) -> OptionView:
        column, pieces = self.columns[option.id], self.hides.pieces
        return replace(
            option,
            index=column.index,
            letter=column.letter,
            name=column.name,
            short=column.short,
            in_sentence=column.in_sentence,
            tagline=column.tagline,
            also_called=(),
            also_elsewhere=(),
            use_say=pieces(option.use_say),
            use_instead=pieces(option.use_instead),
            sections=tuple(self.section(section) for section in option.sections),
            hero=self.picture(option.hero) if option.hero else None,
            steps=tuple(self.picture(step) for step in option.steps),
        )

    def section(self, section: SectionView) -> SectionView:
        return replace(
            section,
            heading=self.hides.text(section.heading),
            paragraphs=tuple(self.hides.pieces(paragraph) for paragraph in section.paragraphs),
            facts=(),
            outcomes=tuple(self.outcome(outcome) for outcome in section.outcomes),
        )

    def picture(self, picture: Picture) -> Picture:
        return replace(picture, caption=self.hides.text(picture.caption), said=self.hides.text(picture.said))

    def row(self, row: Row) -> Row:
        pieces = self.hides.pieces
        return replace(
            row,
            question=pieces(row.question),
            why=pieces(row.why),
            cells=tuple(
                replace(cell, headline=pieces(cell.headline), detail=pieces(cell.detail), facts=())
                for cell in row.cells
            ),
            outcomes=tuple(self.outcome(outcome) for outcome in row.outcomes),
        )

    def outcome(self, outcome: OutcomeView) -> OutcomeView:
        text, pieces = self.hides.text, self.hides.pieces
        return replace(
            outcome,
            what=pieces(outcome.what),
            who=pieces(outcome.who),
            arms=tuple(replace(arm, what=text(arm.what)) for arm in outcome.arms),
            happened=text(outcome.happened),
            not_happened=text(outcome.not_happened),
            note=pieces(outcome.note),
            facts=(),
        )
