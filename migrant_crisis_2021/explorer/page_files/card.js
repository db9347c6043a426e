// The card of a record: everything about it, in plain words.
const card = $("card");
let citations = null;
let returnTo = null;

function openRecord(number) {
  const target = address(R[number].i);
  if (location.hash === target) showCard(number);
  else location.hash = target;
}

function showCard(number) {
  const record = R[number];
  if (!card.open) returnTo = document.activeElement;
  card.replaceChildren(...cardParts(record));
  if (!card.open) card.showModal();
  card.scrollTop = 0;
  $("card-title").focus();
  document.title = `${record.t} (${record.i})`;
}

function closeCard() {
  if (card.open) card.close();
}
card.addEventListener("close", () => {
  document.title = D.about.title;
  if (splitAddress(location.hash.slice(1))[0]) history.replaceState(null, "", address() || "#");
  const opener = returnTo && document.contains(returnTo) && returnTo !== document.body ? returnTo : $("main");
  opener.focus();
  returnTo = null;
});
card.addEventListener("click", (event) => { if (event.target === card) card.close(); });

// A text in which the ids of records are links.
const linked = (text) => text.split(/\b((?:evt|fig|clm|pos)-\d{4,})\b/).map((part) =>
  (byId.has(part) ? recordLink(byId.get(part), part) : part));
const fact = (name, ...value) => (value.flat().some(Boolean) ? [el("dt", {}, name), el("dd", {}, value)] : null);
const listOf = (heading, items) => (items.length ? el("section", {}, el("h3", {}, heading), el("ul", {}, items)) : null);
const item = (number, before) => el("li", {}, before ? [el("span", { class: "amount" }, before), " "] : "", recordLink(number));

function cardParts(record) {
  const of = { e: eventFacts, f: figureFacts, p: positionFacts, c: claimFacts }[record.k];
  return [
    el("header", {},
      el("p", { class: "kicker" }, `${KINDS[record.k]} · ${record.k === "p" ? "position on a claim" : typeLabel(record)}`),
      el("button", { type: "button", class: "close", "aria-label": "Close", onclick: closeCard }, "×"),
      el("h2", { id: "card-title", tabindex: "-1" }, record.t)),
    record.st ? el("p", { class: "warning" }, `This record was ${record.st === "superseded" ? "replaced" : "withdrawn"}. `,
      record.by === undefined ? "" : ["Now: ", recordLink(record.by)]) : null,
    record.q ? el("p", { class: "big" }, record.q) : null,
    record.x && record.k === "e" ? el("p", {}, record.x) : null,
    el("dl", { class: "facts" }, of(record), certainty(record)),
    record.x && record.k === "f" ? el("section", {}, el("h3", {}, "Note"), el("p", {}, linked(record.x))) : null,
    ...related(record),
    documents(record),
    checking(record),
    corrected(record),
    citing(record),
  ].filter(Boolean);
}

function eventFacts(record) {
  const people = (record.ac || []).map(([actor, role]) => `${actorName(actor)} (${label("role", role).toLowerCase()})`);
  return [fact("When", record.w), fact("Where", placeName(record)), fact("Who", people.join("; "))];
}

function figureFacts(record) {
  const named = record.as ? actorName(record.as[0]) : "The documents give it without naming who counted";
  return [
    fact("Who says so", named + (record.on ? `, ${dayInWords(record.on)}` : "")),
    fact("For when", record.w), fact("Where", placeName(record)),
    fact("What is counted", `${label("measure", record.y)}${record.s ? `: only ${record.s}` : ""}. ${meaning("measure_kind", record.m)}`
      .replace("from period_start to period_end", "from the first to the last day of the period")),
    fact("The document’s word", record.pr || ""),
  ];
}

function positionFacts(record) {
  return [fact("Who", actorName(record.ac[0][0])), fact("Side", actorName(sideOf(record.ac[0][0]))),
    fact("When", record.w || "no date on record"), fact("The claim", recordLink(record.cl)),
    record.oc ? fact("On the occasion of", recordLink(record.oc[0])) : null];
}

const claimFacts = (record) => [fact("Topic", `${label("topic", record.y)}. ${meaning("topic", record.y)}`)];

function certainty(record) {
  return [
    record.r ? fact("Did it happen?", `${label("reality", record.r)}. ${meaning("reality", record.r)}`) : null,
    record.c ? fact("Confidence", `${label("confidence", record.c)}. ${meaning("confidence", record.c)}`) : null,
    record.back ? fact("Part of the crisis?", "No: background, such as other years or places.") : null,
  ];
}

function related(record) {
  const rivals = (record.rv || []).filter(([, relation]) => relation !== "a");
  const agree = (record.rv || []).filter(([, relation]) => relation === "a");
  const other = ([number, relation]) => {
    const one = R[number];
    return el("li", {}, el("span", { class: "amount" }, one.q), " ", recordLink(number),
      el("small", {}, [one.as ? actorName(one.as[0]) : "", one.w, RELATIONS[relation]].filter(Boolean).join(" · ")));
  };
  const claim = record.k === "p" ? R[record.cl] : record;
  const sides = claim.k === "c" && claim.po ? claim.po.filter((number) => number !== record.no) : [];
  return [
    listOf("Rival figures", rivals.map(other)),
    listOf("Figures that can be true together with it", agree.map(other)),
    listOf("Figures of this event", (record.fg || []).map((number) => item(number, R[number].q))),
    record.k === "e" ? listOf("Positions taken", (record.po || []).map((number) => item(number))) : null,
    listOf(record.k === "p" ? "Others on the same claim" : "Who says what about it", sides.map((number) => item(number))),
  ];
}

