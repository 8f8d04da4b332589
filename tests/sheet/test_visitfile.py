"""Sheets from a visit file: a schema, clear errors with file and path, whole files or none."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data.comparison import compare
from data.library import Pack, built_in, load, locate
from gui.sheet.command import add_arguments, run
from gui.sheet.document import document
from gui.sheet.text import as_text
from gui.sheet.visitfile import LARGEST, VisitError, read
from gui.visit.credits import Credits
from gui.visit.state import LEAN_UNKNOWN, Visit, Weight
from gui.visit.summary import Summary, summarise
from gui.visit.words import load_words
from tests.sheet.reader import read as read_pdf
from tests.sheet.test_pdf import flat, in_order

GARDEN = Path(__file__).parents[1] / "content" / "packs" / "garden"


@pytest.fixture(scope="module")
def garden() -> Pack:
    return load(locate(str(GARDEN)))


def some_visit(pack: Pack) -> dict[str, Any]:
    """A visit that touches everything, in ids of any pack."""
    structure = pack.structure
    reason = next(reason.id for reason in structure.reasons if not reason.general)
    return {
        "format": 1,
        "pack": pack.id,
        "reason": reason,
        "name": structure.names[0].id if structure.names else None,
        "order": [option.id for option in reversed(structure.options)],
        "ticks": {s.id: "a_lot" if i == 0 else "matters" for i, s in enumerate(structure.statements[:3])},
        "readiness": {q.id: i % 2 == 0 for i, q in enumerate(structure.readiness)},
        "questions": [q.id for q in structure.questions if not q.reasons or reason in q.reasons][:3],
        "lean": "?",
    }


def written(folder: Path, value: object) -> Path:
    path = folder / "visit.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def refused(folder: Path, pack: Pack, value: object) -> list[str]:
    with pytest.raises(VisitError) as error:
        read(written(folder, value), pack)
    return [f"{problem.file} {problem.path} {problem.code}" for problem in error.value.problems]


def test_a_visit_is_read(garden: Pack, tmp_path: Path) -> None:
    given = some_visit(garden)
    visit = read(written(tmp_path, given), garden)
    assert visit.reason == given["reason"]
    assert visit.name == given["name"]
    assert visit.order == tuple(reversed(range(len(garden.structure.options))))
    assert {statement: weight.value for statement, weight in visit.ticks} == given["ticks"]
    assert visit.ticks[0][1] is Weight.A_LOT
    assert dict(visit.readiness) == given["readiness"]
    assert list(visit.questions) == given["questions"]
    assert visit.lean == LEAN_UNKNOWN


def test_the_example_in_the_guide(garden: Pack, tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "sheet.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    visit = read(written(tmp_path, example), garden)
    assert visit.ticks
    assert visit.questions


def test_the_least_visit(garden: Pack, tmp_path: Path) -> None:
    visit = read(written(tmp_path, {"format": 1}), garden)
    assert visit.reason is None
    assert visit.lean is None
    assert not visit.ticks


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"format": 2}, "visit.json $.format literal_error"),
        ({"ticks": {"nobody": "matters"}}, "visit.json $.ticks.nobody no-such-id"),
        ({"ticks": []}, "visit.json $.ticks dict_type"),
        ({"reason": 5}, "visit.json $.reason string_type"),
        ({"reason": "nowhere"}, "visit.json $.reason no-such-id"),
        ({"name": "nothing"}, "visit.json $.name no-such-id"),
        ({"lean": "nobody"}, "visit.json $.lean no-such-id"),
        ({"lean": 1}, "visit.json $.lean string_type"),
        ({"questions": ["why-not"]}, "visit.json $.questions[0] no-such-id"),
        ({"readiness": {"perhaps": True}}, "visit.json $.readiness.perhaps no-such-id"),
        ({"order": ["one"]}, "visit.json $.order order"),
        ({"pack": "another"}, "visit.json $.pack wrong-pack"),
        ({"tick": {}}, "visit.json $.tick key-unknown"),
    ],
    ids=str,
)
def test_wrong_values_are_named(garden: Pack, tmp_path: Path, change: dict[str, Any], wanted: str) -> None:
    assert wanted in refused(tmp_path, garden, {**some_visit(garden), **change})


def test_a_weight_and_an_answer_of_another_kind(garden: Pack, tmp_path: Path) -> None:
    given = some_visit(garden)
    statement, question = next(iter(given["ticks"])), next(iter(given["readiness"]))
    given["ticks"][statement] = "very"
    given["readiness"][question] = "yes"
    found = refused(tmp_path, garden, given)
    assert f"visit.json $.ticks.{statement} literal_error" in found
    assert f"visit.json $.readiness.{question} bool_type" in found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"),
        ("{", "not-json"),
        ("[]", "wrong-type"),
        ('{"format": 1, "format": 1}', "doubled-key"),
        ('{"reason": null}', "key-missing"),
        ("[" * 100_000, "not-json"),
        ('{"format": ' + "1" * 5000 + "}", "not-json"),
        ('{"format": 1}' + " " * LARGEST, "too-large"),
    ],
    ids=["empty", "cut", "list", "doubled", "no format", "deep", "digits", "huge"],
)
def test_what_is_no_visit_file(garden: Pack, tmp_path: Path, text: str, code: str) -> None:
    (found,) = refused(tmp_path, garden, text)
    assert found.endswith(code)


def test_no_file_and_not_utf_8(garden: Pack, tmp_path: Path) -> None:
    with pytest.raises(VisitError, match=r"gone\.json \$: This file cannot be read"):
        read(tmp_path / "gone.json", garden)
    with pytest.raises(VisitError, match="cannot be read"):
        read(tmp_path, garden)
    path = tmp_path / "latin.json"
    path.write_bytes('{"format": 1, "reason": "ü"}'.encode("latin-1"))
    with pytest.raises(VisitError, match="UTF-8"):
        read(path, garden)


def test_a_visit_file_that_never_ends_is_not_read(garden: Pack, tmp_path: Path) -> None:
    pipe, large = tmp_path / "pipe.json", tmp_path / "large.json"
    os.mkfifo(pipe)
    with large.open("wb") as file:
        file.truncate(5_000_000_000)
    for path, why in (
        (pipe, "not an ordinary file"),
        (large, "more than"),
        (Path("/dev/zero"), "not an ordinary file"),
    ):
        with pytest.raises(VisitError, match=why):
            read(path, garden)


def test_a_near_miss_is_guessed(garden: Pack, tmp_path: Path) -> None:
    right = garden.structure.statements[0].id
    with pytest.raises(VisitError, match=f'Did you mean "{right}"'):
        read(written(tmp_path, {"format": 1, "ticks": {right + "x": "matters"}}), garden)


def command(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="evenhand sheet", allow_abbrev=False)
    add_arguments(parser)
    return run(parser.parse_args([*arguments]))


@pytest.mark.parametrize("source", [str(GARDEN), None], ids=["garden", "built in"])
def test_all_three_outputs(source: str | None, tmp_path: Path) -> None:
    pack = load(locate(source) if source else built_in())
    file = written(tmp_path, some_visit(pack))
    chosen = ["--pack", source] if source else []
    for name in ("sheet.pdf", "sheet.txt", "sheet.png"):
        assert command("--visit", str(file), "-o", str(tmp_path / name), "--paper", "a4", *chosen) == 0
    visit = read(file, pack)
    summary = summarised(pack, visit)
    text = (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    assert text.startswith("My sheet\n")
    pdf = read_pdf((tmp_path / "sheet.pdf").read_bytes())
    spoken, at = flat(pdf.spoken()), 0
    for row in document(summary, load_words("en")).rows:
        at = spoken.index(flat(row.say), at)
        for cell in row.cells:
            at = spoken.index(flat(cell.word), at)
    assert as_text(summary, load_words("en"), back=False).splitlines()[:12] == text.splitlines()[:12]
    assert (tmp_path / "sheet.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "sheet-2.png").exists()
    assert not list(tmp_path.glob(".*")), "no part of a file is left"


def summarised(pack: Pack, visit: Visit) -> Summary:
    said = load_words("en")
    return summarise(pack, compare(pack, visit.reason), visit, said, Credits(pack, said, datetime.date.today()))


def test_the_real_content_reads_in_order_for_every_reason(tmp_path: Path) -> None:
    pack = load(built_in())
    for reason in pack.structure.reasons:
        given = {**some_visit(pack), "reason": reason.id, "questions": []}
        visit = read(written(tmp_path, given), pack)
        in_order(summarised(pack, visit), "a4", False)


def test_large_print_and_letter(garden: Pack, tmp_path: Path) -> None:
    file = written(tmp_path, some_visit(garden))
    out = tmp_path / "sheet.pdf"
    options = ("--large", "--paper", "letter", "--pack", str(GARDEN), "--language", "en")
    assert command("--visit", str(file), "-o", str(out), *options) == 0
    found = read_pdf(out.read_bytes())
    assert found.sizes[0] == pytest.approx((612, 792))
    assert "Page 1 of" in found.texts[0]


def test_bad_use(garden: Pack, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = str(written(tmp_path, some_visit(garden)))
    garden_pack = ("--pack", str(GARDEN))
    out = str(tmp_path / "s.pdf")
    cases = [
        (("--visit", good, "-o", str(tmp_path / "s.doc"), *garden_pack), 2, "must end in .pdf, .txt or .png"),
        (("--visit", good, "-o", out, "--language", "xx", *garden_pack), 2, 'no words in the language "xx"'),
        (("--visit", good, "-o", str(tmp_path / "no" / "s.pdf"), *garden_pack), 2, "cannot be written"),
        (("--visit", str(tmp_path / "no.json"), "-o", out, *garden_pack), 2, "no.json $: This file cannot be read"),
        (("--visit", good, "-o", out, "--pack", "nobody"), 11, "There is no pack called"),
    ]
    for arguments, code, said in cases:
        assert command(*arguments) == code
        error = capsys.readouterr().err
        assert said in error
        assert error.startswith("evenhand: ")
        assert "Traceback" not in error
    assert not Path(out).exists()
    bad = written(tmp_path, {"format": 1, "reason": "nowhere", "lean": "nobody"})
    assert command("--visit", str(bad), "-o", out, *garden_pack) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2, "one line a fault"


def test_what_stood_there_stays_if_writing_fails(garden: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, some_visit(garden))
    out = tmp_path / "sheet.txt"
    out.write_text("before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert command("--visit", str(file), "-o", str(out), "--pack", str(GARDEN)) == 2
    assert out.read_text() == "before"
    assert not list(tmp_path.glob(".*"))


def test_no_qt_for_a_sheet_on_the_command_line(garden: Pack, tmp_path: Path) -> None:
    file = written(tmp_path, some_visit(garden))
    code = (
        "import sys, argparse; from gui.sheet.command import add_arguments, run;"
        "p = argparse.ArgumentParser(); add_arguments(p); code = run(p.parse_args());"
        "assert not [name for name in sys.modules if name.startswith('PySide6')];"
        "sys.exit(code)"
    )
    arguments = ["--visit", str(file), "-o", str(tmp_path / "s.pdf"), "--pack", str(GARDEN)]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
