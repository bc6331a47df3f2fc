"""A home page with more agencies than its screen has room for at 20 mm each."""

from __future__ import annotations

from collections.abc import Callable

from shared.site.load import load_site
from shared.texts import text
from tests.support.scripted_hub import ScriptedHub, hall_of
from tests.support.visitor import Visitor, place


def test_the_word_that_there_is_more_hides_no_agency(
    visitor_at: Callable[..., Visitor], make_scripted: Callable[..., ScriptedHub]
) -> None:
    visitor = visitor_at(make_scripted(hall_of(load_site("batu"))).url, size=(1366, 768), pixels_per_mm=3.95)
    visitor.sees_page("home")
    visitor.settles()
    more = text("id", "kiosk.services.more")
    (hint,) = (item for item in visitor.texts() if item.property("text") == more)
    tiles = next(item for item in visitor.items() if item.inherits("QQuickFlickable") and item.property("interactive"))
    assert not place(tiles).intersects(place(hint.parentItem()))
    assert visitor.misfits() == []