// A claim rests on the documents of the positions on it.
const evidenceOf = (record) => (record.k !== "c" ? record.ev || [] :
  [...new Map((record.po || []).flatMap((number) => R[number].ev || []).map((one) => [one[0], one])).values()]);

function language(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

function documents(record) {
  const found = evidenceOf(record);
  if (!found.length) return el("section", {}, el("h3", {}, "Documents"), el("p", {}, "No document is on record."));
  const publishers = record.k === "c" ? new Set(found.map(([source]) => D.sources[source].o || D.sources[source].p)).size : record.np || 0;
  return el("section", {}, el("h3", {}, "Documents"),
    el("p", { class: "quiet" }, `${plural(found.length, "document")}, ${plural(publishers, "independent publisher")}. ` +
      "Copies of one agency’s text count once."),
    el("ul", { class: "documents" }, found.map(documentItem)));
}

function documentItem([number, context, printed]) {
  const source = D.sources[number];
  const outside = (address, text) => el("a", { href: address, rel: "noopener noreferrer external" }, text);
  const facts = [source.d ? dayInWords(source.d) : "undated", source.l && source.l !== "en" ? `in ${language(source.l)}` : "",
    source.o && source.o !== source.p ? `text of ${source.o}` : "", source.state ? "state-affiliated" : "",
    source.weak ? "weak source" : "", context ? "for context only" : "", printed ? `prints “${printed}”` : ""];
  return el("li", {}, el("strong", {}, source.p), ": ",
    isAddress(source.u) ? outside(source.u, source.t) : source.t,
    el("small", {}, facts.filter(Boolean).join(" · "), isAddress(source.a) ? [" · ", outside(source.a, "archived copy")] : "",
      isAddress(source.u) || isAddress(source.a) ? "" : " · no address on record"));
}

function checking(record) {
  const marked = (record.ev || []).filter((link) => link[3]).map(([source]) => D.sources[source].i);
  const lines = [];
  if (evidenceOf(record).some(([source]) => isAddress(D.sources[source].u))) {
    lines.push(el("p", {}, "Open a document above and look for the statement."));
  }
  for (const source of marked) {
    lines.push(el("p", {}, "With a saved copy of the document: ", el("code", {}, `${D.about.command} verify YOUR_COPY --source ${source}`)));
  }
  if (!marked.length && record.k === "f" && (record.ev || []).length) {
    lines.push(el("p", {}, "With a saved copy: ", el("code", {}, `${D.about.command} verify YOUR_COPY --record ${record.i}`)));
  }
  return lines.length ? el("section", {}, el("h3", {}, "How to check it"), lines) : null;
}

// What was corrected since earlier releases; the list is read when a card is first opened.
function corrected(record) {
  const section = el("section", { hidden: true });
  part("corrections").then(({ texts, of }) => {
    const cells = of[record.no] || [];
    section.hidden = !cells.length;
    section.append(el("details", {}, el("summary", {}, el("h3", {}, plural(cells.length, "correction"), " since earlier versions")),
      el("ul", {}, cells.map(([version, column, reason, old]) => el("li", {},
        `Version ${texts[version]}, ${texts[column]}: `, old === "" ? "was empty" : ["was “", linked(old), "”"],
        el("small", {}, texts[reason]))))));
  });
  return section;
}

const STYLE_NAMES = { apa: "APA", chicago: "Chicago", bibtex: "BibTeX", ris: "RIS", "csl-json": "CSL-JSON", text: "Plain text" };

// The citation of a record, or of the dataset, as the library writes it.
async function citation(number, style) {
  citations ??= await part("citations");
  const place = Object.keys(citations.styles).indexOf(style);
  let at = 0;
  const items = (number === null ? citations.cites.at(-1) : citations.cites[number])[place].map((step) => citations.items[(at += step)]);
  return items.join(citations.styles[style]).replace(/\x01([rsu])(\d+)\x02/g, (_, kind, which) =>
    (kind === "r" ? R[which].t : kind === "s" ? D.sources[which].t : D.sources[which].u || D.sources[which].a));
}

function citing(record) {
  const box = el("pre", { class: "citation", tabindex: "0", role: "region", "aria-label": "Citation", hidden: true });
  const done = el("p", { class: "copied", role: "status" });
  const show = async (style) => {
    const text = await citation(record ? record.no : null, style);
    box.textContent = text;
    box.hidden = false;
    done.textContent = (await copy(text)) ? `${STYLE_NAMES[style]} citation copied:` : "Copying is not allowed here: select the text.";
  };
  const buttons = Object.entries(STYLE_NAMES).map(([style, name]) =>
    el("button", { type: "button", "data-style": style, "aria-label": `Copy the citation as ${name}`, onclick: () => show(style) }, name));
  const link = record ? el("button", { type: "button", onclick: async () => {
    const whole = location.href.split("#")[0] + "#" + record.i;
    done.textContent = (await copy(whole)) ? "Link copied." : whole;
  } }, "Copy the link") : null;
  return el("section", { class: "citing" }, el("h3", {}, record ? `Cite it (record ${record.i})` : "Cite the dataset"),
    el("p", { class: "quiet" }, "Copy the citation as:"), el("div", { class: "buttons" }, buttons, link),
    done, box);
}
