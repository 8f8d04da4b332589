"""The event log, the single instance, the idle clock, the supervisor's decisions."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.kiosk import instance
from gui.kiosk.eventlog import LARGEST, EventLog
from gui.kiosk.idle import Idle
from gui.kiosk.instance import Instance
from gui.kiosk.supervisor import OWN_PACK, screen_answers, stage, waiting

# --- event log


def test_the_log_takes_only_what_is_listed(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    log.write("start", version="1", profile="kiosk")
    for event, fields in (("visit", {}), ("start", {"answer": "x"}), ("left", {"code": 1})):
        with pytest.raises(ValueError, match="no such event"):
            log.write(event, **fields)  # type: ignore[arg-type]
    assert [json.loads(line)["event"] for line in (tmp_path / "events.jsonl").read_text().splitlines()] == ["start"]


def test_the_log_is_bounded(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    for _ in range(3000):
        log.write("error", kind="K" * 70, frames=["f" * 150])
    sizes = [file.stat().st_size for file in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= LARGEST


def test_a_full_disk_does_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    EventLog(tmp_path / "file" / "below").write("left")
    EventLog(None).write("left")


def test_the_log_follows_no_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("")
    (tmp_path / "events.jsonl").symlink_to(target)
    EventLog(tmp_path).write("left")
    assert target.read_text() == ""


# --- single instance


@pytest.mark.parametrize("runtime", [True, False])
def test_one_at_a_time_and_no_stale_lock(tmp_path: Path, *, runtime: bool) -> None:
    environment = {"DISPLAY": f":{os.getpid()}"} | ({"XDG_RUNTIME_DIR": str(tmp_path)} if runtime else {})
    program = (
        "import sys\nfrom gui.kiosk.instance import Instance\n"
        f"mine = Instance({environment!r})\nprint(mine.take() and 'held', flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert not Instance(environment).take()
        elsewhere = Instance({**environment, "DISPLAY": f":{os.getpid()}1"})
        assert elsewhere.take(), "another screen is another place"
        elsewhere.release()
        assert holder.poll() is None, "being asked to the front does not end it"
        holder.kill()
    mine = Instance(environment)
    assert mine.take()
    same = Instance({**environment, "DISPLAY": environment["DISPLAY"] + ".0"})
    assert not same.take()
    mine.release()
    assert same.take()
    same.release()


class Waiting:
    """Time as one who starts sees it: `then` happens at its first look again, the rest at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, then: Callable[[], object] = lambda: None) -> None:
        self.time, self.looks, self.then = 0.0, 0, then
        monkeypatch.setattr(instance, "time", self)

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.looks += 1
        if self.looks == 1:
            self.then()


@pytest.mark.parametrize("runtime", [True, False])
def test_a_start_waits_for_one_that_is_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, runtime: bool
) -> None:
    environment = {"DISPLAY": f":{os.getpid()}"} | ({"XDG_RUNTIME_DIR": str(tmp_path)} if runtime else {})
    old, new = Instance(environment), Instance(environment)
    assert old.take()
    old.ending()
    waiting = Waiting(monkeypatch, old.release)
    assert new.take()
    assert waiting.looks == 1
    new.ending()
    waiting = Waiting(monkeypatch)
    assert not old.take(), "one that never ends is not waited for without end"
    assert 10 <= waiting.time < 11
    new.release()


def test_a_start_calls_the_one_whose_number_is_not_written_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "evenhand-_7.lock"
    called: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _frame: called.append(number))
    try:
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            waiting = Waiting(monkeypatch, lambda: lock.write_text(str(os.getpid())))
            assert not Instance({"DISPLAY": ":7", "XDG_RUNTIME_DIR": str(tmp_path)}).take()
        assert waiting.looks == 1
        assert called == [signal.SIGUSR1]
    finally:
        signal.signal(signal.SIGUSR1, before)


# --- idle


class Clock:
    def __init__(self) -> None:
        self.time = 50.0

    def __call__(self) -> float:
        return self.time


class Seen:
    def __init__(self, idle: Idle) -> None:
        self.idle = idle
        self.alerts, self.overs, self.counts = 0, 0, list[tuple[int, int]]()
        idle.alerted.connect(self.alert)
        idle.over.connect(self.end)
        idle.counted.connect(self.count)

    def alert(self) -> None:
        self.alerts += 1

    def end(self) -> None:
        self.overs += 1

    def count(self, left: int, total: int) -> None:
        self.counts.append((left, total))


def wait(idle: Idle, clock: Clock, seconds: float) -> None:
    for _ in range(round(seconds * 4)):
        clock.time += 0.25
        idle.tick()


