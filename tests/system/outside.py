"""A real screen with the real program on it, acted on from outside: mouse, keys, accessible tree, pictures.

    screen = desktop()                          # 1920 x 1080 at 92 dpi, with a window manager
    app = screen.start()                        # the program from its source; program=BUILT for the built folder
    app.click("tabs"); app.key("Tab"); app.wait_for("grid"); app.shot(path)

Every screen has its own X server, session bus, accessibility bus and home, so that tests run side by side. Nothing here
sleeps: waiting is done by the agent, on accessibility events, and ends early when the program ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(sys.executable).parent / "evenhand"
BUILT = ROOT / "dist" / "evenhand" / "evenhand"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
MOST_BUSY = 4.0
"""A promise of seconds is stretched by the load of the machine up to here, and no further."""
PATIENCE = 20.0
"""Seconds that a condition may take on a busy machine before it counts as never."""

GONE = "qt.accessibility.atspi: Could not find accessible on path:"

Box = tuple[int, int, int, int]


class Missing(AssertionError):
    """What was waited for did not come; the message holds what was there instead."""


@dataclass(frozen=True)
class Node:
    """One accessible element as it was when asked. Boxes are x, y, width, height in screen pixels."""

    app: App
    where: tuple[str, str]
    depth: int
    id: str
    name: str
    role: str
    description: str
    states: frozenset[str]
    box: Box | None
    seen: Box
    """The part of `box` that no scrolled container cuts off."""
    cutter: Box | None

    @property
    def short_id(self) -> str:
        return self.id.rsplit(".", 1)[-1]

    @property
    def middle(self) -> tuple[int, int]:
        x, y, width, height = self.seen
        if width <= 0 or height <= 0:
            raise Missing(f"{self.id or self.name} is scrolled out of sight")
        return x + width // 2, y + height // 2

    def press(self, action: int = 0) -> None:
        """The accessibility action, without a mouse."""
        self.app.screen.ask("press", where=self.where, action=action)

    def actions(self) -> list[str]:
        return list(self.app.screen.ask("actions", where=self.where))

    def text(self) -> str:
        return str(self.app.screen.ask("text", where=self.where))

    def write(self, text: str) -> bool:
        """Sets the text as assistive technology does; whether the program took it."""
        return bool(self.app.screen.ask("write", where=self.where, text=text))

    def ping(self) -> float:
        """Seconds until the program answers a question about this element, as its event loop gets round to it."""
        return float(self.app.screen.ask("ping", where=self.where))

    def value(self) -> float | None:
        found = self.app.screen.ask("value", where=self.where)
        return None if found is None else float(found)

    def line(self) -> str:
        marks = [state for state in ("focusable", "focused", "checked", "selected", "expanded") if state in self.states]
        place = "-" if self.box is None else "{2}x{3}+{0}+{1}".format(*self.box)
        return f"{'  ' * self.depth}{self.role} {self.name!r} [{self.short_id}] {place} {' '.join(marks)}".rstrip()


class App:
    """One start of the program."""

    def __init__(self, screen: Screen, command: Sequence[str], env: Mapping[str, str], cwd: Path | None) -> None:
        self.screen = screen
        self.command = list(command)
        self.may_complain = False
        """Set by a test that provokes words on the error stream; otherwise any is a failure."""
        self.may_end = False
        """Set by `wait_exit` and `terminate`; a program that ends by itself before is a failure."""
        folder = Path(tempfile.mkdtemp(dir=screen.folder, prefix="run-"))
        self._out, self._err = folder / "out", folder / "err"
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [*die_with_us("KILL"), *command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=env,
                cwd=cwd or screen.home,
            )

    @property
    def stdout(self) -> str:
        return self._out.read_text(encoding="utf-8", errors="replace")

    @property
    def stderr(self) -> str:
        return self._err.read_text(encoding="utf-8", errors="replace")

    @property
    def complaint(self) -> str:
        """The error stream without what the looking itself provokes: a question about what has just gone."""
        return "\n".join(line for line in self.stderr.splitlines() if not line.startswith(GONE)).strip()

    def wait_exit(self, seconds: float = PATIENCE) -> int:
        """Its exit code, minus the signal's number if one ended it; from then on its end is expected."""
        self.may_end = True
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Missing(f"{self.command} did not end in {seconds} s\n{self.stderr}\n{self.tree()}") from None

    def terminate(self) -> int:
        """Asks for its end; all that it started has ended as well then, as a tracer ends before what it traces."""
        if self.process.poll() is None:
            self.may_end = True
            with contextlib.ExitStack() as stack:
                ends = list(self._descendants(stack))
                self.process.send_signal(signal.SIGTERM)
                try:
                    # A supervisor gives what it watches three seconds before it kills it.
                    self.process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    self.process.kill()
                limit = time.monotonic() + PATIENCE
                for end in ends:
                    if not select.select([end], [], [], max(0, limit - time.monotonic()))[0]:
                        signal.pidfd_send_signal(end, signal.SIGKILL)
        return self.process.wait(PATIENCE)

    def _descendants(self, stack: contextlib.ExitStack) -> Iterator[int]:
        """A descriptor for each process below this one, which can be read once that process has ended."""
        numbers = [self.process.pid]
        while numbers:
            for file in Path(f"/proc/{numbers.pop()}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    for number in map(int, file.read_text().split()):
                        end = os.pidfd_open(number)
                        stack.callback(os.close, end)
                        numbers.append(number)
                        yield end

    # ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _query(self, ident: str | None, query: dict[str, Any]) -> dict[str, Any]:
        return {"id": ident, **query}

    def find_all(self, ident: str | None = None, *, hidden: bool = False, **query: Any) -> list[Node]:
        """Showing elements by object name, or by name=, matching= (a regular expression on the name), role=,
        inside= (an object name above), state= (list; "!checked" for not)."""
        # What is hidden is most of the program: hundreds of elements, each asked about by itself.
        seconds = 5 * PATIENCE if hidden else 0
        asked = self._query(ident, query)
        found = self.screen.ask("find", query=asked, hidden=hidden, seconds=seconds, watched=self)
        return [self._node(one) for one in found]

    def find(self, ident: str | None = None, **query: Any) -> Node:
        found = self.find_all(ident, **query)
        if not found:
            raise Missing(f"nothing showing is {self._query(ident, query)}\n{self.state()}")
        return found[0]

    def wait_for(self, ident: str | None = None, *, seconds: float = PATIENCE, **query: Any) -> Node:
        asked = self._query(ident, query)
        answer = self.screen.ask("wait", query=asked, seconds=seconds, watched=self)
        if answer is None:
            raise Missing(f"never came in {seconds} s: {asked}\n{self.state()}")
        return self._node(answer)

    def wait_gone(self, ident: str | None = None, *, seconds: float = PATIENCE, **query: Any) -> None:
        asked = self._query(ident, query)
        if self.screen.ask("gone", query=asked, seconds=seconds, watched=self) is None:
            raise Missing(f"still there after {seconds} s: {asked}\n{self.state()}")

    def wait_heard(self, matching: str, *, after: int = 0, seconds: float = PATIENCE) -> str:
        """The first announcement that matches, from the one numbered `after` on."""
        answer = self.screen.ask("hear", matching=matching, after=after, seconds=seconds, watched=self)
        if answer is None:
            raise Missing(f"never announced: {matching!r}; heard: {self.heard()}")
        return str(answer["text"])

    def wait_reached(self, matching: str, *, seconds: float = PATIENCE) -> str:
        """The name of what the program said last that it has the focus: what a screen reader reads then."""
        answer = self.screen.ask("reach", matching=matching, seconds=seconds, watched=self)
        if answer is None:
            raise Missing(f"the focus was never said to be on {matching!r}\n{self.tree()}")
        return str(answer)

    def heard(self) -> list[str]:
        return [str(said["text"]) for said in self.screen.ask("heard")]

    def tree(self) -> str:
        return "\n".join(node.line() for node in self.find_all())

    def state(self) -> str:
        code = self.process.poll()
        return f"ended with {code}\n{self.stderr}" if code is not None else self.tree()

    def windows(self) -> list[str]:
        """Titles of the windows that the window manager knows."""
        listed = self.screen.run("wmctrl", "-l").stdout.splitlines()
        return [line.split(None, 3)[3] if len(line.split(None, 3)) > 3 else "" for line in listed]

    def shot(self, path: Path) -> Path:
        return self.screen.shot(path)

    # ── acting ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def click(self, ident: str | None = None, *, button: int = 1, times: int = 1, **query: Any) -> Node:
        """A mouse click in the middle of what is seen of the element, once it is there."""
        node = self.wait_for(ident, **query)
        self.screen.click(*node.middle, button=button, times=times)
        return node

    def press(self, ident: str | None = None, **query: Any) -> Node:
        node = self.wait_for(ident, **query)
        node.press()
        return node

    def bring(self, ident: str | None = None, **query: Any) -> Node:
        """Turns the wheel over whatever cuts the element off, until all of it is seen or turning changes nothing."""
        node = self.wait_for(ident, **query)
        for _ in range(60):
            if node.box is None or node.cutter is None or node.seen[3] >= min(node.box[3], node.cutter[3]):
                return node
            left, top, width, height = node.cutter
            down = node.box[1] + node.box[3] > top + height
            self.screen.click(left + width // 2, top + height // 2, button=5 if down else 4)
            before, node = node, self.find(ident, **query)
            if node.box == before.box:
                return node
        return node

    def key(self, *keys: str) -> None:
        """Keys as xdotool names them: Tab, Return, ctrl+o."""
        self.screen.act("key", *keys)

    def type(self, text: str) -> None:
        self.screen.act("type", "--delay", "12", "--", text)

    def _node(self, told: dict[str, Any]) -> Node:
        told = {**told, "where": tuple(told["where"]), "states": frozenset(told["states"])}
        for box in ("box", "seen", "cutter"):
            told[box] = None if told[box] is None else tuple(told[box])
        return Node(app=self, **told)


def die_with_us(how: str) -> list[str]:
    """Nothing started here may outlive the test process, even if that is killed; helpers then end what they started."""
    tool = shutil.which("setpriv")
    return [tool, "--pdeathsig", how, "--"] if tool else []


class Screen:
    """An X server of its own with everything that a desktop session has."""

    def __init__(
        self, size: tuple[int, int] = (1920, 1080), dpi: int = 92, wm: str | None = "openbox", *, hears: bool = True
    ) -> None:
        self.size, self.dpi, self.wm, self.hears = size, dpi, wm, hears
        self.folder = Path(tempfile.mkdtemp(prefix="evenhand-screen-"))
        self.home = self.folder / "home"
        self.apps: list[App] = []
        self._started: list[subprocess.Popen[Any]] = []
        self._number = 0
        self.env: dict[str, str] = {}
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        for name in ("home", "runtime", "tmp"):
            (self.folder / name).mkdir(mode=0o700)
        self.env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self.env["DISPLAY"] = f":{self._server()}"
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._first_line(bus)
        self._spawn([str(LAUNCHER), "--launch-immediately"])
        if self.wm == "openbox":
            manager = self._spawn(["openbox", "--startup", "echo ready"], stdout=subprocess.PIPE)
            self._first_line(manager)
        self._agent = self._spawn(
            ["/usr/bin/python3", "-I", str(Path(__file__).with_name("agent.py")), *([] if self.hears else ["--deaf"])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        hello = self._first_line(self._agent)
        if '"listening"' not in hello:
            raise RuntimeError(f"the accessibility agent did not start: {hello}")

    def _server(self) -> str:
        read, write = os.pipe()
        width, height = self.size
        shape = ["-screen", "0", f"{width}x{height}x24", "-dpi", str(self.dpi)]
        self._spawn(["Xvfb", "-displayfd", str(write), *shape, "-nolisten", "tcp", "-noreset"], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        return number

    def _spawn(self, command: list[str], **more: Any) -> subprocess.Popen[Any]:
        for stream in ("stdout", "stderr"):
            more.setdefault(stream, subprocess.DEVNULL)
        # A session of its own, so that what it starts in turn can be ended with it.
        process = subprocess.Popen(
            [*die_with_us("TERM"), *command], env=self.env or None, start_new_session=True, cwd=self.folder, **more
        )
        self._started.append(process)
        return process

    def _first_line(self, process: subprocess.Popen[Any], seconds: float = PATIENCE) -> str:
        stream: IO[bytes] = process.stdout  # type: ignore[assignment]
        ready, _, _ = select.select([stream], [], [], seconds)
        if not ready:
            raise RuntimeError(f"{process.args!r} said nothing in {seconds} s")
        return stream.readline().decode().strip()

    # ── the program ───────────────────────────────────────────────────────────────────────────────────────────────────

    def start(
        self,
        *arguments: str,
        program: Path = SOURCE,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        window: bool = True,
        before: Sequence[str] = (),
    ) -> App:
        """Starts the program; with `window`, returns once its first window is in the accessible tree.

        `before` is a command to start it through (strace, unshare). It must replace itself by the program."""
        app = App(self, [*before, str(program), *arguments], {**self.env, **(env or {})}, cwd)
        self.apps.append(app)
        if window:
            app.wait_for(None, top=True)
        return app

    # ── hands and eyes ────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=PATIENCE, check=False)

    def act(self, *words: str) -> None:
        done = self.run("xdotool", *words)
        if done.returncode != 0:
            raise RuntimeError(f"xdotool {words}: {done.stderr}")

    def click(self, x: int, y: int, *, button: int = 1, times: int = 1) -> None:
        # Without --sync, which waits for ever so long where the pointer is there already; the server keeps the order.
        self.act("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "80", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.act("mousemove", *map(str, start), "mousedown", "1", "mousemove", *map(str, end), "mouseup", "1")

    def shot(self, path: Path) -> Path:
        """The whole screen as a PNG."""
        done = self.run("import", "-window", "root", str(path))
        if done.returncode != 0:
            raise RuntimeError(f"no picture: {done.stderr}")
        return path

    # ── the agent ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def ask(self, do: str, *, watched: App | None = None, **request: Any) -> Any:
        """One answer of the agent; None when a wait was in vain. That the program ends while waited for is an error."""
        self._number += 1
        agent_in, agent_out = self._agent.stdin, self._agent.stdout
        assert agent_in is not None
        assert agent_out is not None
        agent_in.write(json.dumps({"do": do, "number": self._number, **request}).encode() + b"\n")
        agent_in.flush()
        limit = time.monotonic() + float(request.get("seconds", 0)) + 30
        with contextlib.ExitStack() as stack:
            ends: list[int] = []
            if watched is not None and watched.process.poll() is None:
                ends = [os.pidfd_open(watched.process.pid)]
                stack.callback(os.close, ends[0])
            elif watched is not None:
                raise Missing(f"the program ended with {watched.process.returncode}\n{watched.stderr}")
            while True:
                ready, _, _ = select.select([agent_out.fileno(), *ends], [], [], max(0, limit - time.monotonic()))
                if agent_out.fileno() in ready:
                    line = agent_out.readline()
                    answer = json.loads(line) if line.startswith(b"{") else {"number": -1, "error": line.decode()}
                    if answer["number"] not in (self._number, -1):
                        continue  # the late answer to a wait that was given up
                    if "error" in answer:
                        raise RuntimeError(f"agent: {do} {request}: {answer['error']}")
                    return answer.get("ok")
                if ready:
                    code = watched.process.wait() if watched else None
                    if do == "gone":
                        return True
                    raise Missing(
                        f"the program ended with {code} while waiting: {request}\n{watched and watched.stderr}"
                    )
                raise RuntimeError(f"the accessibility agent does not answer: {do} {request}")

    def programs(self) -> list[dict[str, Any]]:
        """Who is on the accessibility bus: pid and name."""
        return list(self.ask("programs"))

    # ── the end ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def close(self) -> None:
        for app in self.apps:
            app.terminate()
        for process in reversed(self._started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self._started):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(PATIENCE)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        self._started.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def complaints(self) -> list[str]:
        """What programs on this screen wrote to the error stream, or that they ended, without leave."""
        said = [f"{app.command}: {app.complaint}" for app in self.apps if app.complaint and not app.may_complain]
        ended = [f"{app.command} ended by itself with {app.process.returncode}" for app in self.apps if not app.may_end]
        return said + ended


class Desktop:
    """Makes screens and ends them all; the `desktop` fixture."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []

    def __call__(
        self, size: tuple[int, int] = (1920, 1080), dpi: int = 92, wm: str | None = "openbox", *, hears: bool = True
    ) -> Screen:
        """With `hears` programs tell every change over the accessibility bus, which costs them time."""
        screen = Screen(size, dpi, wm, hears=hears)
        self.screens.append(screen)
        return screen

    def close(self) -> list[str]:
        """Ends everything; returns what programs complained about."""
        for screen in self.screens:
            for app in screen.apps:
                app.terminate()
        complaints = [line for screen in self.screens for line in screen.complaints()]
        for screen in self.screens:
            screen.close()
        self.screens.clear()
        return complaints


def desktops() -> Iterator[Desktop]:
    """The body of the fixture: words on the error stream fail the test that provoked them."""
    made = Desktop()
    try:
        yield made
    finally:
        complaints = made.close()
    assert not complaints, "the program wrote to its error stream or ended by itself:\n" + "\n".join(complaints)
