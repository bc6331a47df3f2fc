"""Puts a board together and runs it: the only place of this room that knows all of its parts."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtQuick import QQuickWindow

from display.model import BoardModel
from display.presenter import Presenter
from display.settings import DisplaySettings
from display.snapshot import BoardSnapshot
from display.voice.announcer import Announcer
from display.voice.player import sound_for
from display.voice.sound import NoSound, Sound
from display.voice_choice import VoiceError
from shared.qt.app import words
from shared.qt.device import WindowedDevice, run_device
from shared.qt.link import LinkState
from shared.qt.logo import HallLogo
from shared.qt.qml_window import QmlWindow
from shared.qt.remote import RemoteAnswer, RemoteCommand
from shared.version import VERSION
from shared.wire import DeviceState, Role

QML = Path(__file__).parent / "qml"

log = logging.getLogger("antrean.display")


class BoardWindow:
    """The window, and the model that its bindings read."""

    def __init__(self, settings: DisplaySettings, logo: HallLogo | None = None) -> None:
        """Needs the application of ``make_application``. Without ``logo`` the hall's name stands alone."""
        self.model = BoardModel(settings.times)
        properties = {"board": self.model, "reduceMotion": settings.reduce_motion, **self.model.parts}
        images = {}
        if logo is not None:
            logo.changed.connect(self.model.show_logo)
            images["logo"] = logo.provider
        self._qml = QmlWindow("Antrean.Display", properties, images, QML)
        self.window = self._qml.window
        self._words = words(self._qml.engine)
        self._qml.place(settings.geometry, settings.share)

    def show(self, board: BoardSnapshot) -> None:
        self._words.set_lang(board.lang)
        self.model.show(board)

    def close(self) -> None:
        self._qml.close()


class Display(WindowedDevice):
    """One board, put together: its parts are attributes, so that tests can reach them."""

    def __init__(self, settings: DisplaySettings, sound: Sound, wait: Callable[[float], object] | None = None) -> None:
        """Needs the application of ``make_application``. ``sound`` is where the voice goes; ``wait`` lets as many
        seconds pass as a call stands that nobody hears."""
        mute = isinstance(sound, NoSound)
        super().__init__(settings)
        self.voice = Announcer(settings.zone, sound, wait=wait)
        self.link.state_changed.connect(self._follow)
        self.presenter = Presenter(self.link, self.voice, settings.zone, settings.times, mute)
        self.logo = HallLogo(self.link)
        self.screen = BoardWindow(settings, self.logo)
        self.presenter.changed.connect(self.screen.show)
        self.screen.show(self.presenter.board)
        self.listen(self.screen.window, board_commands(self))
        if not mute:
            self.voice.check()
            self.voice.warm()
        self._fixed, self._zone, self._mute = settings.zone is not None, settings.zone, mute
        self.link.placed.connect(self._placed)
        self.voice.alarm.connect(self._report)
        self.screen.model.staff_came.connect(self.pair_again)
        self._report()
        self.link.open()

    @property
    def window(self) -> QQuickWindow:
        return self.screen.window

    def _follow(self, state: LinkState) -> None:
        if state is not LinkState.ONLINE:
            self.voice.cut_off()

    def close(self) -> None:
        """Stops everything, in the order that leaves no part talking to one that is gone."""
        self.stop_listening()
        self.presenter.close()
        self.link.close()
        self.voice.close()
        self.screen.close()

    def _placed(self, zone: str | None) -> None:
        """The office's zone, unless this machine was told one."""
        if self._fixed or zone == self._zone:
            return
        log.info("the office gave this board the zone %s", zone or "of the whole hall")
        self._zone = zone
        self.voice.move(zone)
        self.presenter.move(zone)
        self._report()

    def _report(self, *_: object) -> None:
        self.link.report(state_of(self._zone, self._fixed, self._mute, self.voice.alarmed))


def state_of(zone: str | None, fixed: bool, mute: bool, alarm: str) -> DeviceState:
    """What a board tells the hub of itself; ``fixed``: its own machine gave the zone."""
    return DeviceState(VERSION, zone=zone, zone_fixed=fixed, sound="none" if mute else alarm or "ok")


def board_commands(display: Display) -> Mapping[str, RemoteCommand]:
    """What a tour may ask beyond pictures: ``{"do": "state"}`` tells page, panel, the number shown, its counter and
    call, whether it is muted, and which calls are not yet confirmed to the hub."""

    def state(_: Mapping[str, object]) -> RemoteAnswer:
        board = display.presenter.board
        return {
            "page": board.page.value,
            "panel": board.panel.value,
            "label": board.call.label if board.call else "",
            "counter": board.call.counter if board.call else 0,
            "call": board.call.key if board.call else 0,
            "zone": display.presenter.zone,
            "mute": board.mute,
            "link": display.link.state.value,
            "unconfirmed": list(display.presenter.confirmations.waiting),
        }

    return {"state": state}


def run(settings: DisplaySettings) -> int:
    """Runs a board until its window is closed or the process is told to end; 0 then, 2 for a ``voice`` that cannot be
    had. One without a key is paired first."""
    try:
        sound: Sound | None = sound_for(settings.voice)
    except VoiceError as error:
        sys.stderr.write(f"--voice: {error}\n")
        return 2

    def begin(paired: DisplaySettings) -> Display:
        nonlocal sound
        here = sound_for(settings.voice) if sound is None else sound
        sound = None  # a board that is put together anew has a voice of its own
        return Display(paired, here)

    return run_device(Role.DISPLAY, settings, begin)
