"""The program as assistive technology sees it: JSON lines in, JSON lines out.

Runs under the system's Python, because GLib's D-Bus is a Debian package and not in the project's environment. It speaks
the AT-SPI protocol itself: nothing is cached, so what it says was true when it was asked. One request a line,
`{"do": NAME, "number": N, ...}`; one answer a line, `{"number": N, "ok": ...}` or `{"number": N, "error": "..."}`.
Waiting answers when an event makes the condition true, or `{"number": N, "late": true}` when the time is over.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found,unused-ignore]

ROOT = "/org/a11y/atspi/accessible/root"
PREFIX = "org.a11y.atspi."
# The bits of AtspiStateType, in order.
STATES = """
    invalid active armed busy checked collapsed defunct editable enabled expandable expanded focusable focused
    has-tooltip horizontal iconified modal multi-line multiselectable opaque pressed resizable selectable
    selected sensitive showing single-line stale transient vertical visible manages-descendants indeterminate
    required truncated animated invalid-entry supports-autocompletion selectable-text is-default visited
    checkable has-popup read-only
""".split()  # noqa: SIM905
Box = tuple[int, int, int, int]
Where = tuple[str, str]
Question = tuple[Where, str, str, Any]
"""Whom, an interface, a method of it, and what that takes."""


class Bus:
    """The accessibility bus of this session, and the questions that can be put to what is on it."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 10_000, None
        ).unpack()[0]
        flags = Gio.DBusConnectionFlags
        self.link = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
        )
        # Answers to many questions come here, so that waiting for them is no time for anything else.
        self.answers = GLib.MainContext.new()

    def call(self, where: Where, interface: str, method: str, arguments: Any = None) -> Any:
        return self.link.call_sync(
            where[0], where[1], interface, method, arguments, None, Gio.DBusCallFlags.NONE, 8_000, None
        ).unpack()

    def call_all(self, questions: Sequence[Question]) -> list[Any]:
        """Puts all questions before it waits for the first answer; None where there is no answer."""
        told: dict[int, Any] = {}

        def answered(link: Any, result: Any, place: int) -> None:
            try:
                told[place] = link.call_finish(result).unpack()
            except GLib.Error:
                told[place] = None

        self.answers.push_thread_default()
        try:
            for place, (where, interface, method, arguments) in enumerate(questions):
                flags = Gio.DBusCallFlags.NONE
                self.link.call(*where, interface, method, arguments, None, flags, 8_000, None, answered, place)
            while len(told) < len(questions):
                self.answers.iteration(True)
        finally:
            self.answers.pop_thread_default()
        return [told[place] for place in range(len(questions))]

    def get(self, where: Where, interface: str, name: str, otherwise: Any = None) -> Any:
        try:
            arguments = GLib.Variant("(ss)", (PREFIX + interface, name))
            return self.call(where, "org.freedesktop.DBus.Properties", "Get", arguments)[0]
        except GLib.Error:
            return otherwise

    def children(self, where: Where) -> list[Where]:
        return children_in(self.call_all([ask_children(where)])[0])

    def pid(self, name: str) -> int:
        arguments = GLib.Variant("(s)", (name,))
        answer = self.call(
            ("org.freedesktop.DBus", "/org/freedesktop/DBus"),
            "org.freedesktop.DBus",
            "GetConnectionUnixProcessID",
            arguments,
        )
        return int(answer[0])

    def programs(self) -> list[Where]:
        return [where for where in self.children((PREFIX + "Registry", ROOT)) if where[1] != "/org/a11y/atspi/null"]


def ask_children(where: Where) -> Question:
    return where, PREFIX + "Accessible", "GetChildren", None


def children_in(answer: Any) -> list[Where]:
    return list(answer[0]) if answer else []


def ask_states(where: Where) -> Question:
    return where, PREFIX + "Accessible", "GetState", None


def states_in(answer: Any) -> set[str]:
    low, high = answer[0] if answer else (0, 0)
    bits = low | high << 32
    return {name for place, name in enumerate(STATES) if bits >> place & 1}


def ask(what: str, where: Where) -> Question:
    """What a node says of itself."""
    if what == "role":
        return where, PREFIX + "Accessible", "GetRoleName", None
    if what == "box":
        return where, PREFIX + "Component", "GetExtents", GLib.Variant("(u)", (0,))
    name = {"id": "AccessibleId", "name": "Name", "description": "Description"}[what]
    arguments = GLib.Variant("(ss)", (PREFIX + "Accessible", name))
    return where, "org.freedesktop.DBus.Properties", "Get", arguments


def said_in(what: str, answer: Any) -> Any:
    if what == "box":
        return tuple(answer[0]) if answer else None
    return str(answer[0]) if answer else ""


ALL = ("id", "name", "role", "description", "box")


