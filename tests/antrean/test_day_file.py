"""Day files, and the days that are drawn from them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from antrean.simulation.day_file import DAYS_FOLDER, WrongDay, bundled_days, load_day
from antrean.simulation.day_plan import UnfitDayError, draw
from antrean.simulation.wait_errors import NaiveEstimate, VisitorWait, errors, pinball
from hub.store.database import open_writer
from hub.views.hall_snapshot import HallSnapshots
from shared.site.load import load_site
from shared.wire import Estimate, Hall


def hall_of(site: str, folder: Path) -> Hall:
    from hub.clock import SystemClock

    return HallSnapshots(open_writer(folder), load_site(site), True).hall(SystemClock().now(), False)


@pytest.fixture(scope="module")
def batu(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    return hall_of("batu", tmp_path_factory.mktemp("batu"))


def test_every_mistake_of_a_day_file_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(
        'site = "batu"\nvisitors = 0\nspred = 0.1\n[arrivals]\n"08:00-25:00" = 3\n"9-10" = 1\n[agencies]\n'
        'dukcapil = -1\n[visits]\nno_show = 6\n[officers]\nbreaks = "noon"\nlate = "5"\n',
        encoding="utf-8",
    )
    with pytest.raises(WrongDay) as wrong:
        load_day(str(file))
    told = {(mistake.place, mistake.line) for mistake in wrong.value.mistakes}
    assert told >= {
        ("visitors", 2),
        ("spred", 3),
        ("arrivals.08:00-25:00", 5),
        ("arrivals.9-10", 6),
        ("agencies.dukcapil", 8),
        ("visits.no_show", 10),
        ("officers.breaks", 12),
        ("officers.late", 13),
    }
    assert 'did you mean "spread"' in str(wrong.value)


@pytest.mark.parametrize(("source", "part"), [("bali", '"batu"'), ("none/there.toml", "can be read")])
def test_a_day_that_is_not_there_is_told_with_those_that_are(source: str, part: str) -> None:
    with pytest.raises(WrongDay, match=part):
        load_day(source)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text("visitors = = 3")
    with pytest.raises(WrongDay, match="TOML"):
        load_day(str(tmp_path / "odd.toml"))


def test_who_comes_for_several_services_finds_them_all_at_the_days_one_agency(batu: Hall, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        'site = "batu"\nvisitors = 50\n[arrivals]\n"08:00-09:00" = 1\n[agencies]\ndukcapil = 1\n'
        "[visits]\nseveral = 1.0\n"
    )
    visitors = draw(load_day(str(tmp_path / "one.toml")), batu, 1).visitors
    assert {len(visitor.visits) for visitor in visitors} == {1, 2}
    for visitor in visitors:
        services = [visit.service for visit in visitor.visits]
        assert len(services) == len(set(services)), "the hub gives one number for a service to one visitor"


@pytest.mark.parametrize("name", bundled_days())
def test_every_bundled_day_fits_its_site(name: str, tmp_path: Path) -> None:
    day = load_day(name)
    plan = draw(day, hall_of(day.site, tmp_path), 1)
    assert abs(len(plan.visitors) - day.visitors) < 4 * day.spread * day.visitors


def test_the_bundled_days_are_batus_load_and_three_thousand_visitors() -> None:
    assert set(bundled_days()) == {"batu", "large"}
    assert (DAYS_FOLDER / "large-hall.toml").exists()
    assert 250 <= load_day("batu").visitors <= 330
    assert load_day("large").visitors == 3000


def test_the_same_seed_draws_the_same_day(batu: Hall) -> None:
    day = load_day("batu")
    assert draw(day, batu, 7) == draw(day, batu, 7)
    assert draw(day, batu, 7) != draw(day, batu, 8)


def test_shares_and_times_are_those_of_the_file(batu: Hall) -> None:
    day = load_day("batu")
    visitors = [visitor for seed in range(20) for visitor in draw(day, batu, seed).visitors]
    agencies = Counter(visitor.visits[0].service.split(".")[0] for visitor in visitors)
    assert agencies["dukcapil"] / len(visitors) == pytest.approx(0.41, abs=0.03)
    assert agencies["dinkes"] / len(visitors) == pytest.approx(0.25, abs=0.03)
    assert len(agencies) == 22
    assert sum(visitor.priority for visitor in visitors) / len(visitors) == pytest.approx(0.08, abs=0.02)
    assert sum(not visitor.comes for visitor in visitors) / len(visitors) == pytest.approx(0.06, abs=0.02)
    assert all(480 <= visitor.at <= 870 for visitor in visitors)


def test_breaks_lie_within_their_span_and_never_all_at_once(batu: Hall) -> None:
    officers = [one for one in draw(load_day("batu"), batu, 1).officers if one.counter.agency == "dukcapil"]
    assert len(officers) == 4
    assert len({one.pauses_at for one in officers}) == 4
    assert all(690 <= one.pauses_at <= 810 for one in officers)


def test_a_day_for_another_hall_names_what_the_hall_lacks(batu: Hall) -> None:
    with pytest.raises(UnfitDayError, match="labour"):
        draw(load_day("large"), batu, 1)


def test_a_day_whose_visitors_the_hall_has_no_agency_for_says_so(batu: Hall, tmp_path: Path) -> None:
    named = "\n".join(f"{agency.code} = 0" for agency in batu.agencies)
    (tmp_path / "nobody.toml").write_text(
        f'site = "batu"\nvisitors = 5\n[arrivals]\n"08:00-09:00" = 1\n[agencies]\n{named}\nothers = 1\n'
    )
    with pytest.raises(UnfitDayError, match="sends anybody"):
        draw(load_day(str(tmp_path / "nobody.toml")), batu, 1)


@pytest.mark.parametrize(
    ("waited", "said", "quantile", "loss"), [(10, 4, 0.9, 5.4), (4, 10, 0.9, 0.6), (4, 10, 0.5, 3.0), (5, 5, 0.5, 0.0)]
)
def test_too_short_a_long_estimate_costs_more_than_too_long_a_one(
    waited: float, said: float, quantile: float, loss: float
) -> None:
    assert pinball(waited, said, quantile) == pytest.approx(loss)


def test_the_naive_rule_knows_the_sites_minutes_first_and_then_the_days_average() -> None:
    naive = NaiveEstimate({"a": 10})
    assert naive.wait("a", 4, 2, 2) == (20.0, 30.0)
    assert naive.wait("a", 0, 2, 1) == (0.0, 0.0)
    naive.served("a", 4.0)
    naive.served("a", 8.0)
    assert naive.wait("a", 4, 0, 0) == (24.0, 24.0)


def test_errors_are_of_those_who_were_called() -> None:
    called = VisitorWait("a", 500.0, 2, Estimate(10, 20), 5.0, 6.0, 12.0)
    found = errors([called, VisitorWait("a", 500.0, 2, Estimate(10, 20), 5.0, 6.0)])
    assert found is not None
    assert (found.waits, found.error, found.naive_error, found.naive_begun_error, found.covered) == (1, 2, 7, 6, 1)
    assert errors([]) is None
