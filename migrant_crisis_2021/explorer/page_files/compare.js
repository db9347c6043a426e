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
  const most = Math.max(...numbers, 0) * 1.04 || 1;
  const ordered = [...members].sort((a, b) => (Math.max(...(a.n || [0])) || 0) - (Math.max(...(b.n || [0])) || 0));
  const days = members.map((record) => record.d).filter(Boolean).sort();
  const about = days.length ? (days[0] === days.at(-1) ? dayInWords(days[0]) : `${dayInWords(days[0])} to ${dayInWords(days.at(-1))}`) : "";
  const hard = members.some((record) => (record.rv || []).some(([, relation]) => relation === "e"));
  return el("article", { class: "rival" },
    el("h3", {}, [label("measure", members[0].y), placeName(members[0])].filter(Boolean).join(", ")),
    el("p", { class: "quiet" }, `${about}. ${hard ? "At least two of these cannot both be right." : "They differ, but may be about different moments, places or plans."}`),
    el("ul", {}, ordered.map((record) => el("li", {},
      el("span", { class: "amount" }, recordLink(record.no, record.q, { "aria-label": `${record.q}: ${record.t}` })),
      strip(record, most),
      el("span", { class: "said" }, `${record.as ? actorName(record.as[0]) : publishersOf(record)}, ${record.w}`)))));
}

const publishersOf = (record) => {
  const names = [...new Set((record.ev || []).filter(([, context]) => !context).map(([source]) => D.sources[source].p))];
  return names.length ? `no one named, in ${names.slice(0, 2).join(", ")}` : "no one named";
};

// A point for a number, a bar for bounds; an arrow where one bound is missing.
function strip(record, most) {
  const x = (value) => (value / most) * 100;
  const [low, high] = record.n || [];
  const marks = [];
  if (record.n && record.n.length === 2) {
    const [from, to] = [x(low ?? 0), high === null ? 100 : x(high)];
    marks.push(svg("line", { x1: `${from}%`, x2: `${to}%`, y1: 8, y2: 8, class: low === null || high === null ? "bound open" : "bound" }));
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

// The positions of each side together: "Belarus: Alexander Lukashenko, Foreign Ministry".
function bySide(positions) {
  const sides = new Map();
  for (const one of positions) {
    const side = sideOf(one.ac[0][0]);
    if (!sides.has(side)) sides.set(side, new Map());
    const people = sides.get(side);
    if (!people.has(one.ac[0][0])) people.set(one.ac[0][0], one);
  }
  return el("ul", {}, [...sides].map(([side, people]) => el("li", {}, el("strong", {}, actorName(side)),
    [...people].flatMap(([actor, one], place) => [place ? ", " : ": ",
      recordLink(one.no, actor === side ? (one.d ? dayInWords(one.d, true) : "statement") : actorName(actor), { "aria-label": one.t })]))));
}
