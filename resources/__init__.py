"""What the program brings along: drawings, icons, words, tokens."""

from importlib.resources import files


def drawing_names() -> frozenset[str]:
    """The names that a pack may give to a drawing."""
    return frozenset(
        entry.name.removesuffix(".svg")
        for entry in (files("resources") / "drawings").iterdir()
        if entry.name.endswith(".svg")
    )
