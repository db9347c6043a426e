// The table of events and figures.
const STEP = 25;
const order = { by: "date", down: false };
let shown = STEP;

const sortKey = {
  date: (record) => record.d || "9999",
  title: (record) => record.t.toLowerCase(),
  documents: (record) => record.np || 0,
};

function sorted(records) {
  const key = sortKey[order.by], sign = order.down ? -1 : 1;
  return records.map((record, place) => [key(record), place, record])
    .sort(([a, m], [b, n]) => (a < b ? -sign : a > b ? sign : m - n)).map(([, , record]) => record);
}

// What is not certain about a date stands below it.
function splitWhen(words) {
  const [, said, doubt] = /^(.*?)(?: \((.*)\))?$/.exec(words);
  return [said, doubt ? el("small", {}, doubt) : ""];
}

function row(record) {
  const amount = record.q ? el("span", { class: "amount" }, record.q) : "";
  const says = whoSays(record);
  const marks = [record.r ? label("reality", record.r) : "", record.back ? "Background" : ""].filter(Boolean);
  return el("tr", { class: record.k === "e" ? "of-event" : "of-figure" },
    el("td", { class: "when", "data-label": "When" }, splitWhen(record.w || "no date")),
    el("td", { class: "what", "data-label": "What" }, recordLink(record.no),
      el("small", {}, [KINDS[record.k], typeLabel(record), placeName(record), ...marks].filter(Boolean).join(" · "))),
    el("td", { class: "number", "data-label": "Number" }, amount),
    el("td", { class: "who", "data-label": record.k === "f" ? "Who says so" : "Who" }, says || el("span", { class: "quiet" }, record.k === "f" ? "no one named" : "")),
    el("td", { class: "sure" }, plural(record.np || 0, "publisher"), el("small", {}, label("confidence", record.c) + " confidence")));
}


function drawTable(records) {
  const all = sorted(records);
  $("rows").replaceChildren(...all.slice(0, shown).map(row));
  const left = all.length - Math.min(shown, all.length);
  $("more").hidden = left === 0;
  $("more").textContent = `Show ${Math.min(100, left)} more of ${count(left)}`;
  $("all-rows").hidden = left <= 100;
  $("nothing").hidden = all.length > 0;
  for (const button of document.querySelectorAll("[data-sort]")) {
    const active = button.dataset.sort === order.by;
    button.closest("th").setAttribute("aria-sort", active ? (order.down ? "descending" : "ascending") : "none");
  }
}

function sortBy(name) {
  order.down = order.by === name ? !order.down : name === "documents";
  order.by = name;
  drawTable(current);
  say(`Sorted by ${name === "documents" ? "number of publishers" : name}, ${order.down ? "descending" : "ascending"}.`);
}

function showMore(how) {
  const before = Math.min(shown, current.length);
  shown = how === "all" ? current.length : shown + 100;
  drawTable(current);
  $("rows").children[before]?.querySelector("a")?.focus();
}
