"""The screens whose trees are kept and reviewed, and each tree as it is now."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from data.library import Pack
from gui.visit import state as do
from gui.visit.state import TEXT_SIZES
from gui.visit.words import load_words
from tests.accessibility.tree import faults, snapshot
from tests.pictures.stage import MONITORS, Scene, Stage, bare, further, pages, scenes, states
from tests.windows import make_look, settle

AS_WELL = ("compare-pace", "compare-hidden", "compare-mine", "sheet-answered", "sheet-phone", "sheet-off")
"""What else can stand on a screen, where it is heard otherwise."""


def reviewed(pack: Pack, wrong: list[str] | None = None) -> Iterator[tuple[str, str]]:
    """The name and the tree of each screen; with `wrong`, to which faults of nodes are added.

    Of what `tests.pictures.walk` does not go through in CI, nodes are looked at in every size of text.
    """
    late = states(pack)
    of_kiosk = {scene.name for scene in late if not scene.intents}
    exam_room = [
        *scenes(pack),
        *(scene for scene in further(pack) if scene.name in AS_WELL),
        *(scene for scene in late if scene.name not in of_kiosk),
    ]
    kiosk = [*pages(pack), *(scene for scene in late if scene.name in of_kiosk)]
    for those, in_kiosk in ((exam_room, False), (kiosk, True)):
        stage = Stage(pack, MONITORS[0], kiosk=in_kiosk)
        try:
            for scene in those:
                stage.play(scene, size="default")
                yield scene.name, snapshot(stage.frame)
                if wrong is not None and scene in late:
                    wrong += _in_other_sizes(stage, scene)
        finally:
            stage.close()
    look = make_look(dpi=MONITORS[0].dpi)
    for name, window in bare(look, load_words("en")):
        window.resize(MONITORS[0].width, MONITORS[0].height)
        window.show()
        settle()
        yield name, snapshot(window)
        if wrong is not None:
            wrong += [f"{name}: {fault}" for fault in faults(window)[1]]
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def _in_other_sizes(stage: Stage, scene: Scene) -> Iterator[str]:
    yield from (f"{scene.name}: {fault}" for fault in faults(stage.frame)[1])
    for size in {*TEXT_SIZES} - {"default"}:
        stage.frame.store.apply(do.ChooseTextSize(size))
        # While a page of the kiosk is up, the frame does not follow.
        stage.look.change(size=size)
        settle()
        yield from (f"{scene.name}, {size}: {fault}" for fault in faults(stage.frame)[1])
