"""A pack without faults is read in a quick way; whatever may have one is looked at in full, and nothing slips by."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake import _keys, _with_faults, _without_faults, read
from data.library import built_in, fetch
from data.refusals import shown_texts
from data.schema import Facts, Structure, Texts
from data.wording import Kind, Said, doubtful, look

MODELS: dict[str, type[Structure] | type[Facts] | type[Texts]] = {
    "pack.json": Structure,
    "facts.json": Facts,
    "en.json": Texts,
}
PIECES = (
    *(
        "Most people",
        "go home",
        "one",
        "ten",
        "in",
        " in ",
        "of",
        " out of ",
        "every",
        "a",
        "cada",
        "de",
        "Women",
        "uno",
    ),
    *(
        "{stay-days}",
        "{stay-days} out of 100",
        "{",
        "}",
        "[[pain]]",
        "[[pain|sore]]",
        "[[",
        "[",
        "|",
        "]]",
        "]",
        "*",
        "**",
    ),
    *(
        "per",
        "cent",
        " por ciento",
        "-",
        " ",
        "\n",
        ".",
        ". ",
        ":",
        "data",
        "mailto",
        "FILE",
        "http",
        "https",
        "www",
        "com",
    ),
    *(
        "@",
        "_",
        "<",
        ">",
        "#",
        "`",
        "\\",
        "1",
        "0",
        "%",
        "½",
        "²",
        "‰",
        "①",
        "٣",
        "é",
        "ő",
        "ſ",
        "ı",
        "\u212a",
        "“",
        "\0",
        "\1",
    ),
)


@settings(max_examples=700, deadline=None, database=None, derandomize=True)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(Kind)), min_size=1, max_size=6)
)
def test_every_text_with_a_fault_is_looked_at(given_texts: list[tuple[list[str], Kind]]) -> None:
    every = [Said((i,), "".join(pieces), kind) for i, (pieces, kind) in enumerate(given_texts)]
    look_at = doubtful(every)
    for said in every:
        assert said.text in look_at or not ([*look(said)] or not said.text.strip()), said


@pytest.mark.parametrize(
    "text", ["Of {a} people, one{a}in ten had it.", "One in{a}ten.", "Per{a}cent.", "One [[a|in]] ten."]
)
def test_what_stands_around_an_id_makes_no_number_unseen(text: str) -> None:
    said = Said((), text, Kind.PROSE)
    assert not list(look(said)) or text in doubtful([said])


def test_hardly_any_text_of_the_built_in_pack_is_looked_at_alone(contents: dict[str, bytes]) -> None:
    structure, texts = (read(name, contents[name], MODELS[name]).model for name in ("pack.json", "en.json"))
    assert isinstance(structure, Structure) and isinstance(texts, Texts)
    every = tuple(shown_texts(structure, texts))
    assert len(every) > 1500
    assert len(doubtful(every)) < 20


@pytest.mark.parametrize("file", MODELS)
def test_a_file_without_faults_is_read_once(contents: dict[str, bytes], file: str) -> None:
    whole = _without_faults(contents[file], MODELS[file])
    assert whole is not None
    keys: list[str] = []
    json.loads(contents[file], object_pairs_hook=lambda pairs: keys.extend(key for key, _ in pairs))
    assert _keys([whole], MODELS[file]) == len(keys) > 2000


@pytest.mark.parametrize("file", MODELS)
def test_both_ways_of_reading_say_the_same(contents: dict[str, bytes], file: str) -> None:
    data = contents[file].decode()
    at = [i for i, sign in enumerate(data) if sign == '"' and data[i + 1 :].find('":') == data[i + 1 :].find('"')]
    changed: list[Any] = [data.replace('":', '" \n:'), data.replace(" ", "\t")]
    for place in at[:: len(at) // 6]:
        key = data[place : data.find(":", place) + 1]
        changed += [f"{data[:place]}{key} 1, {data[place:]}", f'{data[:place]}"x{key[1:]} 1, {data[place:]}']
    for sign in ("\\u200b", "\u200b", "\x7f", "\\n", '\\": ', "\0", "9" * 4301):
        changed.append(data.replace(". ", f". {sign}", 1))
        changed.append(data.replace("1", sign, 1))
    for text in changed:
        spoiled = text.encode("utf-8", "surrogatepass")
        assert read(file, spoiled, MODELS[file]) == _with_faults(file, spoiled, MODELS[file])


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return fetch(built_in())[0]
