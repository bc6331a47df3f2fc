"""What a tour may ask of a kiosk beyond touches and pictures: the last paper, and how things stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shared.qt.remote import Answer, Command, RemoteError

if TYPE_CHECKING:
    from kiosk.app import Kiosk


def paper_commands(kiosk: Kiosk) -> Mapping[str, Command]:
    """``{"do": "paper", "dir": DIR}`` writes ``paper.bin`` and ``paper.png``; ``{"do": "state"}`` tells page, sheet,
    language, number, whether it is being printed, whether the kiosk goes on without its hub, how many numbers
    it has for that, and whether the hub knows everything that this kiosk owes it."""

    def paper(asked: Mapping[str, object]) -> Answer:
        last = kiosk.preview.last
        if last is None:
            raise RemoteError("no paper has come out yet")
        folder = Path(str(asked["dir"]))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "paper.bin").write_bytes(last.data)
        (folder / "paper.png").write_bytes(last.png)
        return {"bytes": str(folder / "paper.bin"), "picture": str(folder / "paper.png")}

    def state(_: Mapping[str, object]) -> Answer:
        face = kiosk.model.face
        return {
            "page": face.page,
            "sheet": face.sheet,
            "lang": face.lang,
            "label": face.number.label,
            "printing": face.number.printing,
            "trouble": face.trouble.title,
            "link": kiosk.link.state.value,
            "alone": face.alone,
            "left": kiosk.reserve.left,
            "settled": kiosk.errands.settled and kiosk.reserve.settled,
        }

    return {"paper": paper, "state": state}
