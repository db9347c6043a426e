// Drawings: how many records a week has, a timeline in lanes, and daily series.
const tooltip = $("tooltip");
const said = new WeakMap();  // what the tooltip of a mark says, and what a click on it does
function active(node, lines, act) {
  said.set(node, { lines, act });
  node.setAttribute("data-active", "");
  return node;
}
const markAt = (event) => said.get(event.target.closest?.("[data-active]"));
function tell(mark, across, down) {
  tooltip.hidden = !mark;
  if (!mark) return;
  tooltip.replaceChildren(...mark.lines().map((line, place) => el(place ? "span" : "strong", {}, line)));
  const left = Math.min(across + 14, innerWidth - tooltip.offsetWidth - 8);
  const above = down - tooltip.offsetHeight - 12;
  tooltip.style.left = `${Math.max(8, left)}px`;
  tooltip.style.top = `${above > 8 ? above : down + 18}px`;
}
document.addEventListener("click", (event) => { markAt(event)?.act(); });
document.addEventListener("pointermove", (event) => tell(markAt(event), event.clientX, event.clientY));

// By keyboard: a drawing takes the focus, arrow keys go through its marks, Enter does what a click does.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
const drawing = (width, height, name, attributes) => svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, tabindex: "0",
  role: "application", "aria-roledescription": "chart", "aria-label": `${name} Arrow keys go through the marks, Enter opens one.`, ...attributes });
document.addEventListener("keydown", (event) => {
  const root = event.target.closest?.("svg[tabindex]");
  const marks = root ? [...root.querySelectorAll("[data-active]")] : [];
  const current = marks.findIndex((mark) => mark.classList.contains("current"));
  if (event.key === "Enter" && current >= 0) actFrom(root, marks[current]);
  else if (event.key in STEPS && marks.length) goToMark(marks, current, current + STEPS[event.key]);
  else return;
  event.preventDefault();
});
// What a mark does can draw its chart anew: the new drawing has the focus then.
function actFrom(root, mark) {
  const holder = root.parentNode;
  said.get(mark).act();
  if (!document.contains(root)) holder.querySelector("svg[tabindex]")?.focus();
}
function goToMark(marks, current, wanted) {
  const mark = marks[Math.max(0, Math.min(marks.length - 1, wanted))];
  marks[current]?.classList.remove("current");
  mark.classList.add("current");
  mark.scrollIntoView({ block: "nearest" });
  const box = mark.getBoundingClientRect();
  tell(said.get(mark), box.left + box.width / 2, box.top);
  say(said.get(mark).lines().join(", "));
}
document.addEventListener("focusout", (event) => { if (event.target.closest?.("svg[tabindex]")) tooltip.hidden = true; });

const periodOfDataset = () => [time(D.about.start), time(D.about.end) + DAY];
function shownPeriod() {
  const [start, end] = periodOfDataset();
  const first = state.from ? time(state.from) : start;
  const last = state.to ? time(state.to) + DAY : end;
  return last > first ? [first, last] : [start, end];
}

// Ticks of a time axis: years, quarters, months, weeks or days, as many as there is room for.
function ticks([start, end], width) {
  const days = (end - start) / DAY, room = Math.max(2, Math.floor(width / 64));
  const made = [];
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((months) => days / 30.4 / months <= room) || 240;
  if (days > 75 || days / 7 > room * 8) {
    const first = new Date(start);
    for (let n = 0; n < 2000; n++) {
      const month = first.getUTCMonth() + n;
      const moment = Date.UTC(first.getUTCFullYear(), month, 1);
      if (moment > end - (end - start) * 25 / width) break;
      const at = new Date(moment);
      if (moment < start || (step < 12 ? at.getUTCMonth() % step : at.getUTCMonth() || at.getUTCFullYear() % (step / 12))) continue;
      const name = step >= 12 ? "" : MONTHS[at.getUTCMonth()].slice(0, 3);
      const year = !name || at.getUTCMonth() === 0 || !made.length ? String(at.getUTCFullYear()) : "";
      made.push([moment, name || year, name ? year : ""]);
    }
    return made;
  }
  const every = [1, 2, 7, 14, 28].find((size) => days / size <= room) || 28;
  for (let moment = start; moment < end; moment += every * DAY) {
    const at = new Date(moment);
    const month = !made.length || at.getUTCDate() <= every ? MONTHS[at.getUTCMonth()].slice(0, 3) : "";
    made.push([moment, String(at.getUTCDate()), month && `${month} ${at.getUTCFullYear()}`]);
  }
  return made;
}

