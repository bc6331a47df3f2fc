"""A real print service of the test's own: cupsd in a private folder, reached by a socket in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.hubprocess import wait_until

PROGRAM = "/usr/sbin/cupsd"
WHY_NOT = "no cupsd here" if not Path(PROGRAM).exists() else "cupsd needs root" if os.geteuid() != 0 else ""
"""Why there can be none here; empty when there can."""
_FILES = """
ServerRoot {0}/root
CacheDir {0}/cache
StateDir {0}/state
RequestRoot {0}/spool
TempDir {0}/spool/tmp
AccessLog {0}/log/access
ErrorLog {0}/log/error
PageLog {0}/log/page
SystemGroup root lpadmin
"""
_SETTINGS = """
Listen {0}/socket
Browsing No
WebInterface No
DefaultAuthType None
JobRetryInterval 1
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


@contextmanager
def cupsd() -> Iterator[Path]:
    """Its folder; clients find it by ``CUPS_SERVER``, the path of ``socket`` in it."""
    folder = Path(tempfile.mkdtemp(prefix="cups"))
    folder.chmod(0o755)  # its backends run as another user
    for name in ("root", "cache", "state", "spool/tmp", "log"):
        (folder / name).mkdir(parents=True)
    files, settings = folder / "cups-files.conf", folder / "cupsd.conf"
    files.write_text(_FILES.format(folder))
    settings.write_text(_SETTINGS.format(folder))
    process = subprocess.Popen([PROGRAM, "-f", "-c", str(settings), "-s", str(files)], start_new_session=True)
    try:
        wait_until(lambda: "is running" in _asks(folder, "lpstat", "-r").stdout, "cupsd answers")
        yield folder
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def add_queue(folder: Path, name: str, uri: str) -> None:
    """A raw queue to a printer at ``uri``."""
    done = _asks(folder, "lpadmin", "-p", name, "-E", "-v", uri, "-m", "raw", "-o", "printer-error-policy=retry-job")
    assert done.returncode == 0, done.stderr


def jobs(folder: Path, name: str, which: str = "not-completed") -> list[str]:
    """Ids of the queue's jobs."""
    return [line.split()[0] for line in _asks(folder, "lpstat", "-W", which, "-o", name).stdout.splitlines()]


def stop_queue(folder: Path, name: str) -> None:
    assert _asks(folder, "cupsdisable", name).returncode == 0


def _asks(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CUPS_SERVER": str(folder / "socket"), "LC_ALL": "C"}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)
