"""One visit over the wire, from the number to the end, each part with its own key or session."""

from __future__ import annotations

from typing import Any


def test_a_visit_from_the_number_to_the_end(module_hub: Any) -> None:
    kiosk, display = module_hub.client(module_hub.key("kiosk")), module_hub.client(module_hub.key("display"))
    sari = module_hub.signed_in("sari", "dukcapil")
    with kiosk, display, sari:
        ticket = kiosk.post("/tickets", json={"service": "dukcapil.ktp", "reserve": True, "lang": "en"})
        assert ticket.status_code == 201
        number = ticket.json()["id"]
        assert ticket.json()["label"] == "A-001"
        assert kiosk.post(f"/tickets/{number}/printed").json()["step"]["state"] == "waiting"
        assert sari.post("/counters/1/call-next").json()["code"] == "counter_not_open"
        sari.post("/counters/1/open").raise_for_status()
        called = sari.post("/counters/1/call-next").raise_for_status().json()
        assert (called["ticket"]["id"], called["call"]["counter"], called["call"]["lang"]) == (number, 1, "en")
        assert called["why"] == called["step"]["why"] == "regular"
        assert sari.post("/counters/1/recall").json()["call"]["nth"] == 2
        for call in (called["call"]["id"], called["call"]["id"] + 1):
            assert display.post(f"/calls/{call}/announced").json()["announced_at"]
        assert all(call["announced_at"] for call in sari.get("/hall").json()["calls"])
        assert sari.post("/counters/1/start").json()["step"]["state"] == "serving"
        assert sari.post("/counters/1/finish").json()["step"]["state"] == "served"
        assert sari.post("/counters/1/call-next").status_code == 204
        hall = sari.get("/hall").json()
        assert (hall["tickets"], hall["day"][0]["served"]) == ([], 1)
        assert sari.post("/counters/1/close").status_code == 200


def test_an_officer_works_neither_another_agencys_counter_nor_a_colleagues(module_hub: Any) -> None:
    with module_hub.signed_in("budi", "dukcapil") as budi, module_hub.signed_in("rina", "dukcapil") as rina:
        with module_hub.client() as manager:
            agencies = {one["number"]: one["agency"] for one in manager.get("/hall").json()["counters"]}
        foreign = next(number for number, agency in agencies.items() if agency != "dukcapil")
        own = next(number for number, agency in agencies.items() if agency == "dukcapil")
        for verb in ("open", "call-next", "close"):
            reply = budi.post(f"/counters/{foreign}/{verb}")
            assert (reply.status_code, reply.json()["code"]) == (403, "forbidden")
        budi.post(f"/counters/{own}/open").raise_for_status()
        taken = rina.post(f"/counters/{own}/open")
        assert (taken.status_code, taken.json()["code"]) == (409, "counter_taken")
        assert "Budi" in taken.json()["detail"]
        assert rina.post(f"/counters/{own}/call-next").json()["code"] == "counter_not_open"
        assert budi.post(f"/counters/{own}/pause").status_code == 200
        assert budi.post(f"/counters/{own}/call-next").json()["code"] == "counter_not_open"
        assert budi.post(f"/counters/{own}/close").status_code == 200
        assert rina.post(f"/counters/{own}/open").status_code == 200
        assert rina.post(f"/counters/{own}/close").status_code == 200
