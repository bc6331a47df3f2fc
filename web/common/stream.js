/* The stream: keeps one WebSocket to the hub open, folds what comes into the hall, and knows when the hub is gone.
 *
 * A cut cable gives no signal at all, so silence counts as gone: the hub ticks every second. */

import { fold } from "./fold.js";

const SILENCE = 1_700;
const CONNECTING = 2_000;
const FIRST_RETRY = 250;
const LAST_RETRY = 3_000;

/** `state` is "connecting" (never online yet), "online" or "lost". `hall` is null until the first snapshot, and
 *  afterwards what the hub last confirmed, kept while it is gone. `clockTrouble`: "ahead" or "behind", null when the hub
 *  believes its machine's clock. */
export class Stream {
  constructor({ onRefused = () => {} } = {}) {
    this.state = "connecting";
    this.hall = null;
    this._onRefused = onRefused;
    this._listeners = new Set();
    this._attempts = 0;
    this.clockTrouble = null;
    this._clock = null;
    this._socket = null;
  }

  /** Calls `listener()` after every change of hall, state or second; gives the function that ends it. */
  listen(listener) {
    this._listeners.add(listener);
    return () => this._listeners.delete(listener);
  }

  open() {
    this._closed = false;
    this._connect();
  }

  close() {
    this._closed = true;
    this._drop();
    clearTimeout(this._retry);
  }

  /** The hub's time in milliseconds, carried on by this machine's steady clock. */
  now() {
    if (!this._clock) return Date.now();
    return this._clock.at + performance.now() - this._clock.since;
  }

  _connect() {
    this._drop();
    const address = new URL("/api/v1/stream", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    if (this.hall) address.searchParams.set("after", this.hall.seq);
    const socket = new WebSocket(address);
    this._socket = socket;
    socket.onmessage = ({ data }) => socket === this._socket && this._received(JSON.parse(data));
    socket.onopen = () => socket === this._socket && this._heard();
    socket.onclose = ({ code }) => socket === this._socket && this._gone(code);
    this._watch(CONNECTING);
  }

  _watch(patience) {
    clearTimeout(this._watchdog);
    this._watchdog = setTimeout(() => this._gone(0), patience);
  }

  _heard() {
    this._watch(SILENCE);
  }

  _drop() {
    clearTimeout(this._watchdog);
    const socket = this._socket;
    this._socket = null;
    socket?.close();
  }

  _gone(code) {
    this._drop();
    clearTimeout(this._retry);
    if (this._closed) return;
    this.state = this.hall ? "lost" : "connecting";
    this._tell();
    const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(this._attempts, 6));
    this._attempts += 1;
    this._retry = setTimeout(() => this._connect(), wait * (0.7 + 0.3 * Math.random()));
    this._onRefused(code);
  }

  _received(message) {
    this._heard();
    this._attempts = 0;
    switch (message.type) {
      case "snapshot":
        this.hall = message.hall;
        this._clock ??= { at: Date.parse(message.hall.at), since: performance.now() };
        break;
      case "event":
        if (this.hall) this.hall = fold(this.hall, message.event);
        break;
      case "figures":
        if (this.hall) this.hall = { ...this.hall, figures: message.figures };
        break;
      case "tick":
        this._clock = { at: Date.parse(message.now), since: performance.now() };
        this.clockTrouble = message.clock ?? null;
        break;
    }
    if (this.hall) this.state = "online";
    this._tell();
  }

  _tell() {
    for (const listener of [...this._listeners]) listener();
  }
}
