"""What another reason changes for what a person ticked."""

from __future__ import annotations

from collections.abc import Iterator

from data.comparison import Comparison
from gui.visit.matters import ChecklistLine, ticked
from gui.visit.names import columns
from gui.visit.state import Visit
from gui.visit.words import Words


def changes(before: Comparison, after: Comparison, visit: Visit, words: Words) -> tuple[str, ...]:
    """Sentences to show and announce after the reason changed; empty where it is the same reason.

    First the new reason, then that the ticks are kept, then each ticked statement that an option now meets otherwise.
    """
    if before.reason.id == after.reason.id:
        return ()
    old, new = ticked(before, visit), ticked(after, visit)
    general = after.reason.general
    sentences = [
        words["says.changed.general"] if general else words.say("says.changed.reason", reason=after.reason.name)
    ]
    if new:
        sentences.append(words.say("says.changed.kept", n=len(new)))
        differing = list(_differing(old, new, {c.option_id: c.short for c in columns(after, visit)}, words))
        sentences += differing or [words["says.changed.same"]]
    return tuple(sentences)


def _differing(
    old: tuple[ChecklistLine, ...], new: tuple[ChecklistLine, ...], names: dict[str, str], words: Words
) -> Iterator[str]:
    for was, now in zip(old, new, strict=True):
        moves = tuple(
            words.say(
                "says.changed.fit", option=names[b.option], before=words[f"fit.{a.fit}"], after=words[f"fit.{b.fit}"]
            )
            for a, b in zip(was.fits, now.fits, strict=True)
            if a.fit is not b.fit
        )
        if moves:
            quoted = words.say("list.quoted", text=now.statement.short)
            yield words.say("says.changed.line", factor=quoted, moves="; ".join(moves))
