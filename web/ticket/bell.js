/* Tells the visitor of the call: the phone vibrates and sounds, if the visitor asked for it. Browsers allow both only
 * after a touch, so a bell is armed in the handler of one, and only as long as the page lives. */

const BUZZ = [400, 150, 400, 150, 800];
const TOUCH = 120;
/** Frequency in Hz and beginning in seconds of each tone; a falling third, as doorbells have it. */
const TONES = [[784, 0], [622, 0.35], [784, 1.1], [622, 1.45]];
const LASTS = 0.9;
const LOUD = 0.5;

const Audio = () => window.AudioContext ?? window.webkitAudioContext;

/** What this browser can do: "buzz" (vibrate, and sound), "sound", or null. */
export const ability = () => (navigator.vibrate ? "buzz" : Audio() ? "sound" : null);

export class Bell {
  constructor() {
    this.armed = false;
    this._audio = null;
    this._awake = null;
  }

  /** In the handler of a touch: lets the visitor feel and hear what will come. */
  arm() {
    this.armed = true;
    const Context = Audio();
    if (Context) this._audio ??= new Context();
    navigator.vibrate?.(TOUCH);
    this._sound(TONES.slice(0, 2));
  }

  disarm() {
    this.armed = false;
    this.keepAwake(false);
    navigator.vibrate?.(0);
  }

  /** The visitor is called. */
  ring() {
    if (!this.armed) return;
    navigator.vibrate?.(BUZZ);
    this._sound(TONES);
  }

  /** Keeps the screen on, where the browser can, so that a phone on the lap does not sleep through the call. Browsers
   *  let go of it when the page is hidden: say it again when it is seen. */
  async keepAwake(wanted) {
    const on = wanted && this.armed && document.visibilityState === "visible";
    if (on === (this._awake !== null) || !navigator.wakeLock) return;
    if (!on) {
      const held = this._awake;
      this._awake = null;
      (await held)?.release();
      return;
    }
    this._awake = navigator.wakeLock.request("screen").then(
      (held) => {
        held.addEventListener("release", () => (this._awake = null));
        return held;
      },
      () => (this._awake = null),
    );
  }

  _sound(tones) {
    const audio = this._audio;
    if (!audio) return;
    audio.resume();
    for (const [pitch, after] of tones) {
      const at = audio.currentTime + after;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(LOUD, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + LASTS);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + LASTS);
    }
  }
}
