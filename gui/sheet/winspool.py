"""Printing on Windows, where no spooler takes PDF: the same pages, painted as pictures. Written, never run here."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from threading import Event
from typing import Any, Final

from gui.sheet.pdf import WIDTH_PT, Sheet
from gui.sheet.spooler import JOB_TITLE, Result, Step

_DPI: Final = 300
_TO_FILE: Final = ("FILE:", "PORTPROMPT:", "NUL:", "XPSPORT:", "SHRFAX:")
"""Ports that print into files, or nowhere."""
_PAPER_OUT: Final = 0x10 | 0x40
_STOPPED: Final = 0x1 | 0x2 | 0x8 | 0x80 | 0x1000 | 0x100000 | 0x400000
"""Paused, error, jam, offline, not available, needs a person, door open (PRINTER_STATUS_*)."""
_WSTR: Final = ctypes.c_wchar_p


class _Info(ctypes.Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        *((name, _WSTR) for name in ("server", "printer", "share", "port", "driver", "comment", "location")),
        ("devmode", ctypes.c_void_p),
        *((name, _WSTR) for name in ("separator", "processor", "datatype", "parameters")),
        ("security", ctypes.c_void_p),
        *((name, ctypes.c_uint32) for name in ("attributes", "priority", "default_priority", "start", "until",
                                               "status", "jobs", "speed")),
    )  # fmt: skip


class WindowsSpooler:
    """Paints the pages on the printer of that name, or on the default printer."""

    def __init__(self, printer: str | None) -> None:
        self.printer = printer

    def send(self, sheet: Sheet, progress: Callable[[Step], None], left: Event) -> Result:
        from PySide6.QtPrintSupport import QPrinterInfo

        info = QPrinterInfo.printerInfo(self.printer) if self.printer else QPrinterInfo.defaultPrinter()
        if info.isNull():
            return Result.NO_PRINTER
        port, status = _look(info.printerName())
        if port.upper().startswith(_TO_FILE):
            return Result.NO_PRINTER
        if status & _PAPER_OUT:
            return Result.OUT_OF_PAPER
        if status & _STOPPED:
            return Result.STOPPED
        progress(Step.MAKING)
        pages = sheet.pngs(round(WIDTH_PT[sheet.paper] / 72 * _DPI))
        if left.is_set():
            return Result.FAILED
        progress(Step.SENDING)
        return Result.SENT if _paint(info, sheet, pages) else Result.FAILED

    def take_back(self) -> None:
        """A job that has been painted is the spooler's; its queue is emptied by the fleet's settings."""


def _look(name: str) -> tuple[str, int]:
    """Port and status of a printer; empty and 0 if Windows does not say."""
    if sys.platform != "win32":
        return "", 0
    winspool: Any = ctypes.WinDLL("winspool.drv")
    handle = ctypes.c_void_p()
    if not winspool.OpenPrinterW(name, ctypes.byref(handle), None):
        return "", 0
    try:
        size = ctypes.c_uint32()
        winspool.GetPrinterW(handle, 2, None, 0, ctypes.byref(size))
        buffer = ctypes.create_string_buffer(max(size.value, ctypes.sizeof(_Info)))
        if not winspool.GetPrinterW(handle, 2, buffer, len(buffer), ctypes.byref(size)):
            return "", 0
        info = _Info.from_buffer(buffer)
        return info.port or "", info.status
    finally:
        winspool.ClosePrinter(handle)


def _paint(info: Any, sheet: Sheet, pages: tuple[bytes, ...]) -> bool:
    from PySide6.QtCore import QMarginsF, QRectF
    from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    printer.setDocName(JOB_TITLE)
    printer.setCopyCount(1)
    printer.setFullPage(True)
    size = QPageSize.PageSizeId.A4 if sheet.paper == "a4" else QPageSize.PageSizeId.Letter
    printer.setPageLayout(QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for number, page in enumerate(pages):
        if number and not printer.newPage():
            painter.end()
            return False
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), QImage.fromData(page))
    return painter.end()
