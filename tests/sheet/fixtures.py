"""Made-up sheets: nothing here is evidence, and no real problem or treatment is meant."""

from __future__ import annotations

from dataclasses import replace

from data.comparison import ArmView, OutcomeView
from data.prose import Piece
from data.schema import Certainty, Difference, Fact, FactCertainty, Fit, Section, Source, Span, When
from gui.visit.credits import Note
from gui.visit.state import LEAN_UNKNOWN
from gui.visit.summary import SheetFit, SheetOption, SheetReadiness, SheetRow, Summary
from gui.visit.words import Words, load_words

FITS = {
    Fit.FITS: "fits",
    Fit.PARTLY: "partly",
    Fit.DOES_NOT_FIT: "does not fit",
    Fit.NOT_KNOWN: "not known",
}
OPTIONS = (
    SheetOption("wrap", 0, "A", "Warm wrap", "Warm wrap"),
    SheetOption("class", 1, "B", "Weekly stretching class", "Class"),
    SheetOption("wait", 2, "C", "Wait for now", "Wait"),
)


def words() -> Words:
    return load_words("en")


def row(
    say: str, short: str, *fits: tuple[Fit, str], a_lot: bool = False, options: tuple[SheetOption, ...] = OPTIONS
) -> SheetRow:
    return SheetRow(
        say,
        short,
        a_lot,
        tuple(SheetFit(o.id, fit, FITS[fit], why) for o, (fit, why) in zip(options, fits, strict=True)),
    )


def fact(number: int) -> Fact:
    return Fact(
        id=f"T{number}",
        reasons=(),
        claim="Made up for a test.",
        numbers=(),
        population=None,
        study_type="made up",
        certainty=FactCertainty(level="low", basis="made up"),
        source=Source(title="A study that was never done"),
        caution=None,
        read_at="2026-01-01",
    )


def outcome(name: str = "looser", *, span: Span | None = None, difference: Difference | None = None) -> OutcomeView:
    return OutcomeView(
        id=name,
        section=Section.BETTER,
        factor=None,
        what=(Piece("A knee that is "), Piece("clearly less stiff", strong=True)),
        who=(Piece("Grown people with a stiff knee who had not tried either before."),),
        when=When(value=3, unit="months"),
        people=225,
        arms=(
            ArmView("class", "The class and a leaflet", 46, 52, 114, span),
            ArmView("wait", "The leaflet alone", 36, 40, 111, None),
        ),
        difference=difference,
        happened="had this relief",
        not_happened="did not",
        note=(Piece("They knew which care they had, so hope may have played a part."),),
        certainty=Certainty.MODERATE,
        judged_by="us",
        facts=(fact(1),),
    )