function timeAxis(period, x, width, height, y) {
  return svg("g", { class: "axis" }, ticks(period, width).map(([moment, name, below]) => [
    svg("line", { x1: x(moment), x2: x(moment), y1: 0, y2: height, class: "grid" }),
    svg("text", { x: x(moment) + 3, y: y + 14 }, name),
    below ? svg("text", { x: x(moment) + 3, y: y + 28, class: "year" }, below) : null,
  ]));
}

const niceStep = (most, parts) => {
  const rough = most / parts, power = 10 ** Math.floor(Math.log10(rough || 1));
  return Math.max([1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough), most >= 1 ? Math.min(1, most) : 0);
};
function valueAxis(most, y, left, width) {
  const step = niceStep(most, 4), made = [];
  for (let value = 0; value <= most * 1.0001; value += step) made.push(value);
  return svg("g", { class: "axis" }, made.map((value) => [
    svg("line", { x1: left, x2: width, y1: y(value), y2: y(value), class: value ? "grid" : "base" }),
    svg("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, count(value)),
  ]));
}

const frame = (holder, height, name) => {
  const width = Math.max(280, holder.clientWidth);
  return [width, drawing(width, height, name)];
};

// --- how many records each week or month has ----------------------------------------------------

function drawIntensity() {
  const holder = $("intensity"), [start, end] = periodOfDataset();
  const byMonth = (end - start) / DAY > 1100;
  const bins = new Map();
  const firstOf = (moment) => {
    const at = new Date(moment);
    return byMonth ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1) : moment - ((at.getUTCDay() + 6) % 7) * DAY;
  };
  const lastOf = (moment) => {
    const at = new Date(moment);
    return byMonth ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0) : moment + 6 * DAY;
  };
  for (const record of R) {
    if ((record.k !== "e" && record.k !== "f") || record.st || record.back || !record.d) continue;
    const moment = time(record.d);
    if (moment < start || moment >= end) continue;
    const first = firstOf(moment);
    if (!bins.has(first)) bins.set(first, { e: 0, f: 0 });
    bins.get(first)[record.k] += 1;
  }
  if (!bins.size) return holder.replaceChildren(el("p", {}, "No record has a date."));
  const all = [...bins].sort(([one], [other]) => one - other);
  const peak = all.reduce((best, bin) => (bin[1].e + bin[1].f > best[1].e + best[1].f ? bin : best));
  const most = peak[1].e + peak[1].f;
  const words = (first) => `${dayInWords(iso(first))} to ${dayInWords(iso(lastOf(first)))}`;
  const what = byMonth ? "month" : "week";
  const tall = holder.clientWidth > 560 ? 380 : 250;
  const [width, root] = frame(holder, tall, `Records per ${what}. The ${what} with most records is ` +
    `${words(peak[0])}: ${plural(peak[1].e, "event")} and ${plural(peak[1].f, "figure")}.`);
  const left = 40, top = 34, base = tall - 42;
  const x = (moment) => left + ((moment - start) / (end - start)) * (width - left - 4);
  const y = (value) => base - (value / most) * (base - top);
  root.append(valueAxis(most, y, left, width), timeAxis([start, end], x, width - left, base, base));
  for (const [first, { e, f }] of all) {
    const from = x(Math.max(first, start)), wide = Math.max(1, x(Math.min(lastOf(first) + DAY, end)) - from - 1);
    const bar = svg("g", { class: "bar" },
      svg("rect", { x: from, width: wide, y: y(e), height: base - y(e), class: "event" }),
      svg("rect", { x: from, width: wide, y: y(e + f), height: y(e) - y(e + f), class: "figure" }),
      svg("rect", { x: from - 0.5, width: wide + 1, y: top, height: base - top, class: "target" }));
    root.append(active(bar, () => [words(first), plural(e, "event"), plural(f, "figure")], () => {
      Object.assign(state, { from: iso(first), to: iso(lastOf(first)) });
      changed();
      $("records").scrollIntoView();
    }));
  }
  const peakWords = `${byMonth ? "" : "Week of "}${dayInWords(iso(peak[0]))}: ${plural(most, "record")}`;
  const from = Math.max(0, Math.min(x(peak[0]) + 4, width - peakWords.length * 7.8));
  root.append(svg("text", { x: from, y: top - 10, class: "note" }, peakWords));
  holder.replaceChildren(root);
}

