"""Plays one WAV on Windows and exits with 1 when it cannot: ``python -m display.voice.winplay FILE``."""

from __future__ import annotations

import sys


def main(path: str) -> int:
    if sys.platform != "win32":
        return 1
    import winsound  # noqa: PLC0415 - only there

    try:
        winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_NODEFAULT)
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
