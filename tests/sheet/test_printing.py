"""Printing on a real CUPS server of the test's own: sheets come out, and every trouble has its plain answer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.sheet.pdf import Sheet
from gui.sheet.printer import PrintJob
from gui.sheet.spooler import CupsSpooler, Patience, Result, Step, spooler
from gui.visit.words import load_words
from tests.sheet.cups import Cups
from tests.sheet.fixtures import RICH, words

FAST = Patience(look=0.05, trouble=0.3, whole=2.0, answer=10.0)
STEPS = [Step.MAKING, Step.SENDING, Step.PRINTING]
CANARY = "ZQXJ-CANARY"


@pytest.fixture(scope="module")
def shared() -> Iterator[Cups]:
    server = Cups()
    server.start()
    yield server
    server.close()


@pytest.fixture
def own() -> Iterator[Callable[..., Cups]]:
    """Servers that a test may stop."""
    servers: list[Cups] = []

    def make(**options: object) -> Cups:
        servers.append(Cups(**options))  # type: ignore[arg-type]
        servers[-1].start()
        return servers[-1]

    yield make
    for server in servers:
        server.close()


def sheet() -> Sheet:
    return Sheet(RICH, words(), "a4")


def job_on(qtbot: QtBot, server: Cups, printer: str | None, patience: Patience = FAST) -> PrintJob:
    return PrintJob(sheet(), CupsSpooler(printer, socket=server.socket, patience=patience))


def printed(qtbot: QtBot, job: PrintJob) -> tuple[Result, list[str]]:
    steps: list[str] = []
    job.progressed.connect(steps.append)
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:
        job.start()
    assert job.wait(10)
    assert finished.args is not None
    return finished.args[0], steps


@pytest.mark.parametrize("printer", [None, "file"], ids=["default", "named"])
def test_a_sheet_comes_out_of_a_real_queue(qtbot: QtBot, shared: Cups, printer: str | None) -> None:
    shared.file.unlink(missing_ok=True)
    result, steps = printed(qtbot, job_on(qtbot, shared, printer))
    assert result is Result.PRINTED
    assert result.fine
    assert steps == STEPS
    assert shared.file.read_bytes() == sheet().pdf()
    text = pdfium.PdfDocument(shared.file.read_bytes())[0].get_textpage().get_text_range()
    assert "What matters to me" in text
    assert not shared.waiting(), "the document stays in the queue"


def test_what_the_queue_learns(qtbot: QtBot, shared: Cups) -> None:
    assert printed(qtbot, job_on(qtbot, shared, "file"))[0] is Result.PRINTED
    log = (shared.root / "error.log").read_text(errors="replace")
    started = [line for line in log.splitlines() if 'argv[0]="file"' in line][-1]
    after = log[log.index(started) :]
    said = dict(line.split("] ")[-1].split("=", 1) for line in after.splitlines()[:7] if "argv[" in line)
    assert said["argv[3]"] == '"Evenhand sheet"'
    assert said["argv[4]"] == '"1"', "copies"
    assert "media=iso_a4_210x297mm" in said["argv[5]"]
    assert "sides=two-sided-long-edge" in said["argv[5]"]
    for word in (RICH.reason, str(RICH.clinic_word), RICH.lean_word, RICH.questions[0]):
        assert word not in log
    for name in ("access.log", "page.log"):
        assert RICH.reason not in (shared.root / name).read_text(errors="replace")


@pytest.mark.parametrize(
    ("printer", "result", "steps"),
    [
        ("hungry", Result.OUT_OF_PAPER, STEPS),
        ("broken", Result.STOPPED, STEPS),
        ("paused", Result.STOPPED, []),
        ("closed", Result.REFUSED, []),
        ("hopeless", Result.FAILED, STEPS),
        ("nobody’s & nowhere", Result.NO_PRINTER, []),
    ],
)
def test_every_trouble_has_its_answer_and_leaves_nothing_in_the_queue(
    qtbot: QtBot, shared: Cups, printer: str, result: Result, steps: list[Step]
) -> None:
    assert printed(qtbot, job_on(qtbot, shared, printer)) == (result, steps)
    assert not result.fine
    qtbot.waitUntil(lambda: not shared.waiting(), timeout=10_000)


class Ready(Sheet):
    """A sheet that was made before."""

    def pdf(self) -> bytes:
        return b"%PDF-1.7\n%%EOF\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can print as somebody else")
def test_an_ordinary_account_takes_its_sheet_back_under_the_usual_policy(qtbot: QtBot, shared: Cups) -> None:
    os.seteuid(65534)
    try:
        spooler = CupsSpooler("hungry", socket=shared.socket, patience=FAST)
        result = spooler.send(Ready(RICH, words(), "a4"), lambda step: None, threading.Event())
    finally:
        os.seteuid(0)
    assert result is Result.OUT_OF_PAPER
    qtbot.waitUntil(lambda: not shared.waiting(), timeout=10_000)


def test_no_default_printer(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own(default=None)
    assert printed(qtbot, job_on(qtbot, server, None)) == (Result.NO_PRINTER, [])


def test_a_server_without_a_history(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own(history=False)
    assert printed(qtbot, job_on(qtbot, server, "keep"))[0] is Result.PRINTED
    qtbot.waitUntil(lambda: len(server.printed()) == 1, timeout=10_000)


def test_no_server(qtbot: QtBot, tmp_path: Path) -> None:
    job = PrintJob(sheet(), CupsSpooler(None, socket=tmp_path / "none.sock", patience=FAST))
    assert printed(qtbot, job) == (Result.NO_SERVICE, [])


def test_the_server_stops_in_the_middle(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own()
    job = job_on(qtbot, server, "endless", Patience(look=0.05, trouble=5, whole=60, answer=10))
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:
        with qtbot.waitSignal(job.progressed, timeout=30_000, check_params_cb=lambda step: step == Step.PRINTING):
            job.start()
        server.stop()
    assert finished.args == [Result.GONE]
    assert job.wait(10)
    server.start()
    assert printed(qtbot, job_on(qtbot, server, "keep"))[0] is Result.PRINTED, "and once it is back, it prints"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n\x02\x00\x00\x00",
        b"HTTP/1.1 200 OK\r\n\r\nnot ipp",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n\x02\x00",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["silence", "half", "nonsense", "half a chunk", "another service"],
)
def test_a_server_that_breaks_off_its_answer(qtbot: QtBot, tmp_path: Path, answer: bytes) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def serve() -> None:
            link, _ = listener.accept()
            with link:
                link.recv(65536)
                link.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        job = PrintJob(sheet(), CupsSpooler("x", socket=path, patience=FAST))
        assert printed(qtbot, job) == (Result.GONE, [])
        thread.join()


def test_a_slow_printer_is_not_called_broken(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own()
    job = job_on(qtbot, server, "endless", Patience(look=0.05, trouble=5, whole=0.5, answer=10))
    assert printed(qtbot, job)[0] is Result.SENT


def test_who_leaves_takes_a_waiting_sheet_along(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own()
    first = job_on(qtbot, server, "endless", Patience(look=0.05, trouble=5, whole=0.2, answer=10))
    assert printed(qtbot, first)[0] is Result.SENT
    second = job_on(qtbot, server, "endless", Patience(look=0.05, trouble=60, whole=60, answer=10))
    with qtbot.waitSignal(second.finished, timeout=30_000) as finished:
        with qtbot.waitSignal(second.progressed, timeout=30_000, check_params_cb=lambda step: step == Step.PRINTING):
            second.start()
        assert len(server.waiting()) == 2
        second.leave()
    assert finished.args == [Result.FAILED]
    qtbot.waitUntil(lambda: len(server.waiting()) == 1, timeout=10_000)
    # The first is at the printer already; leaving does not tear it out.
    first.leave()
    assert first.wait(10)
    assert len(server.waiting()) == 1


def test_who_leaves_after_the_answer_takes_a_waiting_sheet_along_too(qtbot: QtBot, own: Callable[..., Cups]) -> None:
    server = own()
    jobs = [job_on(qtbot, server, "endless", Patience(look=0.05, trouble=5, whole=0.2, answer=10)) for _ in range(2)]
    assert [printed(qtbot, job)[0] for job in jobs] == [Result.SENT] * 2
    assert len(server.waiting()) == 2
    jobs[1].leave()
    assert jobs[1].wait(10)
    qtbot.waitUntil(lambda: len(server.waiting()) == 1, timeout=10_000)


def test_the_window_goes_on_while_it_prints(qtbot: QtBot, shared: Cups) -> None:
    beats: list[int] = []
    clock = QTimer()
    clock.setInterval(5)
    clock.timeout.connect(lambda: beats.append(1))
    clock.start()
    assert printed(qtbot, job_on(qtbot, shared, "keep"))[0] is Result.PRINTED
    clock.stop()
    assert len(beats) > 5


def test_every_answer_has_plain_words() -> None:
    said = load_words("en")
    for key in (*Result, *Step):
        assert said[key.value]
    for result in Result:
        if not result.fine:
            assert any(help in said[result.value] for help in ("Ask staff", "ask staff", "press Print again"))
    assert "here" in said[Result.OUT_OF_PAPER.value]


@pytest.mark.skipif(sys.platform == "win32", reason="CUPS is what this is about")
def test_the_spooler_of_this_system() -> None:
    made = spooler("somewhere")
    assert isinstance(made, CupsSpooler)
    assert made.printer == "somewhere"
    assert made.socket == Path("/run/cups/cups.sock")


TEN = """
import os, sys, threading
from pathlib import Path
from dataclasses import replace
from gui.sheet.pdf import Sheet, as_pngs
from gui.sheet.qr import sheet_codes
from gui.sheet.spooler import CupsSpooler, Patience, Result
from gui.sheet.text import as_text
from tests.sheet.fixtures import RICH, words
as_text(RICH, words())
os.getpriority(os.PRIO_PROCESS, 0)
for number in range(10):
    summary = replace(RICH, questions=(f"{sys.argv[2]} {number}?",))
    sheet = Sheet(summary, words(), "a4", large=number % 2 == 1)
    sheet.pngs(300), as_text(summary, words()), sheet_codes(summary, words())
    spooler = CupsSpooler("keep", socket=Path(sys.argv[1]), patience=Patience(look=0.05))
    assert spooler.send(sheet, lambda step: None, threading.Event()) is Result.PRINTED
