#!/usr/bin/env bash
# Renews web/vendor/ from npm: Preact with its hooks, and htm, as plain ES modules that need no build step.
# Run by hand when a version is raised; what it writes is committed. Needs npm.
#
# htm's own bundle ("htm/preact/standalone") carries a Preact of years ago, so the modules are taken one by one:
#   preact.mjs of preact/dist     → preact-core.js
#   hooks.mjs of preact/hooks     → preact-hooks.js   (its import of "preact" made relative)
#   htm.module.js of htm/dist     → htm.js
# and preact.js joins them: pages import everything from there.
set -euo pipefail

preact=11.2.0
preact_sum=/HfHI/7N84e6GrWBJ3J280z3mLaRJiDcSvj/A+y/4AbLnND/1UlGHe1sR6oYuTGwId0nP7dqDU9OnLxMPZ7xBg==
htm=3.1.1
htm_sum=983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmTFoNKcg5DGAvxNQ==

target="$(cd "$(dirname "$0")/.." && pwd)/web/vendor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$target"

fetch() { # name version sha512
    (cd "$work" && npm pack --silent "$1@$2" >/dev/null)
    local found
    found="$(openssl dgst -sha512 -binary "$work/$1-$2.tgz" | base64 -w0)"
    if [ "$found" != "$3" ]; then
        echo "$1@$2: checksum is $found, expected $3" >&2
        exit 1
    fi
    mkdir "$work/$1"
    tar -xzf "$work/$1-$2.tgz" -C "$work/$1" --strip-components=1
}

fetch preact "$preact" "$preact_sum"
fetch htm "$htm" "$htm_sum"

plain() { # drops the pointer to a source map that is not shipped
    sed '/^\/\/# sourceMappingURL=/d' "$1"
}

plain "$work/preact/dist/preact.mjs" >"$target/preact-core.js"
plain "$work/preact/hooks/dist/hooks.mjs" | sed 's|from"preact"|from"./preact-core.js"|' >"$target/preact-hooks.js"
plain "$work/htm/dist/htm.module.js" >"$target/htm.js"
cp "$work/preact/LICENSE" "$target/preact-LICENSE.txt"
cp "$work/htm/LICENSE" "$target/htm-LICENSE.txt"

if grep -l 'from"preact"' "$target"/*.js; then
    echo "a bare import is left: a browser without an import map cannot resolve it" >&2
    exit 1
fi

cat >"$target/preact.js" <<MODULE
// Preact $preact with its hooks, and htm $htm bound to it. Written by setup/vendor.sh.
import { h } from "./preact-core.js";
import htm from "./htm.js";

export * from "./preact-core.js";
export * from "./preact-hooks.js";
export const html = htm.bind(h);
MODULE

ls -l "$target"
