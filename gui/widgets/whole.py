"""Letters are seen whole or not at all: what the edge of a scroll area would cut through is left out."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

SLACK = 2
"""Pixels that the descent of a line may reach past the edge: no letter is that tall."""


def window_of(widget: QWidget) -> tuple[int, int] | None:
    """From where to where a scroll area around a widget shows it, in the widget's own pixels; None without one."""
    at, y = widget, 0
    while True:
        parent = at.parentWidget()
        if parent is None or at.isWindow():
            return None
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is at:
            return -y, at.height() - y
        y += at.y()
        at = parent


def shown_whole(widget: QWidget, top: float, bottom: float) -> bool:
    """Does no edge of a scroll area cut through what stands from `top` to `bottom`? Out of view altogether is whole."""
    seen = window_of(widget)
    return seen is None or whole(seen, top, bottom)


def whole(seen: tuple[int, int], top: float, bottom: float) -> bool:
    """The same for a known window."""
    return not any(top + SLACK < edge < bottom - SLACK for edge in seen)
