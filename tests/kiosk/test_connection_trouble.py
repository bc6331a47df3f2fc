"""No connection: visitors are told where to go, and the technician, in a small line, what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shared.qt.link import LinkState
from shared.qt.obstacle import LinkObstacle
from tests.support.scripted_hub import ScriptedHub
from tests.support.visitor import Visitor

SIZES = [(1280, 720), (1920, 1080), (1080, 1920), (3840, 2160)]
HUB = "https://antrean.mpp-among-warga.batukota.go.id:8470"
TOLD = {
    ("id", LinkObstacle.CERTIFICATE): ("Layar ini belum dapat tersambung dengan aman", "sertifikat pusat antrean"),
    ("en", LinkObstacle.CERTIFICATE): ("This screen cannot connect safely", "the hub's certificate is not trusted"),
    ("id", LinkObstacle.KEY): ("Layar ini sedang tidak melayani", "menolak kunci perangkat ini"),
    ("en", LinkObstacle.KEY): ("This screen is not in service", "refuses this device's key"),
    ("id", LinkObstacle.NO_ANSWER): ("Antrean sedang disiapkan…", "tidak menjawab"),
    ("en", LinkObstacle.NO_ANSWER): ("The queue is being prepared…", "no answer from"),
}


@pytest.mark.parametrize(("lang", "obstacle"), TOLD, ids=str)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_screen_says_what_is_wrong_and_every_word_fits(
    visitor_at: Callable[..., Visitor],
    make_scripted: Callable[..., ScriptedHub],
    tmp_path: Path,
    size: tuple[int, int],
    lang: str,
    obstacle: LinkObstacle,
) -> None:
    visitor = visitor_at(make_scripted(start=False).url, size=size)
    link, model = visitor.kiosk.link, visitor.kiosk.flow
    link.close()
    link.url, link.obstacle = HUB, obstacle
    link.state = LinkState.CONNECTING if obstacle is LinkObstacle.NO_ANSWER else LinkState.REFUSED
    model.speak(lang)
    visitor.sees_page("away")
    visitor.settles()
    visitor.picture(tmp_path / "away.png")
    title, line = TOLD[lang, obstacle]
    assert title in visitor.words()
    told = str(visitor.find("technician").property("text"))
    assert line in told
    assert HUB in told
    assert visitor.misfits() == []


def test_a_hub_that_does_not_answer_is_named_and_forgotten_once_it_is_there(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    hub = make_scripted(start=False)
    visitor = visitor_at(hub.url)
    visitor.waits(lambda: visitor.find("technician"))
    assert visitor.find("technician").property("text") == f"Teknisi: {hub.url} tidak menjawab."
    hub.start()
    visitor.sees_page("home")
    assert visitor.find("technician") is None