// --- the timeline in lanes ----------------------------------------------------------------------

const LANES = 10;
let everyLane = false;

function drawLanes(records) {
  const holder = $("lanes"), period = shownPeriod(), [start, end] = period;
  const inside = records.filter((record) => record.d && time(record.d) >= start && time(record.d) < end);
  const lanes = new Map();
  const types = tally(inside.filter((record) => record.k === "e"), (record) => [record.y]).map(([type]) => type);
  const own = new Set(everyLane || types.length <= LANES + 1 ? types : types.filter((type) => type !== "other").slice(0, LANES));
  $("every-lane").hidden = types.length <= LANES + 1;
  $("every-lane").textContent = everyLane ? "Fewer lanes" : `A lane for each of the ${types.length} types`;
  for (const record of inside) {
    const key = record.k !== "e" ? "" : own.has(record.y) ? record.y : "…";
    if (!lanes.has(key)) lanes.set(key, []);
    lanes.get(key).push(record);
  }
  const last = ["…", ""];
  const order = [...lanes].sort(([a, one], [b, other]) => last.indexOf(a) - last.indexOf(b) || other.length - one.length);
  const width = Math.max(280, holder.clientWidth), narrow = width < 640, left = narrow ? 8 : 178;
  const x = (moment) => left + ((moment - start) / (end - start)) * (width - left - 10);
  let top = 6;
  const made = [];
  for (const [key, members] of order) {
    const rows = [], radius = 4.2, gap = 8;
    const name = key === "…" ? "Events of other types" : key ? label("event_type", key) : "Reported figures";
    if (narrow) top += 16;
    const drawn = members.map((record) => {
      const from = x(time(record.d) + DAY / 2);
      const to = record.e ? Math.min(x(time(record.e) + DAY / 2), width - 10) : from;
      const reach = Math.max(to, from);
      let row = rows.findIndex((taken) => taken <= from - gap);
      if (row < 0) row = rows.length < 6 ? rows.push(0) - 1 : rows.indexOf(Math.min(...rows));
      rows[row] = reach;
      return [record, from, reach, row];
    });
    const height = Math.max(1, rows.length) * gap + 8;
    made.push(svg("text", { x: narrow ? left : left - 10, y: narrow ? top - 4 : top + height / 2 + 4,
      "text-anchor": narrow ? "start" : "end", class: "lane" }, `${name} · ${count(members.length)}`));
    made.push(svg("line", { x1: narrow ? 0 : 4, x2: width, y1: top + height + 1, y2: top + height + 1, class: "grid" }));
    for (const [record, from, to, row] of drawn) {
      const y = top + 4 + row * gap + gap / 2;
      const mark = svg("g", { class: record.k === "e" ? "mark event" : "mark figure" },
        to > from + 1 ? svg("line", { x1: from, x2: to, y1: y, y2: y }) : null,
        svg("circle", { cx: from, cy: y, r: radius }));
      made.push(active(mark, () => [record.t, record.w, record.q || ""].filter(Boolean), () => openRecord(record.no)));
    }
    top += height + 4;
  }
  const height = top + 40;
  const root = drawing(width, height, `Timeline of ${plural(inside.length, "record")} in ${order.length} lanes, ` +
    `${dayInWords(iso(start))} to ${dayInWords(iso(end - DAY))}. The table of records lists them.`);
  root.append(timeAxis(period, x, width - left, top, top), ...made);
  holder.replaceChildren(inside.length ? root : el("p", { class: "empty" }, "No dated record passes the filters in this period."));
}