def test_it_asks_then_it_is_over(qapp: object) -> None:
    clock = Clock()
    idle = Idle(120, 20, clock)
    seen = Seen(idle)
    wait(idle, clock, 300)
    assert seen.alerts == 0, "nothing happens before a visit"
    idle.begin()
    wait(idle, clock, 119)
    assert seen.alerts == 0
    wait(idle, clock, 1)
    assert (seen.alerts, seen.overs) == (1, 0)
    idle.touch()
    wait(idle, clock, 19.5)
    assert seen.overs == 0
    assert sorted({left for left, _ in seen.counts}, reverse=True) == list(range(20, 0, -1)), "one step a second"
    wait(idle, clock, 0.5)
    assert (seen.alerts, seen.overs) == (1, 1)
    wait(idle, clock, 1000)
    assert (seen.alerts, seen.overs) == (1, 1)


def test_it_can_be_extended_without_end(qapp: object) -> None:
    clock = Clock()
    idle = Idle(120, 20, clock)
    seen = Seen(idle)
    idle.begin()
    for _ in range(25):
        wait(idle, clock, 135)
        idle.carry_on()
    assert (seen.alerts, seen.overs) == (25, 0)


def test_speech_counts_as_someone(qapp: object) -> None:
    clock = Clock()
    idle = Idle(120, 20, clock)
    seen = Seen(idle)
    speaking = [True]
    idle.busy.append(lambda: speaking[0])
    idle.begin()
    wait(idle, clock, 240)
    assert seen.alerts == 0
    speaking[0] = False
    wait(idle, clock, 119)
    assert seen.alerts == 0
    wait(idle, clock, 2)
    assert seen.alerts == 1


