"""The visitor's page behind the QR, against a real hub."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from tests.support.counterpage import hold, press, serve
from tests.support.hubprocess import wait_until

LOST = ".banner.lost"


def on_a_phone(place: Any, desk: Any, token: str) -> Page:
    page: Page = desk.open(f"{place.url}/t/{token}", width=360, height=740)
    return page


def put_away(page: Page) -> None:
    """The phone goes into the pocket, or another page to the front."""
    page.evaluate("""() => {
        Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")


def take_out(page: Page) -> None:
    page.evaluate("""() => {
        delete document.visibilityState;
        document.dispatchEvent(new Event("visibilitychange"));
    }""")


def with_its_lines(place: Any, desk: Any, token: str) -> tuple[Page, list[WebSocket]]:
    """The page, and its lines to the hub as it opens them."""
    page: Page = desk.open(f"{place.url}/assets/icons/logo.svg", width=360, height=740)
    found: list[WebSocket] = []
    page.on("websocket", lambda line: found.append(line))  # noqa: PLW0108 (playwright marks its handlers)
    page.goto(f"{place.url}/t/{token}")
    return page, found


def expect_closed(page: Page, line: WebSocket) -> None:
    wait_until(lambda: page.evaluate("true") and line.is_closed(), "the page closed its line to the hub")


def says(page: Page, text: str) -> None:
    expect(page.locator(".says")).to_have_text(text)


def test_a_visitor_follows_the_number_from_waiting_to_served_without_doing_anything(place: Any, desk: Any) -> None:
    place.take()
    mine = place.take()
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator("h1")).to_have_text(place.label(2))
    expect(page.locator("[data-figure=ahead]")).to_have_text("1")
    expect(page.locator("dl")).to_contain_text("KK asli")
    counter = desk.at_counter(place)
    counter.click(f"[data-ticket='{place.label(2)}'] .call")
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    press(counter, " ")
    says(page, f"Anda sedang dilayani di loket {place.counter}.")
    press(counter, "s")
    says(page, "Selesai dilayani. Terima kasih.")
    expect(page.locator(".as-of")).to_contain_text("Keadaan terakhir")


def test_who_goes_straight_to_a_counter_is_told_so_and_not_a_wait_of_no_minutes(place: Any, desk: Any) -> None:
    desk.at_counter(place)
    mine = place.take()
    assert mine["estimate"] == {"p50": 0, "p90": 0}
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator(".ahead")).to_contain_text("Segera dipanggil")
    expect(page.locator(".ahead")).not_to_contain_text("menit")


def test_who_is_ahead_counts_down_by_itself(place: Any, desk: Any) -> None:
    mine = place.take(times=3)
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator("[data-figure=ahead]")).to_have_text("2")
    counter = desk.at_counter(place)
    serve(counter)
    expect(page.locator("[data-figure=ahead]")).to_have_text("1")
    press(counter, " ")
    says(page, "Bersiaplah: sebentar lagi giliran Anda.")
    expect(page.locator("dl")).to_contain_text(f"{place.label(2)} Loket {place.counter}")


def test_an_unknown_address_says_what_to_do(place: Any, desk: Any) -> None:
    page = on_a_phone(place, desk, "tidak-ada")
    expect(page.locator("h1")).to_have_text("Nomor tidak ditemukan")
    expect(page.locator("main")).to_contain_text("loket informasi")


def test_a_number_that_the_hub_learns_of_later_is_found_on_trying_again(place: Any, desk: Any) -> None:
    """As one that a kiosk gave while the hub was away."""
    mine = place.take()
    page = on_a_phone(place, desk, "tidak-ada")
    known: list[str] = []

    def answer(line: WebSocketRoute) -> None:
        if known:
            line.connect_to_server()
        else:
            line.close(code=4404)

    page.route_web_socket("**/stream", answer)
    page.goto(f"{place.url}/t/{mine['token']}")
    expect(page.locator("h1")).to_have_text("Nomor tidak ditemukan")
    known.append(mine["token"])
    page.get_by_role("button", name="Coba lagi").click()
    expect(page.locator("h1")).to_have_text(place.label(1))


