"""Only the module and the plug-ins that a window of our own needs.

The stock hook brings plug-ins that draw by OpenGL, speak Wayland, open the desktop's file dialogs, read a dozen picture
formats and talk to the network, with everything that they link to. A plug-in that is absent cannot be asked for from
outside.
"""

from pathlib import Path

from PyInstaller.utils.hooks.qt import pyside6_library_info

KEPT = {
    "platforms": {"qxcb", "qoffscreen", "qwindows"},
    # Accents typed with the compose key; no input method of the desktop, which would learn words.
    "platforminputcontexts": {"composeplatforminputcontextplugin"},
}

hiddenimports = ["PySide6.QtCore"]
binaries = [
    (file, folder)
    for kind, names in KEPT.items()
    for file, folder in pyside6_library_info.collect_plugins(kind)
    if Path(file).stem.removeprefix("lib") in names
]
