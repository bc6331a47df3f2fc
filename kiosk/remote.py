"""What a tour may ask of a kiosk beyond touches and pictures: the last paper, and how things stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.flow import KioskFlow
from kiosk.issuing.offline_numbers import OfflineNumberPool
from kiosk.issuing.outbox import Outbox
from kiosk.screens.paper_preview import PaperPreview
from shared.qt.link import HubLink
from shared.qt.remote import RemoteAnswer, RemoteCommand, RemoteError


def paper_commands(
    link: HubLink, flow: KioskFlow, preview: PaperPreview, offline_numbers: OfflineNumberPool, outbox: Outbox
) -> Mapping[str, RemoteCommand]:
    """``{"do": "paper", "dir": DIR}`` writes ``paper.bin`` and ``paper.png``; ``{"do": "state"}`` tells page, sheet,
    language, number, whether it is being printed, whether the kiosk goes on without its hub, how many numbers
    it has for that, and whether the hub knows every report of this kiosk."""

    def paper(asked: Mapping[str, object]) -> RemoteAnswer:
        last = preview.last
        if last is None:
            raise RemoteError("no paper has come out yet")
        folder = Path(str(asked["dir"]))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "paper.bin").write_bytes(last.data)
        (folder / "paper.png").write_bytes(last.png)
        return {"bytes": str(folder / "paper.bin"), "picture": str(folder / "paper.png")}

    def state(_: Mapping[str, object]) -> RemoteAnswer:
        screens = flow.screens
        frame = screens.frame
        return {
            "page": frame.page,
            "sheet": frame.sheet,
            "lang": frame.lang,
            "label": screens.ticket.label,
            "printing": screens.ticket.printing,
            "trouble": screens.trouble.title,
            "link": link.state.value,
            "offline": frame.offline,
            "left": offline_numbers.left,
            "settled": outbox.settled and offline_numbers.settled,
        }

    return {"paper": paper, "state": state}
