#!/usr/bin/env bash
# pyttsx3 2.99 on libespeak-ng 1.51 (Debian 12), without MBROLA.
#
# One would guess: a voice that cannot speak gives an error, no file, or is not the current voice afterwards (the program
# espeak-ng lists it with --voices=id; asked to speak with it, it exits with 1 and writes no file).
# Seen: setting "mb/mb-id1" (Indonesian) raises nothing, getProperty("voice") says that it is the current one, and
# save_to_file writes a good WAV of digital silence. Only the C library's stderr says "Could not load the specified mbrola
# voice file". It is not among getProperty("voices").
#
# Output seen (2026-11-28), with pyttsx3's own "Audio saved to said.wav" before each line:
#   poz/id: current poz/id, sounds True
#   mb/mb-id1: current mb/mb-id1, sounds False, a WAV of 0.4 s
# Exits with 0 as long as it is so, with 1 when it has changed, with 2 when the packages cannot be had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=1.51+dfsg-10+deb12u2
python3 -m venv venv && venv/bin/pip install --quiet --disable-pip-version-check pyttsx3==2.99 || exit 2
apt-get download -qq "libespeak-ng1=$version" "espeak-ng-data=$version" libpcaudio0=1.2-2 libsonic0=0.2.0-12 || exit 2
for package in ./*.deb; do dpkg-deb -x "$package" root; done
library=$(dirname "$(find "$folder/root" -name 'libespeak-ng.so.1' | head -n 1)")
export LD_LIBRARY_PATH="$library" ESPEAK_DATA_PATH="$library"
cat > say.py <<'PYTHON'
import wave
import pyttsx3

engine = pyttsx3.init("espeak")
seen = {}
for voice in ("poz/id", "mb/mb-id1"):
    engine.setProperty("voice", voice)
    engine.save_to_file("Nomor antrean tujuh belas, silakan menuju loket tiga.", "said.wav")
    engine.runAndWait()
    with wave.open("said.wav") as file:
        frames, seconds = file.readframes(file.getnframes()), file.getnframes() / file.getframerate()
    seen[voice] = (engine.getProperty("voice"), any(frames))
    length = f", a WAV of {seconds:.1f} s" if not any(frames) else ""
    print(f"{voice}: current {seen[voice][0]}, sounds {seen[voice][1]}{length}")
raise SystemExit(seen != {"poz/id": ("poz/id", True), "mb/mb-id1": ("mb/mb-id1", False)})
PYTHON
venv/bin/python say.py 2>/dev/null
