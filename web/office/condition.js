/* What a device's own report means for the people who look after it. Pure. */

const PRINTER = new Set(["ok", "paper_low", "paper_out", "cover_open", "offline", "fault", "unreachable", "mute", "busy", "stuck", "no_permission", "disk_full"]);
const SOUND = new Set(["ok", "none", "off", "no_player", "no_device", "no_voice", "stuck"]);
const RESERVE = new Set(["none", "refused"]);
const WELL = new Set(["ok", "none", "off"]);

/** `{well, says: [{key, values, well}]}`: the sentences about printer, paper, reserve and sound. What a gone device said last is
 *  no news. */
export function condition({ connected, state }) {
  if (!connected || !state) return { well: connected, says: [] };
  const says = [];
  const tell = (part, code, known) => says.push({ key: `office.devices.${part}.${known.has(code) ? code : "unknown"}`, values: { code }, well: part !== "reserve" && WELL.has(code) });
  if (state.printer) tell("printer", state.printer, PRINTER);
  if (state.paper && state.paper !== "ok" && !(state.printer ?? "").startsWith("paper")) tell("printer", state.paper === "low" ? "paper_low" : "paper_out", PRINTER);
  if (state.reserve && state.reserve !== "ok") tell("reserve", state.reserve, RESERVE);
  if (state.sound) tell("sound", state.sound, SOUND);
  return { well: says.every((one) => one.well), says };
}
