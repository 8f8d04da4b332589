"""Where an aid comes from: its version and dates, who made it and how, the standard, and how easy it is to read.

The page about it and the back of the sheet both say this, each in its own form.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from data.comparison import Text
from data.prose import Piece, figure_text, parse, plain
from gui.visit.words import Words

if TYPE_CHECKING:
    from data.checks.reading import Reading
    from data.checks.standard import Item
    from data.library import Pack

program_version = cache(version)
"""Read from the disk once."""
GROUPS = ("qualifying", "certifying", "quality")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One item of the standard, and the word for how it stands."""

    title: str
    word: str
    met: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A group of the standard, with how many of its items are met."""

    heading: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One part of what stands on the back of the sheet. `listed`: its lines are items of a list."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False


class Credits:
    """All this about one pack, as it stands `today`. What must be reckoned is kept."""

    def __init__(self, pack: Pack, words: Words, today: datetime.date) -> None:
        self.pack, self.words, self.today = pack, words, today
        self._standard: tuple[Scored, ...] | None = None
        self._grades: dict[str, Mapping[str, tuple[float, float]]] = {}

    # --- what the pack says itself

    def version(self) -> str:
        return self.words.say("about.version", version=self.pack.version, hash=self.pack.short_hash)

    def made(self) -> tuple[str, ...]:
        """When the content was made, and what shows it."""
        return (
            self.words.say("about.produced", date=self.date(self.pack.structure.produced)),
            self.words.say("about.program", version=program_version("evenhand")),
        )

    def reviewed(self) -> str:
        review = self.pack.structure.review
        if review is None:
            return self.words["sheet.not_reviewed"]
        return self.words.say("sheet.reviewed", by=review.by, role=review.role, date=self.date(review.date))

    def review_by(self) -> str:
        return self.words.say("about.review_by", date=self.date(self.pack.structure.review_by))

    @property
    def past(self) -> bool:
        """Is the day gone by which the content is to be looked at again?"""
        return self.today > self.pack.structure.review_by

    def banner(self) -> Text:
        """What is said once that day has gone."""
        return self._text(self.pack.texts.about.after_review_by)

    def after(self) -> Text:
        """The same, announced before."""
        return (Piece(self.words["about.after"] + " "), *self.banner())

    def update_policy(self) -> Text:
        return self._text(self.pack.texts.about.update_policy)

    def authors(self) -> tuple[Text, ...]:
        about = self.pack.texts.about
        return tuple((Piece(f"{a.name}. ", strong=True), Piece(a.qualifications)) for a in about.authors)

    def funding(self) -> Text:
        return self._text(self.pack.texts.about.funding)

    def evidence(self) -> tuple[Text, ...]:
        return tuple(self._text(paragraph) for paragraph in self.pack.texts.about.evidence)

    # --- what is reckoned

    def standard(self) -> tuple[Scored, ...]:
        if self._standard is None:
            # The checks are read in when somebody wants to know, and not at the start.
            from data.checks.standard import Context, standard

            scored = standard(Context((self._reading(),), self.today))
            self._standard = tuple(
                Scored(
                    self._score(group, scored.score(group)),
                    tuple(self._verdict(item) for item in scored.items if item.group == group),
                )
                for group in GROUPS
            )
        return self._standard

    def _score(self, group: str, score: str) -> str:
        met, _, of = score.partition("/")
        return self.words.say(f"about.standard.{group}", met=met, of=of)

    def _verdict(self, item: Item) -> Verdict:
        how = item.status.value
        title = self.words[f"about.standard.{item.group}.{item.number}"]
        return Verdict(title, self.words["about.standard." + how.replace(" ", "_")], how == "met")

    def reading(self, reason: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """How easy each option's panel is to read under a reason; `names` are those of the options, in their order.

        Empty where the language has no formula.
        """
        from data.checks.readability import formulas

        pair = formulas(self.pack.language)
        if pair is None:
            return ()
        of_options = self._graded(reason)
        return tuple(
            self.words.say(
                "about.reading.grade",
                option=name,
                first=of_options[option][0],
                first_name=pair[0].name,
                second=of_options[option][1],
                second_name=pair[1].name,
            )
            for option, name in names.items()
        )

    def reading_intro(self) -> str:
        """What the grades are, or that there are none for this language."""
        from data.checks.readability import formulas

        pair = formulas(self.pack.language)
        key = "none" if pair is None else "ease" if pair[0].ease else "what"
        return self.words[f"about.reading.{key}"]

    def reckon(self) -> Iterator[None]:
        """Reckons everything, a part a step."""
        from data.checks import readability  # noqa: F401

        yield
        from data.checks import standard  # noqa: F401

        yield
        self.standard()
        for reason in self.pack.structure.reasons:
            yield
            self._graded(reason.id)

    def _graded(self, reason: str) -> Mapping[str, tuple[float, float]]:
        if reason not in self._grades:
            from data.checks.readability import panel_grades

            self._grades[reason] = panel_grades(self._reading(), reason)
        return self._grades[reason]

    def _reading(self) -> Reading:
        from data.checks.reading import Reading

        pack = self.pack
        return Reading(f"{pack.language}.json", pack.structure, pack.texts, pack.facts)

    # --- the back of the sheet

    def notes(self, reason: str, names: Mapping[str, str]) -> tuple[Note, ...]:
        """All of it in plain words, with the readability of this reason's panels."""
        words = self.words
        review = (self.reviewed(), self.review_by(), plain(self.banner() if self.past else self.after()))
        standard = (
            Note(group.heading, tuple(map(self._item, group.verdicts)), listed=True) for group in self.standard()
        )
        return (
            Note(words["about.content"], (self.version(), *self.made())),
            Note(words["about.review"], (*review, plain(self.update_policy()))),
            Note(words["about.makers"], tuple(map(plain, (*self.authors(), self.funding())))),
            Note(words["about.evidence"], tuple(map(plain, self.evidence()))),
            Note(words["about.reading"], (self.reading_intro(), *self.reading(reason, names))),
            Note(words["about.standard"], (words["about.standard.what"],)),
            *standard,
        )

    def _item(self, verdict: Verdict) -> str:
        return self.words.say("about.standard.item", title=verdict.title, word=verdict.word.replace(" ", "\u00a0"))

    # ---

    def date(self, date: datetime.date) -> str:
        month = self.words[f"about.month.{date.month}"]
        return self.words.say("about.date", day=date.day, month=month, year=date.year)

    def _text(self, text: str) -> Text:
        texts, figures = self.pack.texts, self.pack.structure.figure_by_id
        terms = {term: entry.term for term, entry in texts.glossary.items()}
        return parse(text, lambda figure: figure_text(figures[figure], texts), terms)
