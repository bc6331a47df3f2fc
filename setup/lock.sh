#!/usr/bin/env bash
# Makes the two lock files anew from pyproject.toml: hashed, free of addresses, for Linux and Windows, Python 3.11 and up.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 -m venv .venv-lock
.venv-lock/bin/pip install --quiet 'uv>=0.9'
for pair in build:requirements.txt dev:requirements-dev.txt; do
    .venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --group "${pair%%:*}" --output-file "setup/${pair##*:}" "$@"
done
rm -rf .venv-lock
