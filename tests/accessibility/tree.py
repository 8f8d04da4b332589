"""The tree of nodes that assistive technology gets, read inside the process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

STATES = ("focusable", "checkable", "checked", "disabled", "expandable", "expanded", "readOnly", "selected")
ROLE_WORDS = {
    "Button": "button",
    "CheckBox": "check box",
    "RadioButton": "radio button",
    "EditableText": "text field",
    "PageTab": "tab",
    "Cell": "cell",
}


@dataclass(slots=True)
class Node:
    """One node that shows. `path` names its parents; `interface` is alive as long as the window is."""

    interface: QAccessibleInterface
    role: str
    name: str
    description: str
    rect: QRect
    states: frozenset[str]
    actions: tuple[str, ...]
    depth: int
    parent: Node | None
    home: int
    """Tells siblings from others: what holds them in the whole tree."""

    @property
    def focusable(self) -> bool:
        return "focusable" in self.states

    def line(self) -> str:
        """As it stands in a snapshot: nothing that depends on pixels."""
        states = " ".join(s for s in STATES if s in self.states and s != "focusable")
        said = f" — {self.description}" if self.description else ""
        # Which cells can be focused depends on how many are in view.
        mark = "*" if self.focusable and self.role != "Cell" else ""
        return f"{'  ' * self.depth}{self.role}{mark}: {self.name}{said}{f' [{states}]' if states else ''}"


def nodes(window: QWidget) -> list[Node]:
    """All nodes of a window that show, parents first, in the order in which they are told."""
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    return list(_walk(root, 0, None, count()))


def _walk(
    interface: QAccessibleInterface, depth: int, parent: Node | None, homes: Iterator[int], home: int = -1
) -> Iterator[Node]:
    state = interface.state()
    if state.invisible:
        return
    node = _node(interface, depth, parent, home)
    plain = node.role in ("Client", "Pane", "Grouping", "LayeredPane", "Border") and not node.name
    if not plain:
        yield node
    if node.role == "ScrollBar":
        return
    mine = next(homes)
    for i in range(interface.childCount()):
        child = interface.child(i)
        if child is not None and child.isValid():
            yield from _walk(child, depth if plain else depth + 1, parent if plain else node, homes, mine)


def _node(interface: QAccessibleInterface, depth: int, parent: Node | None, home: int) -> Node:
    state = interface.state()
    actions = interface.actionInterface()
    return Node(
        interface,
        str(interface.role()).rpartition(".")[2],
        interface.text(QAccessible.Text.Name),
        interface.text(QAccessible.Text.Description),
        interface.rect(),
        frozenset(s for s in (*STATES, "offscreen", "focused") if getattr(state, s)),
        tuple(actions.actionNames()) if actions is not None else (),
        depth,
        parent,
        home,
    )


def faults(window: QWidget) -> tuple[int, list[str]]:
    """How many nodes can be focused, and what is wrong with any of them (the rules C14 to C21)."""
    found, seen, focusable = [], set(), 0
    whole = QRect(window.mapToGlobal(window.rect().topLeft()), window.size())
    for node in nodes(window):
        who = f"{node.role} {node.name[:50]!r}"
        if node.description and node.description == node.name:
            found.append(f"{who}: the description only repeats the name")
        if not node.focusable:
            if node.role in ("Button", "CheckBox", "RadioButton", "EditableText", "PageTab") and not (
                {"disabled", "offscreen"} & node.states
            ):
                found.append(f"{who} cannot be focused")
            continue
        focusable += 1
        if not node.name.strip():
            found.append(f"{node.role} in {node.parent.name if node.parent else ''!r} has no name")
        if len(node.name) > 512:
            found.append(f"{who}: {len(node.name)} characters")
        if any(0xE000 <= ord(c) <= 0xF8FF for c in node.name):
            found.append(f"{who}: a character of no meaning")
        word = ROLE_WORDS.get(node.role)
        if word and f" {word}" in f" {node.name.lower()} ".replace(f" {word}s", ""):
            found.append(f"{who}: says its role")
        if node.role in ("Client", "NoRole", "Pane"):
            found.append(f"{who}: a filler that can be focused")
        if node.rect.width() * node.rect.height() < 25:
            found.append(f"{who}: has no place")
        if not _held(node, whole):
            found.append(f"{who}: {node.rect.getRect()} is not within the window {whole.getRect()}")
        if node.rect.contains(whole):
            found.append(f"{who}: covers the whole window")
        if node.role in ("Button", "CheckBox", "RadioButton", "Cell", "PageTab") and not (
            node.actions or "disabled" in node.states
        ):
            found.append(f"{who}: has no action")
        if node.role == "CheckBox" and "checkable" not in node.states:
            found.append(f"{who}: does not say whether it is on")
        key = (node.home, node.role, node.name)
        if key in seen:
            found.append(f"{who}: twice among its siblings")
        seen.add(key)
    return focusable, found


def _held(node: Node, whole: QRect) -> bool:
    """Is it in the window, from side to side, and from top to bottom unless it can be scrolled to?"""
    if not whole.left() <= node.rect.left() <= node.rect.right() <= whole.right():
        return False
    thing = node.interface.object()
    at = thing if isinstance(thing, QWidget) else None
    while at is not None and not isinstance(at, QAbstractScrollArea):
        at = at.parentWidget()
    scrolled = at is not None or node.role == "Cell"
    return scrolled or whole.top() <= node.rect.top() <= node.rect.bottom() <= whole.bottom()


def snapshot(window: QWidget) -> str:
    """The whole tree as text."""
    return "\n".join(node.line() for node in nodes(window) if node.role != "ScrollBar") + "\n"
