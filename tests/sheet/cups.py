"""A print server of a test's own: real CUPS, on a UNIX socket in a folder that goes with the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from threading import Event

CUPS = Path("/usr/lib/cups")
WHERE = ("/usr/sbin/cupsd", "/usr/bin/cupsd")
BACKENDS = {
    # Takes the sheet and keeps it.
    "keep": '#!/bin/sh\n[ $# -eq 0 ] && exit 0\ncat "${6:--}" > "$OUT/.part"; mv "$OUT/.part" "$OUT/$1.pdf"\n',
    # Says that the tray is empty and waits for paper.
    "hungry": '#!/bin/sh\n[ $# -eq 0 ] && exit 0\necho "STATE: +media-empty-error" >&2\nexec sleep 600\n',
    # Begins and never ends.
    "endless": "#!/bin/sh\n[ $# -eq 0 ] && exit 0\nexec sleep 600\n",
    # Cannot print at all, so that CUPS stops the printer.
    "broken": "#!/bin/sh\n[ $# -eq 0 ] && exit 0\nexit 4\n",
    # Gives up on this job.
    "hopeless": "#!/bin/sh\n[ $# -eq 0 ] && exit 0\nexit 1\n",
}
FILES_CONF = """\
ServerRoot {root}
ServerBin {root}/bin
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/tmp
DataDir /usr/share/cups
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
LogFilePerm 0644
FileDevice Yes
SetEnv OUT {root}/out
Printcap
{user}"""
# The policy is the one that Debian comes with.
CUPSD_CONF = """\
Listen {socket}
LogLevel debug
Browsing Off
WebInterface No
DefaultAuthType Basic
PreserveJobFiles No
PreserveJobHistory {history}
JobRetryLimit 1
<Location />
  Order allow,deny
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Send-URI Hold-Job Release-Job Restart-Job Purge-Jobs Set-Job-Attributes Cancel-My-Jobs Close-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit Cancel-Job CUPS-Authenticate-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*NickName: "Test printer that keeps its PDF"
*ShortNickName: "Test"
*cupsFilter: "application/pdf 0 gziptoany"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Letter/Letter: "<</PageSize[612 792]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "18 18 577 824"
*ImageableArea Letter: "18 18 594 774"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
*PaperDimension Letter: "612 792"
*OpenUI *Duplex/Two-Sided: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long Edge: "<</Duplex true>>setpagedevice"
*CloseUI: *Duplex
"""


class Cups:
    """Queues: `file` (the default; CUPS itself writes its file), one a backend, `paused` and `closed`."""

    def __init__(self, *, history: bool = True, default: str | None = "file") -> None:
        cupsd = next((path for path in WHERE if Path(path).exists()), None)
        assert cupsd, "no CUPS server on this machine: apt-get install cups-daemon"
        self.cupsd = cupsd
        self.root = Path(tempfile.mkdtemp(prefix="evenhand-cups-"))
        self.socket = self.root / "cups.sock"
        self.out = self.root / "out"
        self.file = self.out / "file-queue.pdf"
        self._set_up(history, default)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.root / "cupsd.out").open("wb") as out:
            self.process = subprocess.Popen(
                [self.cupsd, "-f", "-c", str(self.root / "cupsd.conf"), "-s", str(self.root / "cups-files.conf")],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + 20
        while not self._listens():
            assert self.process.poll() is None, (self.root / "cupsd.out").read_text()
            assert time.monotonic() < end, "the print server does not start"
            Event().wait(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def close(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.stop()
        shutil.rmtree(self.root)

    def printed(self) -> list[Path]:
        """What came out, the oldest first."""
        return sorted(self.out.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)

    def waiting(self) -> list[Path]:
        """Documents that are still in the queue."""
        return sorted((self.root / "spool").glob("d*"))

    def _listens(self) -> bool:
        with socket.socket(socket.AF_UNIX) as link:
            try:
                link.connect(str(self.socket))
            except OSError:
                return False
            return True

    def _set_up(self, history: bool, default: str | None) -> None:
        self.root.chmod(0o755)
        backends = self.root / "bin" / "backend"
        backends.mkdir(parents=True)
        for part in CUPS.iterdir():
            if part.name != "backend":
                (self.root / "bin" / part.name).symlink_to(part)
        for name, script in BACKENDS.items():
            (backends / name).write_text(script)
            (backends / name).chmod(0o755)
        for name in ("state", "cache", "spool", "tmp", "out", "ppd"):
            (self.root / name).mkdir()
        (self.root / "out").chmod(0o777)
        (self.root / "ppd" / "file.ppd").write_text(PPD)
        user = "User lp\nGroup lp\nSystemGroup root\n" if os.geteuid() == 0 else ""
        (self.root / "cups-files.conf").write_text(FILES_CONF.format(root=self.root, user=user))
        (self.root / "cupsd.conf").write_text(CUPSD_CONF.format(socket=self.socket, history="Yes" if history else "No"))
        queues = [("file", f"file://{self.file}", ""), *((name, f"{name}:/", "") for name in BACKENDS)]
        queues += [("paused", "keep:/", "State Stopped\nReason paused\n"), ("closed", "keep:/", "Accepting No\n")]
        (self.root / "printers.conf").write_text(
            "".join(
                f"<{'Default' if name == default else ''}Printer {name}>\nDeviceURI {uri}\n{more}"
                f"ErrorPolicy {'abort-job' if name == 'hopeless' else 'stop-printer'}\n"
                f"</{'Default' if name == default else ''}Printer>\n"
                for name, uri, more in queues
            )
        )
        for name in ("cups-files.conf", "cupsd.conf", "printers.conf"):
            (self.root / name).chmod(0o644)
