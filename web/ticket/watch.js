/* The visitor's connection to the hub: one WebSocket that tells the ticket's state, then what has changed in it whenever
 * something has, and every 15 s that nothing did. A cut connection gives no signal, so silence counts as gone. Where no
 * WebSocket gets through, each try asks once instead, and tries come ever more seldom. */

import { request } from "/common/api.js";
import { changed, isOver } from "./visit.js";

const SILENCE = 25_000;
const CONNECTING = 5_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
const UNKNOWN = 4404;
const OVER = 4410;

/** `visit` is what the hub said last, null before; `at` when that was so, by the hub's clock.
 *  `state`: "connecting" (nothing is known yet), "live", "asked" (no line, but just answered), "lost", and for good
 *  "unknown" (no such ticket) and "over". `changed()` is called after every change. */
export class Watch {
  constructor(token, changed) {
    this.visit = null;
    this.at = null;
    this.state = "connecting";
    this._path = `/t/${encodeURIComponent(token)}`;
    this._changed = changed;
    this._socket = null;
    this._attempts = 0;
    this._wanted = false;
  }

  /** Begins, or goes on after a rest: at once, whatever the wait for the next try was. A good line is left alone. */
  open() {
    this._wanted = true;
    if (this.state === "over" || (this._socket && Date.now() < this._silentAt)) return;
    this._attempts = 0;
    this._connect();
  }

  /** Rests: nothing is sent and nothing is heard. What is known stays. */
  close() {
    this._wanted = false;
    this._drop();
    clearTimeout(this._retry);
  }

  _connect() {
    this._drop();
    clearTimeout(this._retry);
    const address = new URL(`/api/v1${this._path}/stream`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this._socket = socket;
    socket.onmessage = ({ data }) => socket === this._socket && this._heard(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this._socket && this._gone(code);
    this._expect(CONNECTING);
  }

  _expect(within) {
    clearTimeout(this._watchdog);
    this._silentAt = Date.now() + within;
    this._watchdog = setTimeout(() => this._gone(0), within);
  }

  _drop() {
    clearTimeout(this._watchdog);
    const socket = this._socket;
    this._socket = null;
    socket?.close();
  }

  _heard(message) {
    this._expect(SILENCE);
    this._attempts = 0;
    if (message.type === "tick") this.at = message.now;
    else this._learn(message.type === "change" ? changed(this.visit, message) : message);
    this._become("live");
  }

  _learn(visit) {
    this.visit = visit;
    this.at = visit.now;
  }

  _become(state) {
    this.state = this.visit && isOver(this.visit) ? "over" : state;
    if (this.state === "over") this.close();
    this._changed();
  }

  _gone(code) {
    this._drop();
    if (!this._wanted) return;
    if (code === OVER || code === UNKNOWN) {
      this._wanted = false;
      this._become(code === OVER ? "over" : "unknown");
      return;
    }
    const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** Math.min(this._attempts, 6));
    this._attempts += 1;
    this._retry = setTimeout(() => this._connect(), wait * (0.6 + 0.4 * Math.random()));
    this._ask();
  }

  async _ask() {
    if (this.state === "live") this._become("lost");
    const answer = await request("GET", this._path);
    if (!this._wanted || this.state === "live") return;
    if (answer.is === "done") this._learn(answer.data);
    if (answer.is === "refused" && answer.status === 404) this.close();
    this._become(answer.is === "done" ? "asked" : answer.status === 404 ? "unknown" : "lost");
  }
}