def test_the_page_speaks_the_tickets_language_until_another_is_chosen(place: Any, desk: Any) -> None:
    mine = place.take(lang="en")
    page = on_a_phone(place, desk, mine["token"])
    expect(page.locator("main")).to_contain_text("Electronic ID card")
    page.get_by_role("button", name="ID", exact=True).click()
    expect(page.locator("main")).to_contain_text("KTP elektronik")


def test_a_held_visitor_reads_what_to_bring_back_and_by_when(place: Any, desk: Any) -> None:
    mine = place.take()
    page = on_a_phone(place, desk, mine["token"])
    counter = desk.at_counter(place)
    serve(counter)
    hold(counter, "Fotokopi KK")
    says(page, f"Ditunda. Lengkapi berkas, lalu kembali ke loket {place.counter}.")
    expect(page.locator("dl")).to_contain_text("Fotokopi KK")


def test_a_phone_that_lost_the_hub_keeps_the_last_state_says_so_and_comes_back(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    expect(page.locator("h1")).to_have_text("A-001")
    registry.hub.kill()
    expect(page.locator(LOST)).to_contain_text("Tidak tersambung")
    expect(page.locator("h1")).to_have_text("A-001")
    registry.hub.start()
    expect(page.locator(LOST)).to_have_count(0)
    registry.take()
    with registry.hub.client() as client:
        client.post("/counters/1/call-next").raise_for_status()
    says(page, "Giliran Anda. Silakan menuju loket 1.")


def test_a_page_that_first_finds_no_hub_says_so_and_comes_up_by_itself(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    expect(page.locator("h1")).to_have_text("A-001")
    page.route("**/api/v1/t/**", lambda route: route.abort())
    page.route_web_socket("**/stream", lambda line: line.close())
    page.reload()
    expect(page.locator("h1")).to_have_text("Tidak tersambung")
    page.unroute("**/api/v1/t/**")
    expect(page.locator("h1")).to_have_text("A-001")


def test_a_line_that_fell_silent_is_noticed(registry: Any, desk: Any) -> None:
    """A cut cable, or a Wi-Fi that was left: nothing tells of it. The page's clock stands from the last word on: the
    silence lasts what the test says, and no longer by what the machine takes."""
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    page.clock.install()
    page.reload()
    expect(page.locator("h1")).to_have_text("A-001")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 10)
    with registry.hub.client() as client:
        client.post("/counters/1/call-next").raise_for_status()
    says(page, "Giliran Anda. Silakan menuju loket 1.")
    registry.hub.freeze()
    page.clock.fast_forward(24_999)
    expect(page.locator(LOST)).to_have_count(0)
    page.clock.fast_forward(2)
    expect(page.locator(LOST)).to_be_visible()
    registry.hub.thaw()
    page.clock.resume()
    expect(page.locator(LOST)).to_have_count(0)


def test_a_line_that_still_ticks_is_believed(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    ticks: list[WebSocketRoute] = []
    page.route_web_socket("**/stream", lambda line: ticks.append(line))  # noqa: PLW0108 (playwright marks its handlers)
    seen = page.request.get(f"{registry.url}/api/v1/t/{mine['token']}").text()
    page.clock.install()
    page.reload()
    wait_until(lambda: page.evaluate("true") and ticks, "the page opened its line")
    ticks[0].send(seen)
    expect(page.locator("h1")).to_have_text("A-001")
    for minute in (10, 11, 12):
        page.clock.fast_forward(20_000)
        ticks[0].send(f'{{"type": "tick", "now": "2026-11-21T03:{minute}:00Z"}}')
        expect(page.locator(".as-of")).to_have_text(f"Keadaan pukul 10.{minute}. Diperbarui sendiri.")
    expect(page.locator(LOST)).to_have_count(0)
    assert len(ticks) == 1


def test_a_change_takes_the_place_of_what_it_names_and_the_rest_stays(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    seen = page.request.get(f"{registry.url}/api/v1/t/{mine['token']}").json()
    changes = ({"ahead": 7, "estimate": {"p50": 21, "p90": 34}}, {"ahead": 6})

    def answer(line: WebSocketRoute) -> None:
        line.send(json.dumps(seen))
        for change in changes:
            line.send(json.dumps({"type": "change", "now": "2026-11-21T03:11:00Z", **change}))

    page.route_web_socket("**/stream", answer)
    page.reload()
    expect(page.locator("[data-figure=ahead]")).to_have_text("6")
    expect(page.locator(".ahead")).to_contain_text("21")
    expect(page.locator("h1")).to_have_text(registry.label(1))
    expect(page.locator(".as-of")).to_contain_text("10.11")


def test_where_no_line_gets_through_the_page_asks_now_and_then(place: Any, desk: Any) -> None:
    mine = place.take()
    page = on_a_phone(place, desk, mine["token"])
    page.route_web_socket("**/stream", lambda line: line.close())
    page.reload()
    says(page, "Bersiaplah: sebentar lagi giliran Anda.")
    with place.hub.client() as client:
        client.post(f"/counters/{place.counter}/call-next").raise_for_status()
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    expect(page.locator(LOST)).to_have_count(0)


def test_a_page_out_of_sight_rests_and_knows_everything_when_it_is_seen_again(place: Any, desk: Any) -> None:
    mine = place.take()
    page, lines = with_its_lines(place, desk, mine["token"])
    says(page, "Bersiaplah: sebentar lagi giliran Anda.")
    put_away(page)
    expect_closed(page, lines[0])
    with place.hub.client() as client:
        client.post(f"/counters/{place.counter}/call-next").raise_for_status()
    take_out(page)
    says(page, f"Giliran Anda. Silakan menuju loket {place.counter}.")
    assert len(lines) == 2


def test_once_the_visit_is_over_the_page_listens_no_more(place: Any, desk: Any) -> None:
    mine = place.take()
    page, lines = with_its_lines(place, desk, mine["token"])
    expect(page.locator("h1")).to_have_text(place.label(1))
    with place.hub.client() as client:
        for verb in ("call-next", "start", "finish"):
            client.post(f"/counters/{place.counter}/{verb}").raise_for_status()
    says(page, "Selesai dilayani. Terima kasih.")
    put_away(page)
    take_out(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".as-of")).to_contain_text("Keadaan terakhir")
    expect_closed(page, lines[0])
    assert len(lines) == 1


def test_who_was_not_served_before_the_day_closed_reads_so(registry: Any, desk: Any) -> None:
    mine = registry.take()
    page = on_a_phone(registry, desk, mine["token"])
    expect(page.locator("h1")).to_have_text(registry.label(1))
    with registry.hub.client() as manager:
        manager.post("/day/close").raise_for_status()
    says(
        page,
        "Hari layanan nomor ini sudah ditutup. Bila masih perlu, silakan ambil nomor baru pada jam layanan.",
    )


def test_the_longest_number_stays_whole_on_a_narrow_phone_in_every_state(place: Any, desk: Any) -> None:
    mine = place.take()
    page = on_a_phone(place, desk, mine["token"])
    seen = page.request.get(f"{place.url}/api/v1/t/{mine['token']}").json()
    sent: list[str] = []
    page.route_web_socket("**/stream", lambda line: line.send(sent[-1]))
    for state in ("waiting", "called", "serving", "held", "no_show", "served"):
        told = {"ticket": {**seen["ticket"], "label": "WW-1013"}, "step": {**seen["step"], "state": state}}
        sent.append(json.dumps({**seen, **told}))
        page.reload()
        expect(page.locator("main")).to_have_class(re.compile(state))
        expect(page.locator("h1.number")).to_have_text("WW-1013")
        for width in (320, 360, 412, 1024):
            page.set_viewport_size({"width": width, "height": 700})
            left, right, room = page.locator("h1.number").evaluate(_EXTENT)
            assert (left >= 0, right <= room) == (True, True), (state, width, left, right)


_EXTENT = """async h1 => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const range = document.createRange();
    range.selectNodeContents(h1);
    const text = range.getBoundingClientRect(), main = h1.closest("main").getBoundingClientRect();
    return [text.left - main.left, text.right - main.left, main.width - 8];
}"""
