"""What holds between the fields of a pack. Whatever does not hold refuses the pack, and all of it is said at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from data.carried import Carriers, half_up
from data.problem import Problem, json_path
from data.prose import figure_ids, term_ids
from data.schema import (
    ALL,
    Arm,
    Cell,
    Fact,
    Facts,
    InFact,
    Outcome,
    Panel,
    PanelText,
    PictureText,
    Place,
    Section,
    Statement,
    Structure,
    Texts,
    Use,
)
from data.wording import MARKED, Kind, Parts, Said, doubtful, look, other_unit, word_count

PACK: Final = "pack.json"
FACTS: Final = "facts.json"
HEADLINE_WORDS: Final = 10
WHY_WORDS: Final = 16
PROCESS_ITEMS: Final = (12, 13, 14, 15, 16, 17, 22, 23)
"""Items of the decision-aid standard about work with people, which no pack can prove by itself."""

Listed = Mapping[Parts, tuple[str, ...]]
"""The figures that pack.json lists, by the place that lists them."""

_OF: Final = re.compile(r"\{([a-z0-9-]+)\} (?:out )?of (?:the )?\{([a-z0-9-]+)\}")
_LEVELS: Final = ("very low", "low", "moderate", "high")


def refusals(structure: Structure | None, texts: Mapping[str, Texts], facts: Facts | None) -> tuple[Problem, ...]:
    """Every fault between the fields of the pack; `texts` by file name, such as `en.json`.

    Without facts or structure (they could not be read) what rests on them is not checked.
    """
    if structure is None:
        return tuple(problem for file, of_language in texts.items() for problem in _wording(file, of_language))
    carriers = Carriers({fact.id: fact for fact in facts.facts}) if facts is not None else None
    listed = dict(listed_figures(structure))
    found = _Structure(structure, facts, listed).problems()
    for file, of_language in texts.items():
        found += _Texts(structure, file, of_language, carriers, listed).problems()
    return tuple(found)


def _wording(file: str, texts: Texts) -> Iterator[Problem]:
    every = tuple(shown_texts(None, texts))
    look_at = doubtful(every)
    for said in every:
        if said.text in look_at:
            for fault in look(said):
                yield Problem(file, said.path, fault.code, fault.message, fault.fix)


_ABOUT_ABSENCE: Final = (
    *("dangling", "text-missing", "text-unknown", "option-missing", "general-missing", "general-reason"),
    *("claim-without-place", "section-missing", "reason-key", "drawings", "choices", "figure-unknown", "term-unknown"),
    *("figure-not-shown", "figure-not-listed", "figure-without-source"),
)


def worth_saying(problems: Iterable[Problem], gone: frozenset[str]) -> Iterator[Problem]:
    """Leaves out what is only missing because its faulty part, with the ids `gone`, was cut out of the file."""
    for problem in problems:
        if gone and problem.code in _ABOUT_ABSENCE:
            named = re.findall(r'"([^"]*)"', problem.message) + re.split(r"[.\[\]]+", problem.path)
            if problem.code == "general-reason" or not gone.isdisjoint(named):
                continue
        yield problem


_PROSE, _LINE, _PLAIN, _NAME, _RECORD = Kind
"""Looked up once: a member of an enumeration is slow to reach, and a pack has thousands of texts."""


def shown_texts(structure: Structure | None, texts: Texts) -> Iterator[Said]:
    """Every text that a person can read, with its place, in the order of the file.

    The facts beside a text come from the structure; without one there are none.
    """
    yield Said(("name",), texts.name, _PLAIN)
    yield Said(("range_word",), texts.range_word, _PLAIN)
    intro, about = texts.intro, texts.about
    yield Said(("intro", "title"), intro.title, _PLAIN)
    for i, say in enumerate(intro.say):
        yield Said(("intro", "say", i), say, _PROSE)
    for name in ("condition", "decision", "names_ask"):
        yield Said(("intro", name), getattr(intro, name), _PROSE)
    for name in ("reason_question", "reason_help", "names_heading"):
        yield Said(("intro", name), getattr(intro, name), _PLAIN)
    for name in ("funding", "update_policy", "after_review_by"):
        yield Said(("about", name), getattr(about, name), _RECORD)
    for i, author in enumerate(about.authors):
        yield Said(("about", "authors", i, "name"), author.name, _NAME)
        yield Said(("about", "authors", i, "qualifications"), author.qualifications, _NAME)
    for i, evidence in enumerate(about.evidence):
        yield Said(("about", "evidence", i), evidence, _RECORD)
    for section, heading in texts.sections.items():
        yield Said(("sections", section), heading, _PLAIN)
    for option, named in texts.options.items():
        yield Said(("options", option, "name"), named.name, _NAME)
        yield Said(("options", option, "short"), named.short, _NAME)
        yield Said(("options", option, "in_sentence"), named.in_sentence, _NAME)
        yield Said(("options", option, "tagline"), named.tagline, _PLAIN)
        for key, names in named.also_called.items():
            for i, also in enumerate(names):
                yield Said(("options", option, "also_called", key, i), also, _NAME)
    for reason, of_reason in texts.reasons.items():
        yield Said(("reasons", reason, "name"), of_reason.name, _PLAIN)
        yield Said(("reasons", reason, "detail"), of_reason.detail, _PLAIN)
        for option, use in of_reason.use.items():
            yield Said(("reasons", reason, "use", option, "say"), use.say, _PROSE, reason)
            if use.instead is not None:
                yield Said(("reasons", reason, "use", option, "instead"), use.instead, _PROSE, reason)
    for group, name in texts.groups.items():
        yield Said(("groups", group), name, _PLAIN)
    for key, panels in texts.panels.items():
        for option, panel in panels.items():
            yield from _panel_texts(structure, key, option, panel)
    rows = {factor.id: (i, factor.cells) for i, factor in enumerate(structure.factors)} if structure else {}
    for factor, row in texts.factors.items():
        yield Said(("factors", factor, "question"), row.question, _LINE)
        yield Said(("factors", factor, "why"), row.why, _PROSE)
        i, answers = rows.get(factor, (0, {}))
        for key, cells in row.cells.items():
            by_option = answers.get(key, {})
            for option, cell in cells.items():
                place = by_option.get(option)
                cited = place.facts if place else ()
                beside = ("factors", i, "cells", key, option)
                at = ("factors", factor, "cells", key, option)
                yield Said((*at, "headline"), cell.headline, _LINE, key, cited, beside)
                yield Said((*at, "detail"), cell.detail, _PROSE, key, cited, beside)
    outcomes = {o.id: (i, o) for i, o in enumerate(structure.outcomes)} if structure else {}
    for outcome, happened in texts.outcomes.items():
        i, shown = outcomes.get(outcome, (0, None))
        key, cited = (shown.reason, shown.facts) if shown else (ALL, ())
        here, next_to = ("outcomes", outcome), ("outcomes", i)
        yield Said((*here, "what"), happened.what, _PROSE, key, cited, next_to)
        yield Said((*here, "who"), happened.who, _PROSE, key, cited, next_to)
        for option, arm in happened.arms.items():
            yield Said((*here, "arms", option), arm, _PLAIN, key, cited, next_to)
        yield Said((*here, "happened"), happened.happened, _PLAIN, key, cited, next_to)
        yield Said((*here, "not_happened"), happened.not_happened, _PLAIN, key, cited, next_to)
        if happened.note is not None:
            yield Said((*here, "note"), happened.note, _PROSE, key, cited, next_to)
    statements = {s.id: (i, s) for i, s in enumerate(structure.statements)} if structure else {}
    for statement, line in texts.statements.items():
        yield Said(("statements", statement, "say"), line.say, _LINE)
        yield Said(("statements", statement, "short"), line.short, _PLAIN)
        i, of_statement = statements.get(statement, (0, None))
        for key, why in line.why.items():
            fits = of_statement.fits.get(key, {}) if of_statement else {}
            for option, because in why.items():
                cited = ()
                if of_statement and "{" in because:
                    tied = (rows[factor][1] for factor in of_statement.factors if factor in rows)
                    cited = fits[option].facts if option in fits else ()
                    cited += tuple(fact for cells in tied for fact in _cell_facts(cells, key, (option,)))
                beside = ("statements", i, "fits", key, option)
                yield Said(("statements", statement, "why", key, option), because, _LINE, key, cited, beside)
    for name, help_ in texts.names.items():
        yield Said(("names", name, "word"), help_.word, _NAME)
        for key, answer in help_.answer.items():
            yield Said(("names", name, "answer", key), answer, _PROSE, key)
    for topic, title in texts.topics.items():
        yield Said(("topics", topic), title, _PLAIN)
    for question, asked in texts.questions.items():
        yield Said(("questions", question, "say"), asked.say, _PLAIN)
    quizzes = {q.id: (i, q) for i, q in enumerate(structure.quiz)} if structure else {}
    for quiz, item in texts.quiz.items():
        yield Said(("quiz", quiz, "ask"), item.ask, _PLAIN)
        for i, choice in enumerate(item.choices):
            yield Said(("quiz", quiz, "choices", i), choice, _PLAIN)
        for key, answer in item.why.items():
            i, of_quiz = quizzes.get(quiz, (0, None))
            cited = of_quiz.facts if of_quiz else ()
            if of_quiz and of_quiz.factor in rows:
                cited += _cell_facts(rows[of_quiz.factor][1], key)
            yield Said(("quiz", quiz, "why", key), answer, _PROSE, key, cited, ("quiz", i))
    for readiness, ready in texts.readiness.items():
        yield Said(("readiness", readiness, "ask"), ready.ask, _PLAIN)
        yield Said(("readiness", readiness, "short"), ready.short, _PLAIN)
        yield Said(("readiness", readiness, "help"), ready.help, _PROSE)
    for term, entry in texts.glossary.items():
        yield Said(("glossary", term, "term"), entry.term, _NAME)
        yield Said(("glossary", term, "meaning"), entry.meaning, _PROSE)
        for i, synonym in enumerate(entry.synonyms):
            yield Said(("glossary", term, "synonyms", i), synonym, _NAME)


def listed_figures(structure: Structure) -> Iterator[tuple[Parts, tuple[str, ...]]]:
    """The figures that pack.json lists, by the place that lists them."""
    for key, panels in structure.panels.items():
        for option, panel in panels.items():
            for section, place in panel.sections.items():
                if place.figures:
                    yield ("panels", key, option, "sections", section), place.figures
    for i, factor in enumerate(structure.factors):
        for key, cells in factor.cells.items():
            for option, cell in cells.items():
                if cell.figures:
                    yield ("factors", i, "cells", key, option), cell.figures
    for i, outcome in enumerate(structure.outcomes):
        if outcome.figures:
            yield ("outcomes", i), outcome.figures
    for i, statement in enumerate(structure.statements):
        for key, fits in statement.fits.items():
            for option, fit in fits.items():
                if fit.figures:
                    yield ("statements", i, "fits", key, option), fit.figures
    for i, quiz in enumerate(structure.quiz):
        if quiz.figures:
            yield ("quiz", i), quiz.figures


def _cell_facts(
    cells: Mapping[str, Mapping[str, Cell]], key: str, options: Iterable[str] | None = None
) -> tuple[str, ...]:
    """The facts that a row shows under a reason, for these options (None: for all)."""
    shown = cells.get(key) or cells.get(ALL, {})
    return tuple(fact for option in (options or shown) if option in shown for fact in shown[option].facts)


def _panel_texts(structure: Structure | None, key: str, option: str, panel: PanelText) -> Iterator[Said]:
    place = structure.panels.get(key, {}).get(option) if structure else None
    cited_by = place.sections if place else {}
    at = ("panels", key, option)
    for section, paragraphs in panel.sections.items():
        cited = cited_by[section].facts if section in cited_by else ()
        beside = (*at, "sections", section)
        for i, paragraph in enumerate(paragraphs):
            yield Said((*beside, i), paragraph, _PROSE, key, cited, beside)
    if panel.drawings is not None:
        pictures: list[tuple[Parts, PictureText]] = [(("hero",), panel.drawings.hero)]
        pictures += [(("steps", i), step) for i, step in enumerate(panel.drawings.steps)]
        for name, picture in pictures:
            yield Said((*at, "drawings", *name, "caption"), picture.caption, _PLAIN, key)
            yield Said((*at, "drawings", *name, "said"), picture.said, _PLAIN, key)


def _listed(ids: Iterable[str]) -> str:
    """Ids for a message: all of them, or the first few."""
    names = list(ids)
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def near(given: str, among: Iterable[str]) -> str:
    """ "Did you mean …? ", where one of the names is nearly the same."""
    found = difflib.get_close_matches(given, list(among), 1)
    return f'Did you mean "{found[0]}"? ' if found else ""


class _Collector:
    file: str

    def __init__(self, structure: Structure) -> None:
        self.found: list[Problem] = []
        self.options = [option.id for option in structure.options]
        self.reasons = [reason.id for reason in structure.reasons]
        self.general = [reason.id for reason in structure.reasons if reason.general]
        self.keys = [ALL, *(reason.id for reason in structure.reasons if not reason.general)]
        self.known_keys = set(self.keys).difference(self.general)
        self.known_options = set(self.options)

    def add(self, parts: Sequence[str | int], code: str, message: str, fix: str) -> None:
        self.found.append(Problem(self.file, json_path(parts), code, message, fix))

    def known(self, parts: Sequence[str | int], given: str, among: Iterable[str], what: str) -> bool:
        """Whether the id exists; says so if not."""
        if given in among:
            return True
        fix = f"{near(given, among)}Write one of: {_listed(among)}." if among else f"Add the {what} first."
        self.add(parts, "dangling", f'There is no {what} "{given}".', fix)
        return False

    def reason_keys(self, parts: Sequence[str | int], given: Mapping[str, object]) -> None:
        if ALL in given and given.keys() <= self.known_keys:
            return
        names = list(given)
        if ALL not in names:
            message = f'The general text "{ALL}" is missing.'
            self.add(
                parts, "general-missing", message, f'Add "{ALL}"; it is used wherever a reason has nothing of its own.'
            )
        for name in names:
            if name in self.general:
                message = f'"{name}" is the general reason; it shows what stands under "{ALL}".'
                self.add((*parts, name), "reason-key", message, f'Put this under "{ALL}" instead.')
            elif name not in self.keys:
                message = f'There is no reason "{name}".'
                self.add((*parts, name), "reason-key", message, f"Write one of: {_listed(self.keys)}.")


class _Structure(_Collector):
    """pack.json and facts.json."""

    file = PACK

    def __init__(self, structure: Structure, facts: Facts | None, listed: Listed) -> None:
        super().__init__(structure)
        self.s, self.listed = structure, listed
        self.have_facts = facts is not None
        self.all_facts = facts.facts if facts is not None else ()
        self.facts: dict[str, Fact] = {fact.id: fact for fact in self.all_facts}
        self._citable: dict[tuple[str, ...], frozenset[str]] = {}
        self.carriers = Carriers(self.facts)
        self.rows = {factor.id: factor.cells for factor in structure.factors}
        self.claims = set(structure.source_claims)
        self.placed: set[str] = set(structure.claims_in_intro)

    def problems(self) -> list[Problem]:
        self._facts_file()
        self._ids()
        self._reasons()
        self._panels()
        self._factors()
        self._figures()
        for i, outcome in enumerate(self.s.outcomes):
            self._outcome(i, outcome)
        self._statements()
        self._questions()
        self._claims()
        self._dates()
        return self.found

    def _facts_file(self) -> None:
        seen: set[str] = set()
        for i, fact in enumerate(self.all_facts):
            at = f"$.facts[{i}]"
            if fact.id in seen:
                fix = "Give one of them its own id, or remove it."
                self.found.append(Problem(FACTS, f"{at}.id", "doubled-id", f'Two facts are called "{fact.id}".', fix))
            seen.add(fact.id)
            for j, reason in enumerate(fact.reasons):
                if reason not in self.reasons:
                    fix = f"Write one of: {_listed(self.reasons)}."
                    message = f'There is no reason "{reason}".'
                    self.found.append(Problem(FACTS, f"{at}.reasons[{j}]", "dangling", message, fix))
            if fact.source.url is not None and not fact.source.url.startswith(("https://", "http://")):
                fix = 'An address begins with "https://".'
                self.found.append(Problem(FACTS, f"{at}.source.url", "address", "This is no address of a page.", fix))
            named: set[str] = set()
            for j, number in enumerate(fact.numbers):
                if number.id is not None and number.id in named:
                    message = f'Two numbers of the fact {fact.id} are called "{number.id}".'
                    fix = "Give one of them its own id."
                    self.found.append(Problem(FACTS, f"{at}.numbers[{j}].id", "doubled-id", message, fix))
                named.add(number.id or "")
                if number.numerator is None or number.denominator is None:
                    continue
                percent = number.value if "%" in (number.unit or "") else None
                exact = 100 * number.numerator / max(1, number.denominator)
                if not 0 <= number.numerator <= number.denominator or (percent and abs(percent - exact) > 1):
                    given = f" and {percent:g} percent" if percent else ""
                    message = f"{number.numerator} of {number.denominator}{given} is not possible."
                    fix = "Look it up in the source again."
                    self.found.append(Problem(FACTS, f"{at}.numbers[{j}]", "not-possible", message, fix))

    def _ids(self) -> None:
        s = self.s
        lists: tuple[tuple[str, Sequence[str], bool], ...] = (
            ("options", self.options, True),
            ("reasons", self.reasons, True),
            ("groups", s.groups, False),
            ("figures", [figure.id for figure in s.figures], True),
            ("factors", [factor.id for factor in s.factors], True),
            ("outcomes", [outcome.id for outcome in s.outcomes], True),
            ("statements", [statement.id for statement in s.statements], True),
            ("names", [name.id for name in s.names], True),
            ("topics", s.topics, False),
            ("questions", [question.id for question in s.questions], True),
            ("quiz", [quiz.id for quiz in s.quiz], True),
            ("readiness", [question.id for question in s.readiness], True),
            ("glossary", [term.id for term in s.glossary], True),
            ("languages", s.languages, False),
            ("source_claims", s.source_claims, False),
            ("claims_in_intro", s.claims_in_intro, False),
        )
        for name, ids, in_object in lists:
            seen: set[str] = set()
            for i, id_ in enumerate(ids):
                parts = (name, i, "id") if in_object else (name, i)
                if id_ in seen:
                    message = f'"{id_}" stands twice under "{name}".'
                    self.add(parts, "doubled-id", message, "Give one of them its own id, or remove it.")
                if id_ == ALL and name in ("options", "reasons"):
                    message = f'"{ALL}" means the general text and cannot be an id here.'
                    self.add(parts, "reserved-id", message, 'Choose another id, such as "everyone".')
                seen.add(id_)

    def _reasons(self) -> None:
        if len(self.general) != 1:
            message = f"{len(self.general)} reasons are general; exactly one must be, for people who are not sure yet."
            self.add(("reasons",), "general-reason", message, 'Write "general": true in one reason and in no other.')
        for i, reason in enumerate(self.s.reasons):
            self._all_options(("reasons", i, "use"), reason.use, "say whether it is used")

    def _all_options(self, parts: Sequence[str | int], given: Mapping[str, object], what: str) -> None:
        """Every option must stand here, and nothing else."""
        if given.keys() == self.known_options:
            return
        names = list(given)
        for option in self.options:
            if option not in names:
                message = f'The option "{option}" has nothing here, and others have.'
                self.add(parts, "option-missing", message, f'Add "{option}" and {what}, so that the options stay even.')
        for name in names:
            if name not in self.options:
                self.add(
                    (*parts, name),
                    "dangling",
                    f'There is no option "{name}".',
                    f"Write one of: {_listed(self.options)}.",
                )

    def _cite(
        self, parts: Sequence[str | int], fact_ids: Sequence[str], reasons: tuple[str, ...], *, alone: bool = False
    ) -> None:
        """The facts exist and may be cited for each of these reasons; `alone`: it is one fact and no list."""
        if reasons not in self._citable:
            self._citable[reasons] = self._citable_for(reasons)
        if self._citable[reasons].issuperset(fact_ids) and len(set(fact_ids)) == len(fact_ids):
            return
        for i, fact_id in enumerate(fact_ids):
            at = parts if alone else (*parts, i)
            fact = self.facts.get(fact_id)
            if fact is None and not self.have_facts:
                continue
            if fact is None:
                message = f'There is no fact "{fact_id}" in {FACTS}.'
                self.add(at, "dangling", message, "Check the id, or add the fact with its source first.")
                continue
            if fact_id in fact_ids[:i]:
                self.add(at, "doubled-id", f'"{fact_id}" is named twice here.', "Remove one of them.")
            for reason in reasons:
                if fact.reasons and reason in self.keys and reason != ALL and reason not in fact.reasons:
                    message = f'The fact "{fact_id}" is about {_listed(fact.reasons)}, not about "{reason}".'
                    fix = "Cite a fact of this reason, or move what it says to its own reason."
                    self.add(at, "fact-of-another-reason", message, fix)

    def _citable_for(self, reasons: tuple[str, ...]) -> frozenset[str]:
        bound = {reason for reason in reasons if reason in self.keys and reason != ALL}
        facts = self.facts.values()
        return frozenset(fact.id for fact in facts if not fact.reasons or bound.issubset(fact.reasons))

    def _place(self, parts: Sequence[str | int], place: Place, key: str) -> None:
        if place.facts:
            self._cite((*parts, "facts"), place.facts, (key,))
        for i, claim in enumerate(place.claims):
            self.placed.add(claim)
            if claim not in self.claims:
                message = f'There is no claim "{claim}" under "source_claims".'
                self.add((*parts, "claims", i), "dangling", message, "Check the number, or add it to the list.")
            if claim in place.claims[:i]:
                self.add((*parts, "claims", i), "doubled-id", f'"{claim}" is named twice here.', "Remove one of them.")

    def _panels(self) -> None:
        self.reason_keys(("panels",), self.s.panels)
        for key, panels in self.s.panels.items():
            self._all_options(("panels", key), panels, "its sections (an empty object if no fact stands behind them)")
            for option, panel in panels.items():
                for section, place in panel.sections.items():
                    self._place(("panels", key, option, "sections", section), place, key)
        general = self.s.panels.get(ALL, {})
        drawn = [option for option, panel in general.items() if panel.drawings is not None]
        for option in general:
            if drawn and option not in drawn:
                message = f'The option "{option}" has no drawings, and {_listed(drawn)} has.'
                fix = 'Give every option a "hero" and four to six "steps", or none of them.'
                self.add(("panels", ALL, option), "option-missing", message, fix)

    def _factors(self) -> None:
        for i, factor in enumerate(self.s.factors):
            at = ("factors", i)
            self.known((*at, "group"), factor.group, self.s.groups, "group")
            self.reason_keys((*at, "cells"), factor.cells)
            for key, cells in factor.cells.items():
                self._all_options((*at, "cells", key), cells, "its answer")
                for option, cell in cells.items():
                    self._place((*at, "cells", key, option), cell, key)

    def _figure_reasons(self, parts: Sequence[str | int], reasons: Sequence[str]) -> None:
        for i, reason in enumerate(reasons):
            at = (*parts, i)
            if not self.known(at, reason, self.reasons, "reason"):
                continue
            self._no_general_numbers(at, reason)
            if reason in reasons[:i]:
                self.add(at, "doubled-id", f'"{reason}" is named twice here.', "Remove one of them.")

    def _no_general_numbers(self, parts: Sequence[str | int], reason: str) -> None:
        if reason in self.general and len(self.reasons) > 1:
            message = f'"{reason}" is the general reason, and the general text has no numbers.'
            fix = "Name the reason whose people were studied, so that no figure reaches the text of another problem."
            self.add(parts, "number-without-reason", message, fix)

    def _figures(self) -> None:
        shown: set[str] = set()
        for place, listed in self.listed.items():
            shown.update(listed)
            for j, id_ in enumerate(listed):
                if id_ not in self.s.figure_by_id:
                    message = f'There is no figure "{id_}".'
                    self.add(
                        (*place, "figures", j), "dangling", message, 'Add it under "figures" first, or correct its id.'
                    )
        seen: dict[tuple[object, ...], str] = {}
        for i, figure in enumerate(self.s.figures):
            at = ("figures", i)
            self._figure_reasons((*at, "reasons"), figure.reasons)
            if figure.id not in shown:
                message = f'The figure "{figure.id}" is listed nowhere, so nobody sees it.'
                fix = f'Add "{figure.id}" to the "figures" of the place whose text shows it, or remove it.'
                self.add(at, "figure-not-shown", message, fix)
            if (figure.value is None) == (figure.low is None) or (figure.low is None) != (figure.high is None):
                message = f'The figure "{figure.id}" needs a value, or both a low and a high end.'
                self.add(at, "figure-without-value", message, 'Write "value": 24, or "low": 20 and "high": 60.')
                continue
            numbers = tuple(n for n in (figure.low, figure.value, figure.high) if n is not None)
            if numbers[0] < 0:
                fix = 'Write it without the sign, and say "fewer" or "less" in the text.'
                self.add(at, "not-possible", "A figure in a sentence has no minus.", fix)
                continue
            if numbers != tuple(sorted(numbers)):
                self.add(at, "not-possible", "Low and high are not in order.", "Look them up in the source again.")
                continue
            where = self._stands(at, figure, figure.unit, numbers, figure.reasons)
            other = seen.setdefault(where, figure.id) if where else figure.id
            if other != figure.id:
                message = f'The figures "{other}" and "{figure.id}" are the same number of {figure.fact}.'
                fix = "Use one id wherever it is shown. If they are two numbers, name the other one here."
                self.add(at, "doubled-figure", message, fix)

    def _stands(
        self,
        at: tuple[str | int, ...],
        place: InFact,
        unit: str,
        shown: tuple[float, ...],
        reasons: tuple[str, ...],
        shown_at: tuple[str | int, ...] = (),
    ) -> tuple[object, ...]:
        """Checks that the fact has these very numbers at the place; returns where, empty if it does not."""
        if place.fact not in self.facts:
            self._cite((*at, "fact"), (place.fact,), (), alone=True)
            return ()
        self._cite((*at, "fact"), (place.fact,), reasons, alone=True)
        stands = self.carriers.standing(place, unit)
        if stands.wrong:
            parts = at if stands.wrong == "fact" else (*at, stands.wrong)
            if stands.wrong == "unit" and shown_at:
                parts = shown_at
            self.add(parts, "not-carried", stands.message, stands.fix)
            return ()
        if tuple(map(abs, stands.numbers)) != shown:
            fact_has, here = (" to ".join(f"{n:.12g}" for n in numbers) for numbers in (stands.numbers, shown))
            message = f"The fact {place.fact} has {fact_has} there, and this is {here}."
            fix = "Write the number of the fact, never rounded, or name the number that is meant."
            self.add(shown_at or at, "not-carried", message, fix)
            return ()
        return stands.where

    def _outcome(self, i: int, outcome: Outcome) -> None:
        at = ("outcomes", i)
        if self.known((*at, "reason"), outcome.reason, self.reasons, "reason"):
            self._no_general_numbers((*at, "reason"), outcome.reason)
        if outcome.factor is not None:
            self.known((*at, "factor"), outcome.factor, self.rows, "row")
        self._cite((*at, "facts"), outcome.facts, (outcome.reason,))
        if (outcome.when.unit == "at_once") != (outcome.when.value == 0):
            message = 'Only "at_once" has the value 0, and it has no other.'
            self.add((*at, "when"), "not-possible", message, 'Write {"value": 3, "unit": "months"}, for example.')
        elif outcome.when_from is not None:
            self._from(at, "when", outcome, outcome.when_from, outcome.when.unit, outcome.when.value)
        elif outcome.when.value:
            message = "It is not said where in the facts this time stands."
            fix = 'Add "when_from", such as {"fact": "A31", "number": "treated", "part": "timeframe"}.'
            self.add((*at, "when"), "not-carried", message, fix)
        counted = sum(arm.denominator or 0 for arm in outcome.arms)
        if outcome.people < counted:
            message = f"{outcome.people} people are fewer than the {counted} of its groups."
            self.add((*at, "people"), "not-possible", message, "Look it up in the source again.")
        elif outcome.people_from is not None:
            self._from(at, "people", outcome, outcome.people_from, "group", outcome.people)
        elif outcome.people != counted:
            message = f"{outcome.people} people are not the sum of the groups ({counted})."
            fix = (
                'Write their sum; or say where in the facts the number stands, such as "people_from": '
                '{"fact": "A31", "number": "treated", "part": "denominator"}.'
            )
            self.add((*at, "people"), "not-carried", message, fix)
        place: tuple[int, int] = (0, 0)
        for j, arm in enumerate(outcome.arms):
            arm_at = (*at, "arms", j)
            known = self.known((*arm_at, "option"), arm.option, self.options, "option")
            if known and arm.option in [earlier.option for earlier in outcome.arms[:j]]:
                message = f'"{arm.option}" stands twice in this outcome.'
                self.add((*arm_at, "option"), "doubled-id", message, "Each option has one group of people here.")
            place = self._arm(arm_at, arm, outcome, place)
        self._difference(at, outcome)
        self._certainty(at, outcome)

    def _from(
        self, at: tuple[str | int, ...], name: str, outcome: Outcome, place: InFact, unit: str, value: float
    ) -> None:
        """The time or the people of an outcome stand at a place of one of the facts it cites."""
        if place.fact in self.facts and place.fact not in outcome.facts:
            message = f"This outcome does not cite the fact {place.fact}."
            fix = f'Add "{place.fact}" to its "facts", or take the number from one that it cites.'
            self.add((*at, f"{name}_from", "fact"), "not-carried", message, fix)
        self._stands((*at, f"{name}_from"), place, unit, (value,), (outcome.reason,), (*at, name))

    def _arm(self, at: tuple[str | int, ...], arm: Arm, outcome: Outcome, after: tuple[int, int]) -> tuple[int, int]:
        """Checks one group of people; returns the place in the facts where its numbers stand."""
        if (arm.numerator is None) != (arm.denominator is None) or (arm.numerator is None and arm.percent is None):
            message = "This group has no counts: how many people out of how many?"
            fix = 'Write "numerator": 52 and "denominator": 114, or "percent": 45.6 where the source gives no counts.'
            self.add(at, "no-denominator", message, fix)
            return after
        cited = _listed(outcome.facts)
        exact = arm.percent or 0.0
        if arm.numerator is not None and arm.denominator is not None:
            exact = 100 * arm.numerator / arm.denominator
            if arm.numerator > arm.denominator:
                message = f"{arm.numerator} of {arm.denominator} is not possible."
                self.add(at, "not-possible", message, "Look it up in the source again.")
                return after
            if arm.percent is not None and abs(arm.percent - exact) > 0.5 + 1e-9:
                message = f"{arm.numerator} of {arm.denominator} is {exact:.1f} in a hundred, not {arm.percent:g}."
                self.add((*at, "percent"), "not-possible", message, "Remove the percent, or look it up again.")
        if arm.per_100 != half_up(exact):
            message = f"{arm.per_100} out of 100 is not what the counts give ({exact:.2f})."
            self.add((*at, "per_100"), "rounding", message, f'Write "per_100": {half_up(exact)}.')
        if arm.span is not None:
            if not arm.span.low <= arm.per_100 <= arm.span.high:
                message = f"{arm.per_100} does not lie between {arm.span.low} and {arm.span.high}."
                self.add((*at, "span"), "not-possible", message, "Look the range up in the source again.")
            elif self.have_facts and not self.carriers.carries_span(arm, outcome.facts):
                message = f"No fact cited here ({cited}) gives the range {arm.span.low} to {arm.span.high}."
                self.add((*at, "span"), "not-carried", message, "Leave the range out where the source gives none.")
        elif (known := self.carriers.known_span(arm, outcome.facts)) is not None:
            message = f"The facts ({cited}) give a range around this number, and it is not shown."
            fix = f'Add "span": {{"low": {known[0]}, "high": {known[1]}}}.'
            self.add((*at, "span"), "range-not-shown", message, fix)
        if any(fact in self.facts for fact in outcome.facts):
            place = self.carriers.place_of_arm(arm, outcome.facts, after, outcome.when)
            if place is not None:
                return place
            counts = (
                f"{arm.numerator} of {arm.denominator}" if arm.numerator is not None else f"{arm.percent:g} percent"
            )
            if self.carriers.place_of_arm(arm, outcome.facts, (0, 0)) is None:
                message = f"No fact cited here ({cited}) says {counts}."
                self.add(at, "not-carried", message, "Cite the fact that says it, or write what the fact says.")
            elif self.carriers.place_of_arm(arm, outcome.facts, (0, 0), outcome.when) is None:
                message = (
                    f"The facts ({cited}) say {counts} for another time than {outcome.when.value} {outcome.when.unit}."
                )
                self.add(("outcomes", at[1], "when"), "not-carried", message, "Write the time that belongs to it.")
            else:
                message = f"The facts ({cited}) say {counts} before the numbers of the group above."
                fix = "Put the groups in the order in which the facts name them, so that no number changes sides."
                self.add(at, "order-of-groups", message, fix)
        return after

    def _difference(self, at: tuple[str | int, ...], outcome: Outcome) -> None:
        difference = outcome.difference
        parts = (*at, "difference")
        if difference is None:
            between = outcome.arms[0].per_100 - outcome.arms[-1].per_100
            known = self.carriers.known_difference(between, outcome.facts) if len(outcome.arms) == 2 else None
            if known is not None:
                message = (
                    f"The facts ({_listed(outcome.facts)}) give the difference with its range, and it is not shown."
                )
                fix = f'Add "difference": {{"value": {known[0]}, "low": {known[1]}, "high": {known[2]}}}.'
                self.add(parts, "range-not-shown", message, fix)
            return
        if len(outcome.arms) != 2:
            self.add(parts, "not-possible", "A difference needs exactly two groups.", "Remove the difference.")
            return
        between = outcome.arms[0].per_100 - outcome.arms[1].per_100
        if not difference.low <= difference.value <= difference.high or abs(difference.value - between) > 1:
            given = f"{difference.value} ({difference.low} to {difference.high})"
            message = f"The groups differ by {between}, which does not fit {given}."
            self.add(parts, "not-possible", message, "Count it as the first group minus the second.")
        elif self.have_facts and not self.carriers.carries_difference(difference, outcome.facts):
            given = f"{difference.value} ({difference.low} to {difference.high})"
            message = f"No fact cited here ({_listed(outcome.facts)}) gives the difference {given}."
            fix = "Leave the difference out where the source gives none with a range."
            self.add(parts, "not-carried", message, fix)

    def _certainty(self, at: tuple[str | int, ...], outcome: Outcome) -> None:
        cited = [self.facts[fact] for fact in outcome.facts if fact in self.facts]
        if not cited:
            return
        lowest = min(cited, key=lambda fact: _LEVELS.index(fact.certainty.level))
        level = lowest.certainty.level
        if outcome.certainty.replace("_", " ") != level:
            message = (
                f'The certainty "{outcome.certainty}" is not that of the least sure fact cited ({lowest.id}: {level}).'
            )
            self.add((*at, "certainty"), "certainty", message, f'Write "certainty": "{level.replace(" ", "_")}".')
        ours = "our judg" in lowest.certainty.basis.lower()
        if (outcome.judged_by == "us") != ours:
            said = "us" if ours else "source"
            message = f'The fact {lowest.id} says "{lowest.certainty.basis[:60]}".'
            self.add((*at, "judged_by"), "certainty", message, f'Write "judged_by": "{said}".')

    def _statements(self) -> None:
        for i, statement in enumerate(self.s.statements):
            at = ("statements", i)
            for j, factor in enumerate(statement.factors):
                self.known((*at, "factors", j), factor, self.rows, "row")
                if factor in statement.factors[:j]:
                    self.add(
                        (*at, "factors", j), "doubled-id", f'"{factor}" is named twice here.', "Remove one of them."
                    )
            self.reason_keys((*at, "fits"), statement.fits)
            for key, fits in statement.fits.items():
                self._all_options((*at, "fits", key), fits, "its fit")
                for option, fit in fits.items():
                    if fit.facts:
                        self._cite((*at, "fits", key, option, "facts"), fit.facts, (key,))
                self._same_answer_same_fit((*at, "fits", key), statement, key)

    def _same_answer_same_fit(self, parts: tuple[str | int, ...], statement: Statement, key: str) -> None:
        """Options with the same answers in all rows of a statement cannot meet it differently."""
        rows = [
            self.rows[factor].get(key) or self.rows[factor].get(ALL, {})
            for factor in statement.factors
            if factor in self.rows
        ]
        seen: dict[tuple[str, ...], str] = {}
        for option, fit in statement.fits[key].items():
            if not rows or any(option not in row for row in rows):
                continue
            other = seen.setdefault(tuple(row[option].answer for row in rows), option)
            if statement.fits[key][other].fit is not fit.fit:
                message = f'"{option}" has the answers of "{other}" in {_listed(statement.factors)}, and another fit.'
                fix = "Make the fits the same, or give the options different answers in one of the rows."
                self.add((*parts, option, "fit"), "fit-against-answers", message, fix)

    def _questions(self) -> None:
        s = self.s
        statements = {statement.id for statement in s.statements}
        readiness = {question.id for question in s.readiness}
        for i, name in enumerate(s.names):
            self.reason_keys(("names", i, "means"), name.means)
            for key, options in name.means.items():
                self._list(("names", i, "means", key), options, self.options, "option")
        for i, question in enumerate(s.questions):
            at = ("questions", i)
            self.known((*at, "topic"), question.topic, s.topics, "topic")
            self._list((*at, "reasons"), question.reasons, self.reasons, "reason")
            self._list((*at, "raised_by_not_known"), question.raised_by_not_known, statements, "statement")
            self._list((*at, "raised_by_readiness"), question.raised_by_readiness, readiness, "readiness question")
            self._list((*at, "raised_by_reasons"), question.raised_by_reasons, self.reasons, "reason")
            for j, reason in enumerate(question.raised_by_reasons):
                if question.reasons and reason not in question.reasons:
                    message = f'This question is not asked for the reason "{reason}", so that reason cannot raise it.'
                    self.add((*at, "raised_by_reasons", j), "dangling", message, 'Add the reason under "reasons".')
        for i, quiz in enumerate(s.quiz):
            at = ("quiz", i)
            self.known((*at, "factor"), quiz.factor, self.rows, "row")
            self.reason_keys((*at, "right"), quiz.right)
            for key, right in quiz.right.items():
                if right >= quiz.choices:
                    message = (
                        f"The right answer is number {right}, counted from 0, and there are {quiz.choices} choices."
                    )
                    self.add((*at, "right", key), "out-of-range", message, f"Write 0 to {quiz.choices - 1}.")
            self._cite((*at, "facts"), quiz.facts, ())
        for i, term in enumerate(s.glossary):
            self._cite(("glossary", i, "facts"), term.facts, ())

    def _list(self, parts: Sequence[str | int], given: Sequence[str], among: Iterable[str], what: str) -> None:
        for i, id_ in enumerate(given):
            self.known((*parts, i), id_, sorted(among), what)
            if id_ in given[:i]:
                self.add((*parts, i), "doubled-id", f'"{id_}" is named twice here.', "Remove one of them.")

    def _claims(self) -> None:
        for i, claim in enumerate(self.s.claims_in_intro):
            if claim not in self.claims:
                message = f'There is no claim "{claim}" under "source_claims".'
                self.add(("claims_in_intro", i), "dangling", message, "Check the number, or add it to the list.")
        for i, claim in enumerate(self.s.source_claims):
            if claim not in self.placed:
                message = f'The claim "{claim}" of the source article has no place in the pack.'
                fix = f'Write its text, and add "claims": ["{claim}"] to the cell or section that carries it.'
                self.add(("source_claims", i), "claim-without-place", message, fix)

    def _dates(self) -> None:
        s = self.s
        if s.review_by <= s.produced:
            message = f"The review is due ({s.review_by}) before the pack was produced ({s.produced})."
            self.add(("review_by",), "not-possible", message, 'Write a later date, such as "2027-06-30".')
        for i, process in enumerate(s.processes_done):
            if process.item not in PROCESS_ITEMS:
                message = f"Item {process.item} of the standard is decided from the pack itself, not recorded."
                fix = f"Only these can be recorded: {_listed(map(str, PROCESS_ITEMS))}."
                self.add(("processes_done", i, "item"), "not-a-process", message, fix)


class _Texts(_Collector):
    """One language's file against pack.json."""

    def __init__(
        self, structure: Structure, file: str, texts: Texts, carriers: Carriers | None, listed: Listed
    ) -> None:
        super().__init__(structure)
        self.carriers, self.listed = carriers, listed
        self.s, self.t, self.file = structure, texts, file
        self.terms = {term.id for term in structure.glossary}

    def problems(self) -> list[Problem]:
        if f"{self.t.language}.json" != self.file:
            message = f'The file is called "{self.file}", and its language is "{self.t.language}".'
            self.add(("language",), "language", message, f'Write "language": "{self.file.removesuffix(".json")}".')
        self._ids()
        self._other_names()
        self._reason_texts()
        self._panels()
        self._by_reason()
        self._outcomes()
        self._lengths()
        every = tuple(shown_texts(self.s, self.t))
        look_at = doubtful(every)
        for said in every:
            text = said.text
            if text in look_at:
                self._wording(said)
            if "[" in text and not self.terms.issuperset(term_ids(text)):
                self._terms(said)
            if "{" in text and said.kind in MARKED:
                self._figures(said)
        self._as_listed(every)
        return self.found

    def _as_listed(self, every: Iterable[Said]) -> None:
        """The texts at a place show the figures that pack.json lists there, each as often, in every language."""
        shown: dict[Parts, list[str]] = {}
        for said in every:
            if "{" in said.text and said.place:
                shown.setdefault(said.place, []).extend(figure_ids(said.text))
        if {place: sorted(ids) for place, ids in shown.items()} != {
            place: sorted(ids) for place, ids in self.listed.items()
        }:
            self._not_as_listed(every)

    def _not_as_listed(self, every: Iterable[Said]) -> None:
        shown: dict[Parts, list[str]] = {}
        at: dict[tuple[Parts, str], Parts] = {}
        for said in every:
            if said.place and (said.place in self.listed or "{" in said.text):
                here = figure_ids(said.text)
                shown.setdefault(said.place, []).extend(here)
                at.setdefault((said.place, ""), said.parts)
                at.update(((said.place, id_), said.parts) for id_ in here)
        for place, ids in shown.items():
            listed = self.listed.get(place, ())
            if sorted(listed) != sorted(ids):
                for id_ in dict.fromkeys((*ids, *listed)):
                    parts = at.get((place, id_), at[place, ""])
                    self._as_often(parts, place, id_, ids.count(id_), listed.count(id_))

    def _as_often(self, parts: Parts, place: Parts, id_: str, here: int, there: int) -> None:
        list_ = f"{json_path(place)}.figures"
        if here > there and id_ in self.s.figure_by_id:
            more = f"{here} times, and {PACK} lists it {there} times" if there else f"and {PACK} does not list it"
            message = f'The figure "{id_}" stands here, {more}.'
            fix = f'Add "{id_}" to the list at {list_} in {PACK}, or show the figure that belongs here.'
            self.add(parts, "figure-not-listed", message, fix)
        elif there > here:
            message = f'The figure "{id_}", which {PACK} lists for this place, is not shown here.'
            if here:
                message = f'The figure "{id_}" is listed {there} times in {PACK} and stands here {here} times.'
            fix = f"Write {{{id_}}} where it belongs, or take it out of the list at {list_} in {PACK}."
            self.add(parts, "figure-not-shown", message, fix)

    def _same(self, parts: Sequence[str | int], wanted: Iterable[str], given: Iterable[str], what: str) -> None:
        """The file has a text for every id, and for nothing else."""
        have = dict.fromkeys(given)
        need = dict.fromkeys(wanted)
        if have.keys() == need.keys():
            return
        for id_ in need:
            if id_ not in have:
                message = f'The {what} "{id_}" of {PACK} has no text here.'
                self.add(parts, "text-missing", message, f'Add "{id_}" here, in the same shape as its neighbours.')
        for id_ in have:
            if id_ not in need:
                message = f'There is no {what} "{id_}" in {PACK} for this text.'
                fix = f"Add it to {PACK}, remove it here, or correct its id."
                self.add((*parts, id_), "text-unknown", message, fix)

    def _ids(self) -> None:
        s, t = self.s, self.t
        self._same(("options",), self.options, t.options, "option")
        self._same(("reasons",), self.reasons, t.reasons, "reason")
        self._same(("groups",), s.groups, t.groups, "group")
        self._same(("sections",), list(Section), t.sections, "section")
        self._same(("factors",), [factor.id for factor in s.factors], t.factors, "row")
        self._same(("outcomes",), [outcome.id for outcome in s.outcomes], t.outcomes, "outcome")
        self._same(("statements",), [statement.id for statement in s.statements], t.statements, "statement")
        self._same(("names",), [name.id for name in s.names], t.names, "name")
        self._same(("topics",), s.topics, t.topics, "topic")
        self._same(("questions",), [question.id for question in s.questions], t.questions, "question")
        self._same(("quiz",), [quiz.id for quiz in s.quiz], t.quiz, "quiz question")
        self._same(("readiness",), [question.id for question in s.readiness], t.readiness, "readiness question")
        self._same(("glossary",), [term.id for term in s.glossary], t.glossary, "term")
        names: dict[str, str] = {}
        for option, text in t.options.items():
            for field, name in (("name", text.name), ("short", text.short), ("in_sentence", text.in_sentence)):
                same = names.setdefault(f"{field} {name.strip().casefold()}", option)
                if same != option:
                    message = f'"{name}" is also the name of "{same}".'
                    fix = "Give each option its own name, so that nobody takes one for the other."
                    self.add(("options", option, field), "same-name", message, fix)

    def _other_names(self) -> None:
        """An option has its other names for each reason, or one list for all of them."""
        for option, text in self.t.options.items():
            at = ("options", option, "also_called")
            given = text.also_called
            if given:
                self.reason_keys(at, given)
            if len(given) > 1:
                for key in self.keys:
                    if key != ALL and key not in given:
                        message = f'Other names are given by reason, and there are none for "{key}".'
                        fix = f'Add "{key}" with the names that are used for it; write [] where there are none.'
                        self.add(at, "names-missing", message, fix)

    def _reason_texts(self) -> None:
        for reason in self.s.reasons:
            text = self.t.reasons.get(reason.id)
            if text is None:
                continue
            wanted = [option for option, use in reason.use.items() if use is not Use.USED]
            self._same(("reasons", reason.id, "use"), wanted, text.use, "option that is disputed or not used:")

    def _panels(self) -> None:
        s, t = self.s, self.t
        self._same(("panels",), s.panels, t.panels, "reason with panels:")
        for key, panels in t.panels.items():
            if key not in s.panels:
                continue
            self._same(("panels", key), self.options, panels, "option")
            overridden = (
                list(Section) if key == ALL else list(dict.fromkeys(x for p in panels.values() for x in p.sections))
            )
            for option, panel in panels.items():
                if option not in self.options:
                    continue
                for section in overridden:
                    if section not in panel.sections:
                        message = f'The section "{section}" is missing, and another option has it.'
                        if key == ALL and not any(section in p.sections for p in panels.values()):
                            message = f'The section "{section}" is missing.'
                        fix = "Write it for every option, so that the panels stay even."
                        self.add(("panels", key, option, "sections"), "section-missing", message, fix)
                place = s.panels[key].get(option)
                if place is not None:
                    self._panel_place(key, option, panel, place)

    def _panel_place(self, key: str, option: str, panel: PanelText, place: Panel) -> None:
        at = ("panels", key, option)
        for section in place.sections:
            if section not in panel.sections:
                message = f'{PACK} names facts for the section "{section}" here, but the section has no text.'
                self.add((*at, "sections"), "text-missing", message, f'Add "{section}", or remove it from {PACK}.')
        if (place.drawings is None) != (panel.drawings is None):
            message = "Drawings need both their names in pack.json and their captions here."
            self.add(at, "drawings", message, 'Add "drawings" with "hero" and "steps" on both sides, or on neither.')
        elif place.drawings is not None and panel.drawings is not None:
            steps, captions = len(place.drawings.steps), len(panel.drawings.steps)
            if steps != captions:
                message = f"There are {steps} drawings of steps and {captions} captions."
                self.add((*at, "drawings", "steps"), "drawings", message, "Write one caption a drawing.")

    def _by_reason(self) -> None:
        s, t = self.s, self.t
        for factor in s.factors:
            row = t.factors.get(factor.id)
            if row is not None:
                self._grid(("factors", factor.id, "cells"), factor.cells, row.cells)
        for statement in s.statements:
            line = t.statements.get(statement.id)
            if line is not None:
                self._grid(("statements", statement.id, "why"), statement.fits, line.why)
        for name in s.names:
            word = t.names.get(name.id)
            if word is not None:
                self._same(("names", name.id, "answer"), name.means, word.answer, "reason")
        for quiz in s.quiz:
            item = t.quiz.get(quiz.id)
            if item is not None:
                self._same(("quiz", quiz.id, "why"), quiz.right, item.why, "reason")
                if len(item.choices) != quiz.choices:
                    message = f"There are {len(item.choices)} choices here and {quiz.choices} in {PACK}."
                    self.add(("quiz", quiz.id, "choices"), "choices", message, "Make them the same.")
                if len({choice.strip().casefold() for choice in item.choices}) != len(item.choices):
                    message = "Two choices say the same."
                    self.add(("quiz", quiz.id, "choices"), "choices", message, "Write each choice in its own words.")

    def _grid(
        self,
        parts: tuple[str, ...],
        wanted: Mapping[str, Mapping[str, object]],
        given: Mapping[str, Mapping[str, object]],
    ) -> None:
        if wanted.keys() != given.keys():
            self._same(parts, wanted, given, "reason")
        for key, options in given.items():
            if key in wanted and wanted[key].keys() != options.keys():
                self._same((*parts, key), wanted[key], options, "option")

    def _outcomes(self) -> None:
        for outcome in self.s.outcomes:
            text = self.t.outcomes.get(outcome.id)
            if text is None:
                continue
            wanted = [arm.option for arm in outcome.arms]
            at = ("outcomes", outcome.id, "arms")
            self._same(at, wanted, text.arms, "group")
            given = list(text.arms)
            if given != wanted and sorted(given) == sorted(wanted):
                message = f"The groups stand in another order here than in {PACK} ({_listed(wanted)})."
                self.add(at, "order-of-groups", message, "Use the same order, so that no number changes sides.")

    def _lengths(self) -> None:
        for factor, row in self.t.factors.items():
            for key, cells in row.cells.items():
                for option, cell in cells.items():
                    parts = ("factors", factor, "cells", key, option, "headline")
                    self._short(parts, cell.headline, HEADLINE_WORDS)
        for statement, line in self.t.statements.items():
            for key, why in line.why.items():
                for option, text in why.items():
                    self._short(("statements", statement, "why", key, option), text, WHY_WORDS)

    def _short(self, parts: Sequence[str | int], text: str, most: int) -> None:
        if text.count(" ") >= most and (count := word_count(text)) > most:
            self.add(parts, "too-long", f"This has {count} words; the most is {most}.", "Say it in fewer words.")

    def _wording(self, said: Said) -> None:
        if said.text.isspace() or not said.text:
            self.add(said.parts, "too-short", "Nothing can be read here.", "Fill it in, or remove what holds it.")
        for fault in look(said):
            self.add(said.parts, fault.code, fault.message, fault.fix)

    def _terms(self, said: Said) -> None:
        for term in dict.fromkeys(term_ids(said.text)):
            if term not in self.terms:
                message = f'The term "{term}" is not in the glossary.'
                fix = f'Add it under "glossary" in {PACK} and here, or correct its id.'
                self.add(said.parts, "term-unknown", message, fix)

    def _figures(self, said: Said) -> None:
        for id_ in dict.fromkeys(figure_ids(said.text)):
            self._figure(said, id_)
        for numerator, denominator in _OF.findall(said.text):
            self._pair(said, numerator, denominator)

    def _pair(self, said: Said, numerator: str, denominator: str) -> None:
        """ "{some} of {all}": the two belong together in a fact."""
        some, of = self.s.figure_by_id.get(numerator), self.s.figure_by_id.get(denominator)
        if self.carriers is None or some is None or of is None or some.value is None or of.value is None:
            return
        facts = tuple(dict.fromkeys((some.fact, of.fact)))
        if not self.carriers.carries_pair(some.value, of.value, facts):
            message = (
                f'No fact ({_listed(facts)}) says {some.value:g} of {of.value:g} ("{numerator}" of "{denominator}").'
            )
            fix = "Look up which numbers belong together, or say them in sentences of their own."
            self.add(said.parts, "not-carried", message, fix)

    def _figure(self, said: Said, id_: str) -> None:
        figure = self.s.figure_by_id.get(id_)
        if figure is None:
            message = f'There is no figure "{id_}".'
            fix = f'Add it under "figures" in {PACK} with its facts and reasons.'
            self.add(said.parts, "figure-unknown", message, fix)
            return
        if figure.unit != "percent" and f"{{{id_}}} out of 100" in said.text:
            message = f'The figure "{id_}" counts {figure.unit}; it is no share of 100.'
            self.add(said.parts, "not-possible", message, "Only a figure with the unit percent is out of 100.")
        other = other_unit(self.t.language, said.text, id_, figure.unit)
        if other is not None:
            message = f'The figure "{id_}" counts {figure.unit}, and the text gives it another unit: {other}.'
            self.add(said.parts, "unit", message, "Write its own unit behind it, or put the figure that belongs here.")
        allowed = set(figure.reasons)
        if len(self.reasons) == 1 and allowed.intersection(self.general):
            allowed.add(ALL)
        elif said.key is None or said.key == ALL or said.key in self.general:
            message = f'The figure "{id_}" stands in a general text, which people with any problem read.'
            fix = f"Write it under a reason ({_listed(figure.reasons)}), and the general text without a number."
            self.add(said.parts, "figure-in-general-text", message, fix)
            return
        if said.key not in allowed and said.key is not None:
            message = f'The figure "{id_}" belongs to {_listed(figure.reasons)}, not to "{said.key}".'
            self.add(said.parts, "figure-of-another-reason", message, "Use a figure of this reason, or no number.")
        elif figure.fact not in said.facts:
            message = f'The figure "{id_}" is shown here without its source.'
            fix = f"Add {figure.fact} in {PACK} at {json_path(said.place)}.facts."
            if not said.place:
                fix = "No facts are shown with this text: say it without a number."
            self.add(said.parts, "figure-without-source", message, fix)
