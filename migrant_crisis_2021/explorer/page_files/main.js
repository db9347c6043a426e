// Start: fill the lists of choices, read the address, draw.
let current = [];

function redraw() {
  drawn = true;
  const isFiltered = FILTERS.some((name) => state[name]);
  current = selected();
  shown = STEP;
  $("count").textContent = state.q.trim() && !index ? "Searching …" :
    `${plural(current.length, "record")}${isFiltered ? ` of ${count(total)}` : ""}`;
  $("clear").hidden = !isFiltered;
  drawTable(current);
  drawLanes(selected("period"));
  drawMap(current);
  drawClaims();
}
let total = 0;
let drawn = false;

function changed() {
  const id = splitAddress(location.hash.slice(1))[0];
  writeForm();
  history.replaceState(null, "", address(byId.has(id) ? id : ""));
  redraw();
}

function writeForm() {
  filtered = query();
  for (const name of FILTERS) {
    const field = $(`f-${name}`);
    if (field.type === "checkbox") field.checked = Boolean(state[name]);
    else {
      if (state[name] && field.tagName === "SELECT" && ![...field.options].some((one) => one.value === state[name])) {
        field.append(el("option", { value: state[name] }, state[name]));
      }
      field.value = state[name];
    }
  }
}

function followAddress() {
  const before = drawn && filtered;
  const id = readAddress();
  writeForm();
  if (filtered !== before) redraw();  // else the link that was followed keeps the focus
  const number = byId.get(id);
  if (number !== undefined) showCard(number);
  else closeCard();
}

function tally(records, keys) {
  const found = new Map();
  for (const record of records) for (const key of new Set(keys(record))) found.set(key, (found.get(key) || 0) + 1);
  return [...found].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
const option = (value, text) => el("option", { value }, text);

function fillChoices() {
  const inForce = R.filter((record) => (record.k === "e" || record.k === "f") && !record.st && !record.back);
  total = inForce.length;
  for (const [kind, name, list] of [["e", "Events", "event_type"], ["f", "Figures", "measure"]]) {
    const found = tally(inForce.filter((record) => record.k === kind), (record) => [record.y]);
    if (found.length) $("f-type").append(el("optgroup", { label: name }, found.map(([value, n]) => option(`${kind}:${value}`, `${label(list, value)} (${n})`))));
  }
  const sides = tally(inForce, (record) => actorsOf(record).map(sideOf));
  $("f-side").append(...sides.filter(([, n], place) => n > 2 || place < 12).map(([side, n]) => option(actorName(side), `${actorName(side)} (${n})`)));
  const inside = tally(inForce, (record) => D.places.flatMap((place, number) => (place[1].includes(record.p) ? [number] : [])));
  $("f-place").append(...inside.filter(([, n]) => n > 1 || inside.length < 20).map(([place, n]) => option(D.places[place][0], `${D.places[place][0]} (${n})`)));
  $("which-series").append(...D.series.map((one, place) => option(String(place), `${one.t}: ${one.p} (${one.a}, ${one.r.length} days)`)));
  $("series").hidden = !D.series.length;
  const measures = tally(rivalGroups(), (members) => [members[0].y]);
  $("which-measure").append(...measures.map(([value, n]) => option(value, `${label("measure", value)} (${n})`)));
  $("rival-section").hidden = !measures.length;
  const claims = R.filter((record) => record.k === "c" && !record.st && record.po);
  $("which-topic").append(...tally(claims, (claim) => [claim.y]).map(([value, n]) => option(value, `${label("topic", value)} (${n})`)));
  $("which-side").append(...tally(claims, (claim) => claim.po.map((number) => actorName(sideOf(R[number].ac[0][0]))))
    .map(([name, n]) => option(name, `${name} (${n})`)));
  $("claim-section").hidden = !claims.length;
  const sections = document.querySelectorAll("main > section[hidden]");
  sections.forEach((section) => document.querySelector(`nav a[data-to="${section.id}"]`)?.parentElement.remove());
  $("confidence-words").replaceChildren(...Object.values(D.lists.confidence).flatMap(([name, said]) => [el("dt", {}, name), el("dd", {}, said)]));
}

function listen() {
  for (const name of FILTERS) {
    const field = $(`f-${name}`);
    const kind = field.type === "search" ? "input" : "change";
    field.addEventListener(kind, () => {
      state[name] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
      changed();
    });
  }
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("clear").addEventListener("click", () => {
    FILTERS.forEach((name) => { state[name] = ""; });
    changed();
    $("f-q").focus();
  });
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(button.dataset.zoom)));
  $("every-lane").addEventListener("click", () => { everyLane = !everyLane; drawLanes(selected("period")); });
  document.querySelectorAll("[data-sort]").forEach((button) => button.addEventListener("click", () => sortBy(button.dataset.sort)));
  $("more").addEventListener("click", () => showMore());
  $("all-rows").addEventListener("click", () => showMore("all"));
  $("which-series").addEventListener("change", drawSeries);
  $("which-measure").addEventListener("change", () => { groupsShown = 6; drawRivals(); });
  $("more-rivals").addEventListener("click", () => { groupsShown = Infinity; drawRivals(); });
  for (const id of ["which-topic", "disputed", "which-side"]) $(id).addEventListener("change", () => { claimsShown = 8; drawClaims(); });
  $("more-claims").addEventListener("click", () => { claimsShown = Infinity; drawClaims(); });
  // The address after # belongs to records and filters, so links to sections scroll by themselves.
  document.querySelectorAll("a[data-to]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    const section = $(link.dataset.to);
    section.scrollIntoView();
    section.querySelector("h2").focus({ preventScroll: true });
  }));
  document.querySelectorAll("a[data-record]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    openRecord(byId.get(link.dataset.record));
  }));
  addEventListener("hashchange", followAddress);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    drawAll();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
}

function drawAll() {
  drawIntensity();
  drawSeries();
  drawRivals();
  redraw();
}

fillChoices();
listen();
drawIntensity();
drawSeries();
drawRivals();
$("cite-dataset").replaceWith(citing(null));
followAddress();
document.documentElement.dataset.ready = "table";
loadIndex().then(() => {
  if (state.q.trim()) redraw();
  document.documentElement.dataset.ready = "all";
});