def overlap(one: Box, other: Box | None) -> Box:
    """What both boxes cover. A node without a place of its own (the program) hides nothing."""
    if other is None or other[2] <= 0 or other[3] <= 0:
        return one
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return left, top, max(0, right - left), max(0, bottom - top)


class Node:
    """One element on the way down; what is asked once is kept only as long as the walk takes."""

    def __init__(self, bus: Bus, where: Where, above: Node | None, states: set[str]) -> None:
        self.bus, self.where, self.above, self.states = bus, where, above, states
        self.depth: int = 0 if above is None else above.depth + 1
        self.kept: dict[str, Any] = {}

    def said(self, *what: str) -> list[Any]:
        missing = [one for one in what if one not in self.kept]
        answers = self.bus.call_all([ask(one, self.where) for one in missing])
        self.kept |= {one: said_in(one, answer) for one, answer in zip(missing, answers, strict=True)}
        return [self.kept[one] for one in what]

    @property
    def ident(self) -> str:
        return str(self.said("id")[0])

    @property
    def name(self) -> str:
        return str(self.said("name")[0])

    @property
    def role(self) -> str:
        return str(self.said("role")[0])

    @property
    def box(self) -> Box | None:
        found: Box | None = self.said("box")[0]
        return found

    def within(self, ident: str) -> bool:
        node = self.above
        while node is not None:
            if called(node.ident, ident):
                return True
            node = node.above
        return False

    def seen(self) -> tuple[Box, Box | None]:
        """What no scrolled container cuts off, and the innermost container that cuts something off."""
        left: Box = self.box or (0, 0, 0, 0)
        cutter: Box | None = None
        node = self.above
        while node is not None:
            # The box of a container that a person cannot see through is its own; a row or a section may be wider.
            smaller = overlap(left, node.box)
            if smaller != left and cutter is None:
                cutter = node.box
            left, node = smaller, node.above
        return left, cutter

    def told(self) -> dict[str, Any]:
        said = dict(zip(ALL, self.said(*ALL), strict=True))
        seen, cutter = self.seen()
        return {
            "where": self.where,
            "depth": self.depth,
            **said,
            "states": sorted(self.states),
            "seen": seen,
            "cutter": cutter,
        }


def called(full: str, wanted: str) -> bool:
    """Accessible ids are the object names from the top down, joined by dots."""
    return full == wanted or full.endswith("." + wanted)


def walk(node: Node, children: Sequence[Where], asked: Sequence[str], *, hidden: bool, deep: int) -> Iterator[Node]:
    """Everything below a node, parents first. A hidden page's children may claim to show, so hidden branches are not
    entered. Brothers and sisters are asked together, also what is `asked` of each: most of the time is the way."""
    bus = node.bus
    states = map(states_in, bus.call_all([ask_states(child) for child in children]))
    those = [Node(bus, child, node, has) for child, has in zip(children, states, strict=True)]
    those = [child for child in those if hidden or "showing" in child.states]
    kinds = len(asked) + 1
    answers = bus.call_all(
        [question for n in those for question in (ask_children(n.where), *(ask(what, n.where) for what in asked))]
    )
    for place, child in enumerate(those):
        below, *said = answers[place * kinds : (place + 1) * kinds]
        child.kept |= {what: said_in(what, answer) for what, answer in zip(asked, said, strict=True)}
        yield child
        if child.depth < deep:
            yield from walk(child, children_in(below), asked, hidden=hidden, deep=deep)


def needed(query: dict[str, Any]) -> tuple[str, ...]:
    """What must be known of every node to answer a query; of all that are meant if it asks for nothing."""
    given = {key for key, value in query.items() if value is not None}
    of = {"id": "id", "inside": "id", "name": "name", "matching": "name", "role": "role"}
    return tuple(dict.fromkeys(of[key] for key in of if key in given)) if given else ALL


def matches(node: Node, query: dict[str, Any]) -> bool:
    wanted: dict[str, Callable[[Any], bool]] = {
        "id": lambda value: called(node.ident, value),
        "name": lambda value: node.name == value,
        "matching": lambda value: re.search(value, node.name) is not None,
        "role": lambda value: node.role == value,
        "state": lambda value: all((state.lstrip("!") in node.states) != state.startswith("!") for state in value),
        "inside": node.within,
        "top": lambda value: (node.depth == 1) == value,
    }
    return all(wanted[key](value) for key, value in query.items() if value is not None)


