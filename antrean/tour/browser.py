"""One page in a Chromium of this machine, without a window: looks at it, clicks and types as a person would.

Speaks Chromium's DevTools protocol (https://chromedevtools.github.io/devtools-protocol/) over its debugging port, which
only this machine reaches; the profile is private and goes with the folder.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import IO, Any
from urllib.request import urlopen

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from antrean.processes.supervisor import END_WITH_PARENT

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = (
    "--headless",
    "--no-sandbox",  # it opens our own pages only, and containers have no sandbox to give
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",
    "--no-proxy-server",
    "--remote-debugging-port=0",
)
SIZE_PIXELS = (1366, 768)
"""Pixels; a common screen on an officer's desk."""
START_SECONDS, PAGE_SECONDS = 60.0, 60.0
"""Seconds until the browser is up; until something is to be seen or answered on the page."""
KEYS = {" ": ("Space", 32, " "), "Enter": ("Enter", 13, "\r"), "Tab": ("Tab", 9, "")}
"""DOM key → DOM code, Windows key code, the text that it types."""

MIDDLE = """one => {
  one.scrollIntoView({ block: "center" });
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


class BrowserFailedError(Exception):
    """The browser did not do what was asked, or the page did not become what was awaited; the message says which."""


def installed() -> Path | None:
    """A Chromium of this machine, if there is one."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return Path(found) if found else None


class Browser:
    """A running Chromium with one empty page. Raises BrowserFailedError when it does not come up; ``close`` ends it."""

    def __init__(self, program: Path, profile: Path, log: IO[bytes]) -> None:
        self._process = subprocess.Popen(
            [
                str(program),
                *FLAGS,
                f"--window-size={SIZE_PIXELS[0]},{SIZE_PIXELS[1]}",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=END_WITH_PARENT,  # noqa: PLW1509 (one thread only)
        )
        self._asked = 0
        try:
            self._page = self._connect(profile / "DevToolsActivePort")
            self._ask(
                "Emulation.setDeviceMetricsOverride",
                width=SIZE_PIXELS[0],
                height=SIZE_PIXELS[1],
                deviceScaleFactor=1,
                mobile=False,
            )
        except BrowserFailedError:
            self._end()
            raise

    def _connect(self, told: Path) -> ClientConnection:
        """The page's conversation, at the port that Chromium writes into its profile when it listens."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                port = int(told.read_text().split()[0])
                with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=2) as reply:
                    pages = [target for target in json.load(reply) if target["type"] == "page"]
                if pages:
                    return connect(pages[0]["webSocketDebuggerUrl"], max_size=None, compression=None, proxy=None)
            except (OSError, ValueError, IndexError, WebSocketException):
                pass  # not yet
            time.sleep(0.05)
        raise BrowserFailedError("the browser did not start; browser.log says why")

    def _ask(self, method: str, **values: object) -> dict[str, Any]:
        self._asked += 1
        try:
            self._page.send(json.dumps({"id": self._asked, "method": method, "params": values}))
            while True:
                said = json.loads(self._page.recv(timeout=PAGE_SECONDS))
                if said.get("id") == self._asked:
                    break
        except (OSError, WebSocketException) as error:
            raise BrowserFailedError(f"the browser gave no answer to {method}") from error
        if "error" in said:
            raise BrowserFailedError(f"{method}: {said['error'].get('message')}")
        return dict(said["result"])

    def open(self, url: str) -> None:
        answer = self._ask("Page.navigate", url=url)
        if answer.get("errorText"):
            raise BrowserFailedError(f"{url}: {answer['errorText']}")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page, as JSON would carry it."""
        answer = self._ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserFailedError(f"{expression}: {answer['exceptionDetails'].get('text')}")
        return answer["result"].get("value")

    def wait(self, expression: str, what: str) -> None:
        """Waits until the expression is true."""
        deadline = time.monotonic() + PAGE_SECONDS
        while not self.evaluate(f"Boolean({expression})"):
            if time.monotonic() > deadline:
                raise BrowserFailedError(f"waited {PAGE_SECONDS:.0f} s in vain until {what}")
            time.sleep(0.03)

    def see(self, selector: str) -> None:
        """Waits until something is there that can be used."""
        there = f"document.querySelector({json.dumps(selector)})"
        self.wait(f"{there} && {there}.getAttribute('aria-disabled') !== 'true'", f"the page has {selector}")

    def click(self, selector: str) -> None:
        """Clicks the middle of it, once it is there and can be used."""
        self.see(selector)
        x, y = self.evaluate(f"({MIDDLE})(document.querySelector({json.dumps(selector)}))")
        for kind in ("mousePressed", "mouseReleased"):
            self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        self._ask("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """One key, as in KEYS."""
        code, number, text = KEYS[key]
        said = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        self._ask("Input.dispatchKeyEvent", type="keyDown", text=text, **said)
        self._ask("Input.dispatchKeyEvent", type="keyUp", **said)

    def grab(self, file: Path) -> None:
        """A picture of the page as PNG."""
        file.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        self._page.close()
        self._end()

    def _end(self) -> None:
        """Chromium's own children end with it."""
        self._process.terminate()
        try:
            self._process.wait(PAGE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
