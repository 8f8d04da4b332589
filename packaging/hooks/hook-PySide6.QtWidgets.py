"""Only the module itself: the stock hook brings every plug-in and translation that it could use."""

hiddenimports = ["PySide6.QtCore", "PySide6.QtGui"]