class Agent:
    def __init__(self, *, hears: bool = True) -> None:
        self.bus = Bus()
        self.loop = GLib.MainLoop()
        self.heard: list[dict[str, Any]] = []
        self.reached: list[Where] = []
        self.pending: dict[str, Any] | None = None
        self.deadline = 0.0
        self.number = 0
        self.due = False
        for kind in ("Object", "Window", "Focus"):
            self.bus.link.signal_subscribe(None, PREFIX + "Event." + kind, None, None, None, 0, self.on_event)
        registry = (PREFIX + "Registry", "/org/a11y/atspi/registry")
        for event in ("object:", "window:", "focus:") if hears else ():
            # Programs send only what somebody has asked for.
            self.bus.call(registry, PREFIX + "Registry", "RegisterEvent", GLib.Variant("(sass)", (event, [], "")))

    def on_event(self, _link: Any, sender: str, path: str, interface: str, member: str, body: Any, *_rest: Any) -> None:
        if member == "Announcement":
            self.heard.append({"text": str(body.unpack()[3]), "where": [sender, path]})
        elif member == "StateChanged" and body.unpack()[:2] == ("focused", 1):
            self.reached.append((sender, path))
        if self.pending is not None and not self.due:
            self.due = True
            GLib.timeout_add(20, self.on_due)

    def on_due(self) -> bool:
        self.due = False
        self.look_again()
        return False

    def on_tick(self) -> bool:
        # Not every change of a program is followed by an event.
        self.look_again()
        return self.pending is not None

    def nodes(self, query: dict[str, Any], hidden: bool = False) -> Iterator[Node]:
        deep = 1 if query.get("top") else 60
        for program in self.bus.programs():
            top = Node(self.bus, program, None, set())
            for node in walk(top, self.bus.children(program), needed(query), hidden=hidden, deep=deep):
                if matches(node, query):
                    yield node

    def met(self, request: dict[str, Any]) -> Any:
        """The answer to a pending request, or None if it is not yet time."""
        if request["do"] == "reach":
            name = self.bus.get(self.reached[-1], "Accessible", "Name", "") if self.reached else ""
            return name if re.search(request["matching"], name) else None
        if request["do"] == "hear":
            for place, said in enumerate(self.heard):
                if place >= request["after"] and re.search(request["matching"], said["text"]):
                    return said
            return None
        found = next(self.nodes(request["query"]), None)
        if request["do"] == "wait":
            return None if found is None else found.told()
        return True if found is None else None

    def look_again(self) -> None:
        request = self.pending
        if request is None:
            return
        answer = self.met(request)
        if answer is None and time.monotonic() < self.deadline:
            return
        self.pending = None
        self.say({"ok": answer} if answer is not None else {"late": True})

    def say(self, answer: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps({"number": self.number, **answer}) + "\n")
        sys.stdout.flush()

    def on_input(self, _source: Any, _condition: Any) -> bool:
        line = sys.stdin.readline()
        if not line:
            self.loop.quit()
            return False
        try:
            request = json.loads(line)
            self.number, self.pending = request["number"], None
            if request["do"] in ("wait", "gone", "hear", "reach"):
                self.pending = request
                self.deadline = time.monotonic() + request["seconds"]
                self.look_again()
                if self.pending is not None:
                    GLib.timeout_add(200, self.on_tick)
            else:
                self.say({"ok": self.answer(request)})
        except Exception as fault:
            self.pending = None
            self.say({"error": f"{type(fault).__name__}: {fault}"})
        return True

    def answer(self, request: dict[str, Any]) -> Any:
        do = request["do"]
        if do == "find":
            return [node.told() for node in self.nodes(request["query"], request.get("hidden", False))]
        if do == "programs":
            return [
                {"pid": self.bus.pid(where[0]), "name": self.bus.get(where, "Accessible", "Name", "")}
                for where in self.bus.programs()
            ]
        if do == "heard":
            return self.heard
        where = (request["where"][0], request["where"][1])
        if do == "press":
            return self.bus.call(where, PREFIX + "Action", "DoAction", GLib.Variant("(i)", (request["action"],)))[0]
        if do == "actions":
            return [entry[0] for entry in self.bus.call(where, PREFIX + "Action", "GetActions")[0]]
        if do == "focus":
            return self.bus.call(where, PREFIX + "Component", "GrabFocus")[0]
        if do == "write":
            body = GLib.Variant("(s)", (request["text"],))
            return self.bus.call(where, PREFIX + "EditableText", "SetTextContents", body)[0]
        if do == "text":
            length = self.bus.get(where, "Text", "CharacterCount", 0)
            return self.bus.call(where, PREFIX + "Text", "GetText", GLib.Variant("(ii)", (0, length)))[0]
        if do == "ping":
            # How long the program takes to answer anything at all, in seconds.
            began = time.monotonic()
            self.bus.call(where, PREFIX + "Accessible", "GetState")
            return time.monotonic() - began
        if do == "value":
            return self.bus.get(where, "Value", "CurrentValue")
        raise ValueError(f"no such request: {do}")

    def run(self) -> None:
        GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, self.on_input)
        self.say({"ok": "listening"})
        self.loop.run()


if __name__ == "__main__":
    Agent(hears="--deaf" not in sys.argv).run()
