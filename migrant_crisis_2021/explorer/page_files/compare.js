// Rival figures side by side, and who takes which side of a claim.
const RELATIONS = { e: "cannot both be right", d: "may be about another moment, place or plan", a: "can be true together" };

// The groups of figures of which at least two exclude each other or differ, most documents first.
function rivalGroups() {
  const groups = new Map();
  for (const record of R) {
    if (!record.g) continue;
    if (!groups.has(record.g)) groups.set(record.g, []);
    groups.get(record.g).push(record);
  }
  const opposed = (members, letter) => members.some((record) => (record.rv || []).some(([, relation]) => relation === letter));
  const documents = (members) => members.reduce((sum, record) => sum + (record.np || 0), 0);
  return [...groups.values()].filter((members) => opposed(members, "e") || opposed(members, "d"))
    .map((members) => [opposed(members, "e") ? 0 : 1, -documents(members), members])
    .sort(([a, m], [b, n]) => a - b || m - n).map(([, , members]) => members);
}

let groupsShown = 6;
function drawRivals() {
  const wanted = $("which-measure").value;
  const groups = rivalGroups().filter((members) => !wanted || members[0].y === wanted);
  $("rivals").replaceChildren(...groups.slice(0, groupsShown).map(rivalGroup));
  $("more-rivals").hidden = groups.length <= groupsShown;
  $("more-rivals").textContent = `Show all ${count(groups.length)} groups`;
}

function rivalGroup(members) {
  const numbers = members.flatMap((record) => record.n || []).filter((n) => n !== null);
  const axis = axisOf(numbers), size = (record) => (record.n || []).find((n) => n !== null) || 0;
  const ordered = [...members].sort((a, b) => (a.d || "").localeCompare(b.d || "") || size(a) - size(b));
  const days = members.map((record) => record.d).filter(Boolean).sort();
  const about = days.length ? (days[0] === days.at(-1) ? dayInWords(days[0]) : `${dayInWords(days[0])} to ${dayInWords(days.at(-1))}`) : "";
  const hard = members.some((record) => (record.rv || []).some(([, relation]) => relation === "e"));
  return el("article", { class: "rival" },
    el("h3", {}, [label("measure", members[0].y), placeName(members[0])].filter(Boolean).join(", ")),
    el("p", { class: "quiet" }, `${about}. ${hard ? "At least two of these cannot both be right." : "They differ, but may be about different moments, places or plans."}`),
    el("ul", {}, ordered.map((record) => el("li", {},
      el("span", { class: "amount" }, recordLink(record.no, record.q, { "aria-label": `${record.q}: ${record.t}` })),
      strip(record, axis),
      el("span", { class: "said" }, `${record.as ? actorName(record.as[0]) : publishersOf(record)}, ${record.w}`))),
      el("li", { class: "ends", "aria-hidden": "true" }, el("span", {}, count(axis[0])), el("span", {}, count(axis[1])))));
}

// The ends of an axis: from zero, or closer where all numbers are near each other.
function axisOf(numbers) {
  if (!numbers.length) return [0, 1];
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const near = least > most * 0.6 && most > least;
  const step = niceStep(near ? most - least : most || 1, 4);
  return [near ? Math.max(0, Math.floor(least / step - 0.5) * step) : 0, Math.ceil(most / step + 0.25) * step];
}

const publishersOf = (record) => {
  const names = [...new Set((record.ev || []).filter(([, context]) => !context).map(([source]) => D.sources[source].p))];
  return names.length ? `no one named, in ${names.slice(0, 2).join(", ")}` : "no one named";
};

// A point for a number; a bar for bounds, dashed towards the side that has none.
function strip(record, [start, end]) {
  const x = (value) => ((Math.min(Math.max(value, start), end) - start) / (end - start)) * 100;
  const [low, high] = record.n || [];
  const marks = [];
  if (record.n && record.n.length === 2) {
    const open = low === null || high === null;
    marks.push(svg("line", { x1: `${x(low ?? start)}%`, x2: `${x(high ?? end)}%`, y1: 8, y2: 8, class: open ? "bound open" : "bound" }));
    if (open) marks.push(svg("line", { x1: `${x(low ?? high)}%`, x2: `${x(low ?? high)}%`, y1: 2, y2: 14, class: "limit" }));
  } else if (record.n) {
    marks.push(svg("circle", { cx: `${x(low)}%`, cy: 8, r: 5, class: /^\d/.test(record.q) ? "point" : "point open" }));
  }
  return svg("svg", { class: "strip", height: 16, "aria-hidden": "true" },
    svg("line", { x1: 0, x2: "100%", y1: 8, y2: 8, class: "grid" }), marks);
}

const STANCES = [["asserts", "Say so"], ["denies", "Deny it"], ["questions", "Question it"]];
let claimsShown = 8;
function drawClaims() {
  const topic = $("which-topic").value, disputed = $("disputed").checked, side = $("which-side").value;
  const words = state.q.trim() && index ? search(state.q) : null;
  const positions = (claim) => (claim.po || []).map((number) => R[number]);
  const contested = (claim) => new Set(positions(claim).map((one) => one.sn)).size > 1;
  const speaks = (claim) => positions(claim).some((one) => actorName(sideOf(one.ac[0][0])) === side);
  const found = R.filter((record) => record.k === "c" && !record.st && (record.po || []).length)
    .filter((claim) => (!topic || claim.y === topic) && (!disputed || contested(claim)) && (!side || speaks(claim)))
    .filter((claim) => !words || (claim.po || []).some((number) => words.has(number)))
    .map((claim) => [contested(claim) ? 0 : 1, -positions(claim).length, claim.no])
    .sort(([a, m, x], [b, n, y]) => a - b || m - n || x - y).map(([, , number]) => R[number]);
  $("claims-count").textContent = `${plural(found.length, "claim")}.`;
  $("claims").replaceChildren(...found.slice(0, claimsShown).map(claimBox));
  $("more-claims").hidden = found.length <= claimsShown;
  $("more-claims").textContent = `Show all ${count(found.length)} claims`;
}

function claimBox(claim) {
  return el("article", { class: "claim" },
    el("h3", {}, recordLink(claim.no)),
    el("p", { class: "quiet" }, label("topic", claim.y)),
    el("dl", {}, STANCES.map(([stance, name]) => {
      const taken = claim.po.map((number) => R[number]).filter((one) => one.sn === stance);
      return taken.length ? [el("dt", { class: stance }, name), el("dd", {}, bySide(taken))] : null;
    })));
}

const positionLink = (position, text) => recordLink(position.no, text, { "aria-label": `${text}: ${position.t}` });

// The positions of each side together: the side itself, then its bodies and officials.
function bySide(positions) {
  const sides = new Map();
  for (const one of positions) {
    const side = sideOf(one.ac[0][0]);
    if (!sides.has(side)) sides.set(side, new Map());
    const people = sides.get(side);
    if (!people.has(one.ac[0][0])) people.set(one.ac[0][0], one);
  }
  return el("ul", {}, [...sides].map(([side, people]) => {
    const own = people.get(side);
    const members = [...people].filter(([actor]) => actor !== side);
    return el("li", {}, el("strong", {}, own ? positionLink(own, actorName(side)) : actorName(side)),
      members.flatMap(([actor, one], place) => [place ? ", " : ": ", positionLink(one, actorName(actor))]));
  }));
}