function zoom(how) {
  const [start, end] = shownPeriod(), [first, last] = periodOfDataset();
  const long = end - start, middle = start + long / 2;
  const next = { in: long / 2, out: long * 2 }[how] || long;
  const shift = { earlier: -long / 2, later: long / 2 }[how] || 0;
  let [from, to] = [middle + shift - next / 2, middle + shift + next / 2];
  if (to - from < 7 * DAY) [from, to] = [middle - 3.5 * DAY, middle + 3.5 * DAY];
  if (from < first) [from, to] = [first, Math.min(last, first + (to - from))];
  if (to > last) [from, to] = [Math.max(first, last - (to - from)), last];
  const all = how === "all" || (from <= first && to >= last);
  Object.assign(state, { from: all ? "" : iso(from), to: all ? "" : iso(to - DAY) });
  changed();
  say(all ? "The whole period is shown." : `${dayInWords(iso(from))} to ${dayInWords(iso(to - DAY))} is shown.`);
}

// --- daily series -------------------------------------------------------------------------------

function drawSeries() {
  const holder = $("daily"), one = D.series[Number($("which-series").value)];
  if (!one) return;
  const readings = one.r.map((number) => R[number]).filter((record) => record.n && record.n.some((n) => n !== null));
  const days = readings.map((record) => time(record.d));
  const [start, end] = [Math.min(...days) - DAY, Math.max(...days) + 2 * DAY];
  const top = (record) => Math.max(...record.n.filter((n) => n !== null));
  const most = Math.max(...readings.map(top)) * 1.05;
  const best = readings.reduce((a, b) => (top(b) > top(a) ? b : a));
  const [width, root] = frame(holder, 320, `${one.t} a day, ${one.p}, reported by ${one.a}: ${readings.length} readings from ` +
    `${dayInWords(iso(start + DAY))} to ${dayInWords(iso(end - 2 * DAY))}; the highest is ${best.q} on ${dayInWords(best.d)}.`);
  const left = 52, upper = 26, base = 276;
  const x = (moment) => left + ((moment - start) / (end - start)) * (width - left - 8);
  const y = (value) => base - (value / most) * (base - upper);
  root.append(valueAxis(most, y, left, width), timeAxis([start, end], x, width - left, base, base));
  root.append(svg("text", { x: left + 2, y: 11, class: "note" }, `${one.u} a day`));
  readings.forEach((record, place) => {
    const next = readings[place + 1];
    if (next && time(next.d) - time(record.d) === DAY && record.n.length === 1 && next.n.length === 1) {
      root.append(svg("line", { x1: x(time(record.d)), x2: x(time(next.d)), y1: y(record.n[0]), y2: y(next.n[0]), class: "run" }));
    }
  });
  for (const record of readings) {
    const at = x(time(record.d)), exact = record.n.length === 1 && /^\d/.test(record.q);
    const values = record.n.filter((n) => n !== null);
    const mark = svg("g", { class: exact ? "mark reading" : "mark reading open" },
      values.length === 2 ? svg("line", { x1: at, x2: at, y1: y(values[0]), y2: y(values[1]) }) : null,
      svg("circle", { cx: at, cy: y(values[0]), r: 4 }));
    root.append(active(mark, () => [record.q, dayInWords(record.d), plural(record.np || 0, "independent publisher")],
      () => openRecord(record.no)));
  }
  const missing = Math.round((end - start) / DAY) - 2 - new Set(days).size;
  holder.replaceChildren(root);
  $("daily-note").textContent = `${plural(readings.length, "reading")}; ${plural(Math.max(0, missing), "day")} in between without one. ` +
    "A line joins consecutive days only. Hollow points are rounded or limited, such as “more than 600”. " +
    "Each point is what the body reported for one day; nothing is added up or filled in.";
  $("daily-list").replaceChildren(...readings.map((record) =>
    el("li", {}, `${dayInWords(record.d)}: `, recordLink(record.no, record.q))));
}
