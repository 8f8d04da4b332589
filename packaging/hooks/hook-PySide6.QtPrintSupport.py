"""Only the module, and the plug-in through which it sees the printers."""

from PyInstaller.utils.hooks.qt import pyside6_library_info

hiddenimports = ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
binaries = pyside6_library_info.collect_plugins("printsupport")
