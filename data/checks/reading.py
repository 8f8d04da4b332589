"""A pack as a person reads it under one reason, for measuring. Tolerates a pack that has been refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from data.prose import figure_text, parse, plain
from data.refusals import shown_texts
from data.schema import ALL, CellText, Fact, Outcome, Section, Structure, Texts
from data.wording import Said


class Reading:
    """The texts of one language, each resolved to the words that are seen."""

    def __init__(self, file: str, structure: Structure, texts: Texts, facts: Mapping[str, Fact]) -> None:
        self.file, self.structure, self.texts, self.facts = file, structure, texts, facts
        self.options = tuple(option.id for option in structure.options)
        self.reasons = tuple(reason.id for reason in structure.reasons)
        self.general = next((reason.id for reason in structure.reasons if reason.general), "")
        self._terms = {term: entry.term for term, entry in texts.glossary.items()}

    @property
    def language(self) -> str:
        return self.texts.language

    @cached_property
    def all_said(self) -> tuple[Said, ...]:
        """Every text with its path, in the order of the file."""
        return tuple(shown_texts(self.structure, self.texts))

    def key(self, reason: str) -> str:
        """The reason key of a reason's own texts."""
        return ALL if reason == self.general else reason

    def words(self, text: str) -> str:
        """The text as it is seen: figures filled in, terms in words, no marks."""
        if not any(mark in text for mark in "[{*"):
            return text
        return plain(parse(text, self._figure, _Forgiving(self._terms)))

    def _figure(self, figure_id: str) -> str:
        figure = self.structure.figure_by_id.get(figure_id)
        return figure_text(figure, self.texts) if figure else "0"

    def section(self, option: str, reason: str, section: Section) -> tuple[str, tuple[str, ...]]:
        """The path of the section that is shown, and its paragraphs as they are seen."""
        for key in (self.key(reason), ALL):
            panel = self.texts.panels.get(key, {}).get(option)
            if panel is not None and section in panel.sections:
                path = f"$.panels.{key}.{option}.sections.{section}"
                return path, tuple(self.words(paragraph) for paragraph in panel.sections[section])
        return f"$.panels.{ALL}.{option}.sections", ()

    def section_facts(self, option: str, reason: str, section: Section) -> tuple[str, ...]:
        """The facts that are shown with the section."""
        for key in (self.key(reason), ALL):
            panel = self.texts.panels.get(key, {}).get(option)
            if panel is not None and section in panel.sections:
                place = self.structure.panels.get(key, {}).get(option)
                return place.sections[section].facts if place and section in place.sections else ()
        return ()

    def panel(self, option: str, reason: str) -> str:
        """All sections of a panel, a paragraph a line."""
        return "\n".join(p for section in Section for p in self.section(option, reason, section)[1])

    def cells(self, option: str, reason: str) -> tuple[tuple[str, CellText], ...]:
        """Path and texts of the option's answer in each row."""
        found: list[tuple[str, CellText]] = []
        for factor, row in self.texts.factors.items():
            for key in (self.key(reason), ALL):
                cell = row.cells.get(key, {}).get(option)
                if cell is not None:
                    found.append((f"$.factors.{factor}.cells.{key}.{option}", cell))
                    break
        return tuple(found)

    def outcomes(self, reason: str) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.structure.outcomes if outcome.reason == reason)


class _Forgiving(dict[str, str]):
    """Terms by id; one that is not defined reads as its id."""

    def __missing__(self, key: str) -> str:
        return key.replace("-", " ")
