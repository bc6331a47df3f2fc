"""``python -m benchmarks.size FILE``: how much more a large hall costs than Batu, in the same run.

Of each site in turn: the bytes of a kiosk's first message, the hub's time to its first answer, and the kiosk's time to
its first screen; of the times the medians.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import servers
from benchmarks.windows import window

ROUNDS = 5
KIOSK = "1366x768"


def measure(site: str, folder: Path) -> tuple[float, float, float]:
    """Bytes of ``GET /hall`` for a kiosk, which the stream's first message is made of; seconds until the hub answers,
    and until the kiosk has drawn its agencies."""
    with servers.hub(folder, site=site) as hub:
        size = len(hub.ask("/hall", key=hub.key("kiosk")))
        with window("kiosk", hub, KIOSK, "--printer", "screen:") as kiosk:
            first = kiosk.drawn_when(lambda state: state["page"] == "home") - kiosk.began
        return size, hub.ready, first


def main() -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.size", description=__doc__)
    parser.add_argument("site", help="a site file")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    found: dict[str, list[tuple[float, float, float]]] = {"batu": [], asked.site: []}
    with tempfile.TemporaryDirectory(prefix="antrean-size-") as folder:
        for turn in range(asked.rounds):
            for nth, site in enumerate(found):
                found[site].append(measure(site, Path(folder) / f"{turn}-{nth}"))
    small, large = ([median(one) for one in zip(*rows, strict=True)] for rows in found.values())
    names = (("snapshot for a kiosk", "KB", 1e-3), ("hub ready", "s", 1.0), ("kiosk: first screen", "s", 1.0))
    for (name, unit, scale), ours, theirs in zip(names, large, small, strict=True):
        print(f"| {name} | {ours * scale:.3g} {unit} | {theirs * scale:.3g} {unit} | {ours / theirs:.2f} × |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
