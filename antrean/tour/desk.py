"""The officer's side of a tour: at the real counter page where this machine has a Chromium, else through the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Protocol

from antrean.local_hub import ManagerClient
from antrean.tour.browser import Browser
from antrean.tour.logbook import TourStep
from shared.wire import Called, CounterState, Moved

MAIN = ".main-action"
LABEL = "document.querySelector('.current .label')?.textContent"


class OfficerDesk(Protocol):
    """What an officer does for one visitor. Every method adds its pictures to ``step.files``."""

    through: str
    """How, for the tour's reader."""

    def sit_down(self, step: TourStep, counter: int) -> None: ...

    def call(self, step: TourStep, label: str) -> None:
        """Calls the next visitor, who must be ``label``."""

    def heard(self, step: TourStep) -> None:
        """The call was announced, and the officer knows."""

    def serve(self, step: TourStep) -> None:
        """Starts and finishes the called visitor."""


class PageDesk:
    """An officer at the counter page, with mouse and keyboard."""

    def __init__(self, browser: Browser, program: Path, url: str, officer: str, pin: str, out: Path) -> None:
        self.through = f"the counter page in {program}"
        self._page, self._url, self._officer, self._pin, self._out = browser, url, officer, pin, out

    def sit_down(self, step: TourStep, counter: int) -> None:
        self._page.open(f"{self._url}/counter/")
        self._page.see("input[name=officer]")
        self._picture(step, "counter-sign-in.png")
        self._page.click("input[name=officer]")
        self._page.type(self._officer)
        self._page.press("Tab")
        self._page.type(self._pin)
        self._page.press("Enter")
        self._page.see(f"[data-counter='{counter}']")
        self._picture(step, "counter-choose.png")
        self._page.click(f"[data-counter='{counter}']")
        self._page.see(f".desk {MAIN}[data-does='call-next']")
        self._picture(step, "counter-waiting.png")

    def call(self, step: TourStep, label: str) -> None:
        self._press_main("call-next")
        self._page.wait(f"{LABEL} === {json.dumps(label)}", f"the counter page shows {label}")
        self._picture(step, "counter-called.png")

    def heard(self, step: TourStep) -> None:
        self._page.wait("document.querySelector('.heard.yes')", "the counter page says that the call was announced")
        self._picture(step, "counter-announced.png")

    def serve(self, step: TourStep) -> None:
        self._press_main("start")
        self._page.see(f"{MAIN}[data-does='finish']")
        self._picture(step, "counter-serving.png")
        self._press_main("finish")
        self._page.see(f"{MAIN}[data-does='call-next']")
        self._picture(step, "counter-served.png")

    def _press_main(self, does: str) -> None:
        self._page.see(f"{MAIN}[data-does='{does}']")
        self._page.press(" ")

    def _picture(self, step: TourStep, name: str) -> None:
        self._page.grab(self._out / name)
        step.files.append(name)


class ApiDesk:
    """The same commands as the page sends, without the page."""

    def __init__(self, client: ManagerClient, why: str) -> None:
        self.through = f"the API, without a counter page: {why}"
        self._client, self._counter = client, 0

    def sit_down(self, step: TourStep, counter: int) -> None:  # noqa: ARG002
        self._counter = counter
        self._client.post(f"/counters/{counter}/open", None, CounterState)

    def call(self, step: TourStep, label: str) -> None:  # noqa: ARG002
        self._client.post(f"/counters/{self._counter}/call-next", None, Called)

    def heard(self, step: TourStep) -> None:
        pass

    def serve(self, step: TourStep) -> None:  # noqa: ARG002
        self._client.post(f"/counters/{self._counter}/start", None, Moved)
        self._client.post(f"/counters/{self._counter}/finish", None, Moved)
