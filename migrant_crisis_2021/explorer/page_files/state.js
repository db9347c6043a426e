// The filters. They stand in the address after the record: #fig-0001?q=word&kind=e
const FILTERS = ["q", "kind", "type", "side", "place", "from", "to", "back"];
const state = Object.fromEntries(FILTERS.map((name) => [name, ""]));

function readAddress() {
  const [id, query] = splitAddress(location.hash.slice(1));
  const given = new URLSearchParams(query);
  FILTERS.forEach((name) => { state[name] = given.get(name) || ""; });
  return id;
}
function splitAddress(hash) {
  const at = hash.indexOf("?");
  const [id, query] = at < 0 ? [hash, ""] : [hash.slice(0, at), hash.slice(at + 1)];
  try {
    return [decodeURIComponent(id), query];
  } catch {
    return [id, query];
  }
}
let filtered = "";  // the query of the address, renewed by `writeForm`
function address(id) {
  return `#${id || ""}${filtered}`;
}
function query() {
  const given = new URLSearchParams(FILTERS.filter((name) => state[name]).map((name) => [name, state[name]]));
  return given.size ? `?${given}` : "";
}

const sideNumber = (name) => D.actors.findIndex(([known]) => known === name);
const placeNumber = (name) => D.places.findIndex(([known]) => known === name);

// Whether a record passes the filters that are neither its kind nor the words.
function passes(record, ignored) {
  if (record.st || (record.back && !state.back)) return false;
  if (state.side) {
    const side = sideNumber(state.side);
    if (!actorsOf(record).some((actor) => actor === side || D.actors[actor][1].includes(side))) return false;
  }
  if (state.place) {
    const place = D.places[placeNumber(state.place)];
    if (!place || record.p === undefined || !place[1].includes(record.p)) return false;
  }
  if (ignored !== "period") {
    if (state.from && !(record.d >= state.from)) return false;
    if (state.to && !(record.d <= state.to)) return false;
  }
  if (state.type) return `${record.k}:${record.y}` === state.type;
  return true;
}

// The events and figures that pass, in the order of the payload; `ignored` may be "period".
function selected(ignored) {
  const words = state.q.trim() && index ? search(state.q) : null;
  return R.filter((record) => (record.k === "e" || record.k === "f") &&
    (!state.kind || record.k === state.kind) && (!words || words.has(record.no)) && passes(record, ignored));
}