RICH = Summary(
    language="en",
    pack_name="Care for a stiff knee",
    reason="A knee that is stiff in the morning",
    reason_chosen=True,
    clinic_word="bend club",
    clinic_answer="For this, it usually means the weekly stretching class (B). It is right to ask.",
    options=OPTIONS,
    matters=(
        row(
            "I want nothing that cannot be undone",
            "Nothing that cannot be undone",
            (Fit.DOES_NOT_FIT, "The wrap leaves a mark that stays"),
            (Fit.PARTLY, "You can stop at any time, but the fee is gone"),
            (Fit.FITS, "Nothing is done"),
            a_lot=True,
        ),
        row(
            "I want to be home the same day",
            "Home the same day",
            (Fit.NOT_KNOWN, "No study looked at this"),
            (Fit.FITS, "Each class takes one hour"),
            (Fit.FITS, "You stay at home"),
        ),
        row(
            "I want to try something new now",
            "Something new now",
            (Fit.DOES_NOT_FIT, "There is a long wait for it"),
            (Fit.FITS, "A class starts every week"),
            (Fit.DOES_NOT_FIT, "Nothing new is tried"),
        ),
    ),
    says=(
        "Too close to call between Class and Wait.",
        "If you dropped “Something new now”, this would change.",
        "For 1 of your 3, the answer for Warm wrap is not known.",
    ),
    lean=LEAN_UNKNOWN,
    lean_word="I don’t know yet",
    questions=(
        "Which wrap is it, and how warm does it get?",
        "Will I have a try-out first?",
        "What happens if I wait?",
    ),
    not_known=(
        "How often the wrap leaves a mark: no reliable figure.",
        "Whether the class helps more than a leaflet: experts disagree, and a study was still taking people.",
        "What the wrap does for this problem: no good source found.",
    ),
    outcomes=(
        outcome(difference=Difference(value=10, low=-3, high=22)),
        replace(
            outcome("sore", span=Span(low=2, high=9)),
            what=(Piece("Sore for more than a day"),),
            section=Section.WORSE,
            when=When(value=1, unit="weeks"),
            arms=(
                ArmView("class", "The class and a leaflet", 5, None, None, Span(low=2, high=9)),
                ArmView("wait", "The leaflet alone", 4, 4, 111, None),
            ),
            happened="were sore",
            not_happened="were not",
            certainty=Certainty.VERY_LOW,
            judged_by="source",
            note=(),
        ),
    ),
    top_three=("Nothing that cannot be undone (a lot)", "Home the same day", "Something new now"),
    readiness=(
        SheetReadiness("Knows enough", True, "yes"),
        SheetReadiness("Clear what matters", True, "yes"),
        SheetReadiness("Someone to talk to", False, "no"),
        SheetReadiness("Sure enough", None, "not answered"),
    ),
    content="Content: Care for a stiff knee, version 1.0.0 (0123abcd), English.",
    reviewed="Not yet reviewed by a clinician.",
    sources=(
        "Nobody A, Noone B. A study that was never done. Journal of Made-up Care. 2020. doi:10.0000/nothing",
        "Nobody C. Another study that was never done. 2021. PMID 0",
        "Nemo D. Wraps and marks. Annals of Nothing. 2019 (some of these details are not confirmed)",
    ),
    about=(
        Note(
            "Which version this is",
            ("Version 1.0.0 of the content.", "Made on 1 January 2026."),
        ),
        Note(
            "Has it been checked?",
            (
                "Not yet reviewed by a clinician.",
                "To be looked at again by 1 January 2027.",
                "Then that is said.",
            ),
        ),
        Note("Who made it, and who paid", ("Nobody A. Has never seen a knee.", "Nobody paid for it.")),
        Note("How the evidence was chosen", ("It was made up.", "All of it.")),
        Note("How easy it is to read", ("Lower is easier.", "Warm wrap: 1.0 (Flesch-Kincaid), 2.0 (SMOG)")),
        Note("How it meets the standard", ("There is a standard, and this is how it is met.",)),
        Note("What makes it a decision aid: 2 of 3", ("It helps: yes", "It decides: yes", "It aids: no"), listed=True),
        Note("What makes it better: 1 of 2", ("It is good: yes", "It was tried with people: not done"), listed=True),
    ),
)
"""A visit as in the drawing: three ticks, two figures."""

EMPTY = replace(
    RICH,
    reason="Not sure yet",
    reason_chosen=False,
    clinic_word=None,
    clinic_answer="",
    matters=(),
    says=(),
    lean=None,
    lean_word="no answer",
    questions=(),
    not_known=("Figures depend on what it is for, so there are none here.",),
    outcomes=(),
    top_three=(),
    readiness=tuple(replace(line, answer=None, word="not answered") for line in RICH.readiness),
    sources=(),
)
"""Nothing was touched."""

LEANING = replace(RICH, lean="class", lean_word="Class", options=(OPTIONS[2], OPTIONS[0], OPTIONS[1]))
"""Other columns, and a lean."""

HUGE = replace(
    RICH,
    clinic_word="bend club " * 6,
    clinic_answer="For this, it usually means the weekly stretching class (B). " * 4,
    matters=tuple(
        replace(line, say=f"{line.say}, and this is line {i + 1} of many that one person ticked", a_lot=i < 6)
        for i, line in enumerate(RICH.matters * 6)
    ),
    says=RICH.says * 3,
    questions=tuple(f"{question} And why is that so? ({i})" for i, question in enumerate(RICH.questions * 8)),
    not_known=tuple(f"{gap} ({i})" for i, gap in enumerate(RICH.not_known * 5)),
    outcomes=tuple(replace(o, id=f"{o.id}{i}") for i, o in enumerate(RICH.outcomes * 4)),
    sources=tuple(f"{source} ({i})" for i, source in enumerate(RICH.sources * 12)),
)
"""Every box ticked, every question picked."""

FOUR = replace(
    RICH,
    options=(*OPTIONS, SheetOption("walk", 3, "D", "A daily walk with a neighbour", "Daily walk")),
    matters=tuple(
        replace(line, fits=(*line.fits, SheetFit("walk", Fit.PARTLY, "partly", "It depends on the weather")))
        for line in RICH.matters
    ),
    lean="walk",
    lean_word="Daily walk",
)
"""As many options as a pack may have."""

ALL = {"rich": RICH, "empty": EMPTY, "leaning": LEANING, "huge": HUGE, "four": FOUR}