def test_the_wall_clock_does_not_matter(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    idle = Idle(120, 20)
    seen = Seen(idle)
    idle.begin()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    idle.tick()
    assert seen.alerts == 0


# --- supervisor


def test_waits_grow_and_stay_bounded() -> None:
    assert [waiting(n) for n in range(1, 10)] == [0, 0, 2, 4, 8, 16, 30, 30, 30]
    assert [stage(n) for n in range(1, 7)] == ["full", "full", "fall-back", "fall-back", "plain", "plain"]


def run_supervised(tmp_path: Path, body: str, *, seconds: float = 60) -> tuple[int, list[str], list[dict[str, object]]]:
    """Supervises a small script; its exit code, what each start was told, and the log."""
    child = tmp_path / "child.py"
    child.write_text(
        textwrap.dedent("""
            import faulthandler, os, signal, sys, time
            from pathlib import Path
            fds = [int(n) for n in sys.argv[sys.argv.index("--watched") + 1].split(",")]
            faulthandler.enable(file=fds[2])
            starts = Path(sys.argv[1])
            with starts.open("a") as file: file.write(" ".join(sys.argv[2:-2]) + "\\n")
            number = len(starts.read_text().splitlines())
            def say(text): os.write(fds[0], (text + "\\n").encode())
        """)
        + textwrap.dedent(body)
    )
    starts = tmp_path / "starts"
    main = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        from gui.kiosk import supervisor
        from gui.kiosk.eventlog import EventLog
        supervisor.HANG_SECONDS = 1.0
        supervisor.GOOD_AFTER_SECONDS = 0.0
        supervisor.waiting = lambda n: 0
        command = [sys.executable, {str(child)!r}, {str(starts)!r}]
        environment = {{k: v for k, v in os.environ.items() if k != "DISPLAY"}}
        sys.exit(supervisor.Supervisor(command, environment, EventLog(Path({str(tmp_path)!r}))).run())
    """)
    done = subprocess.run([sys.executable, "-c", main], timeout=seconds, check=False)
    log = (
        [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
        if (tmp_path / "events.jsonl").exists()
        else []
    )
    return done.returncode, starts.read_text().splitlines(), log


def test_a_crash_a_hang_and_a_kill_are_answered_by_a_start(tmp_path: Path) -> None:
    code, starts, log = run_supervised(
        tmp_path,
        """
        say("beat"); say("shown")
        if number == 1: os.kill(os.getpid(), signal.SIGSEGV)
        if number == 2: os.kill(os.getpid(), signal.SIGSTOP)
        if number == 3: sys.exit(75)
        sys.exit(0)
        """,
    )
    assert code == 0
    assert len(starts) == 4
    events = [entry["event"] for entry in log]
    assert events == ["crashed", "restarted", "hung", "crashed", "restarted"]
    assert log[0]["code"] == -11
    assert any("child.py" in frame for frame in log[0]["frames"])  # type: ignore[attr-defined]


def test_after_many_crashes_less_is_started(tmp_path: Path) -> None:
    code, starts, _ = run_supervised(
        tmp_path,
        """
        say("beat"); say("shown")
        if number < 6: sys.exit(20)
        if number == 6: sys.exit(75)  # the plain page tries again
        sys.exit(0)
        """,
    )
    assert code == 0
    assert starts[0] == starts[1] == starts[2] == ""
    assert starts[3].startswith("--fall-back")
    assert starts[4].startswith("--fall-back")
    assert starts[5] == "--plain"
    assert starts[6] == ""


GARDEN, OTHER = ["--chosen-pack garden"], ["--chosen-pack other"]
OWN, BUILT_IN = [f"--fall-back {OWN_PACK}"], ["--fall-back "]


@pytest.mark.parametrize(
    ("said", "crashes", "expected"),
    [
        pytest.param({1: "beat, pack garden"}, (2, 3, 4), ["", *3 * GARDEN, *OWN], id="the settings' own ran well"),
        pytest.param(
            {1: "pack garden", 2: "beat, pack other"},
            (3, 4, 5),
            ["", *GARDEN, *3 * OTHER, "--fall-back garden"],
            id="what staff chose ran well",
        ),
        pytest.param(
            {1: "beat, pack garden", 5: "beat"},
            (2, 3, 4, 5),
            ["", *3 * GARDEN, *2 * OWN],
            id="that the other ran well makes the crashing one no better",
        ),
        pytest.param(
            {1: f"beat, pack {OWN_PACK}, language es"},
            (2, 3, 4),
            ["", *3 * [f"--chosen-pack {OWN_PACK} --chosen-language es"], *BUILT_IN],
            id="who chooses the settings' own chooses no other",
        ),
        pytest.param({1: "beat"}, (1, 2, 3), ["", "", "", *BUILT_IN], id="what ran well crashes"),
    ],
)
def test_which_pack_comes_after_three_crashes(
    tmp_path: Path, said: dict[int, str], crashes: tuple[int, ...], expected: list[str]
) -> None:
    """`said` by number of start: once it is shown, and before it starts again where a choice is among it."""
    _, starts, _ = run_supervised(
        tmp_path,
        f"""
        say("beat"); say("shown")
        for word in {said!r}.get(number, "").split(", "): say(word)
        if number in {crashes!r}: sys.exit(20)
        sys.exit(75 if "pack" in {said!r}.get(number, "") else 0)
        """,
    )
    assert starts == expected


def test_a_wrong_use_is_not_tried_again(tmp_path: Path) -> None:
    code, starts, _ = run_supervised(tmp_path, "sys.exit(10)")
    assert (code, len(starts)) == (10, 1)


def test_the_count_of_wrong_pins_outlives_the_program(tmp_path: Path) -> None:
    _, starts, _ = run_supervised(
        tmp_path,
        """
        say("beat"); say("shown")
        if number == 1: say("wrong 4"); os.kill(os.getpid(), signal.SIGKILL)
        """,
    )
    assert starts == ["", "--wrong 4"]


def test_a_child_that_lets_go_of_its_words_but_lives_is_ended(tmp_path: Path) -> None:
    code, starts, _ = run_supervised(
        tmp_path,
        """
        say("beat"); say("shown")
        if number == 1: os.close(fds[0]); signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)
        """,
    )
    assert (code, len(starts)) == (0, 2)


def test_no_screen_is_noticed() -> None:
    assert not screen_answers({"DISPLAY": ":64123"})
    assert screen_answers({"DISPLAY": "elsewhere:0"})


def test_a_program_that_is_left_says_so_before_it_ends(tmp_path: Path) -> None:
    program, told = tmp_path / "program.py", tmp_path / "told"
    program.write_text(
        "import os, sys, time\nfrom pathlib import Path\nfds = sys.argv[2].split(',')\n"
        "os.write(int(fds[0]), b'beat\\nshown\\nleaving\\n')\n"
        f"while not Path({str(told)!r}).exists(): time.sleep(0.01)\n"
    )
    main = (
        "import os, sys\nfrom pathlib import Path\nfrom gui.kiosk.supervisor import Supervisor\n"
        "from gui.kiosk.eventlog import EventLog\n"
        f"told = Path({str(told)!r}).touch\n"
        f"sys.exit(Supervisor([sys.executable, {str(program)!r}], os.environ, EventLog(None), told).run())"
    )
    assert subprocess.run([sys.executable, "-c", main], timeout=20, check=False).returncode == 0


def test_the_end_is_passed_on(tmp_path: Path) -> None:
    child = (
        "import os, signal, sys, time\nfds = sys.argv[2].split(',')\n"
        "signal.signal(signal.SIGTERM, lambda *a: sys.exit(0))\nos.write(int(fds[0]), b'beat\\nshown\\n')\n"
        "print(os.getpid(), flush=True)\ntime.sleep(30)"
    )
    main = (
        "import os, sys\nfrom gui.kiosk.supervisor import Supervisor\nfrom gui.kiosk.eventlog import EventLog\n"
        "def told(): print('told', flush=True)\n"
        f"sys.exit(Supervisor([sys.executable, '-c', {child!r}], os.environ, EventLog(None), told).run())"
    )
    with subprocess.Popen([sys.executable, "-c", main], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        number = int(supervisor.stdout.readline())
        for word in (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT):
            supervisor.send_signal(word)
        assert Path(f"/proc/{number}").exists()
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.stdout.readline() == "told\n", "whoever starts now waits"
        assert supervisor.wait(20) == 0
    assert not Path(f"/proc/{number}").exists()
