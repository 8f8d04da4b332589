"""What another reason changes for what a person ticked."""

from __future__ import annotations

from data.comparison import Comparison
from gui.visit.state import Visit
from gui.visit.words import Words


def changes(before: Comparison, after: Comparison, visit: Visit, words: Words) -> tuple[str, ...]:
    """Sentences to show and announce after the reason changed; empty where it is the same reason."""
    raise NotImplementedError
