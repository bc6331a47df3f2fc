// Preact 11.2.0 with its hooks, and htm 3.1.1 bound to it. Written by setup/vendor.sh.
import { h } from "./preact-core.js";
import htm from "./htm.js";

export * from "./preact-core.js";
export * from "./preact-hooks.js";
export const html = htm.bind(h);