"""


def test_ten_sheets_write_nothing_start_nothing_and_talk_to_the_spooler_only(
    own: Callable[..., Cups], tmp_path: Path
) -> None:
    """Seen by the kernel: no file opened to write, no program started, no network; and no word left in the queue."""
    strace = shutil.which("strace")
    assert strace, "apt-get install strace"
    server = own(history=False)
    home = tmp_path / "home"
    home.mkdir()
    log = tmp_path / "calls"
    calls = "open,openat,creat,mkdir,mkdirat,rename,renameat2,link,symlink,unlink,truncate,socket,connect,execve"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", f"trace={calls},getpriority", "-o", str(log), sys.executable, "-B", "-c", TEN,
         str(server.socket), CANARY],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        env={"HOME": str(home), "TMPDIR": str(home), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = log.read_text(errors="replace").splitlines()
    begun = next(i for i, line in enumerate(seen) if "getpriority" in line)
    seen = seen[begun:]
    writing = [line for line in seen if "O_WRONLY" in line or "O_RDWR" in line or "O_CREAT" in line]
    assert writing == []
    assert [line for line in seen if "execve(" in line] == []
    assert [line for line in seen if "AF_INET" in line or "AF_NETLINK" in line] == []
    changing = ("creat(", "mkdir", "rename", "link(", "truncate(")
    assert [line for line in seen if any(f" {call}" in line for call in changing)] == []
    reached = [line for line in seen if "connect(" in line]
    assert len(reached) > 10
    assert all(str(server.socket) in line for line in reached)
    assert list(home.iterdir()) == []
    assert not server.waiting()
    assert len(server.printed()) == 10
    left = [path for path in server.root.rglob("*") if path.is_file() and path.parent != server.out]
    assert left
    assert not any(CANARY.encode() in path.read_bytes() for path in left if not path.is_symlink())
