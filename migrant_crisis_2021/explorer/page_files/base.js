// The data, and small helpers. Texts from the data enter the page as text nodes only.
const D = JSON.parse(document.getElementById("data").textContent);
const R = D.records;
const byId = new Map(R.map((record, number) => [record.i, number]));
R.forEach((record, number) => { record.no = number; });

const SVG = "http://www.w3.org/2000/svg";

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}
const el = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => build(document.createElementNS(SVG, tag), attributes, children);
const $ = (id) => document.getElementById(id);

const grouped = new Intl.NumberFormat("en");
const count = (number) => grouped.format(number);
const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many || one + "s"}`;
const label = (list, value) => (D.lists[list][value] || [String(value).replaceAll("_", " ")])[0];
const meaning = (list, value) => (D.lists[list][value] || ["", ""])[1];
const isAddress = (text) => /^https?:\/\//i.test(text || "");

const DAY = 86400000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
const time = (text) => Date.parse(text + "T00:00:00Z");
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
function dayInWords(text, short) {
  const [year, month, day] = text.split("-").map(Number);
  return `${day} ${short ? MONTHS[month - 1].slice(0, 3) : MONTHS[month - 1]} ${year}`;
}

const actorName = (number) => D.actors[number][0];
const sideOf = (number) => D.actors[number][1].at(-1) ?? number;
const KINDS = { e: "Event", f: "Figure", p: "Statement", c: "Claim" };

// The actors of a record: who takes part in an event, reports a figure or takes a position.
const actorsOf = (record) => (record.as || []).concat((record.ac || []).map(([number]) => number));

// The place of a record; empty where none is recorded.
const placeName = (record) => (record.p === undefined || D.places[record.p][4] === "unspecified" ? "" : D.places[record.p][0]);

function typeLabel(record) {
  if (record.k === "e") return label("event_type", record.y);
  if (record.k === "f") return label("measure", record.y);
  return record.k === "c" ? label("topic", record.y) : KINDS[record.k];
}

function whoSays(record) {
  if (record.k === "f") return record.as ? actorName(record.as[0]) : "";
  const first = (record.ac || []).filter(([, role]) => role === "initiator" || role === "speaker");
  const named = first.length ? first : record.ac || [];
  const names = [...new Set(named.map(([number]) => actorName(number)))];
  return names.length > 2 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}

// Decode a part of the page that is compressed; it is read only when it is needed.
const decoded = new Map();
function part(id) {
  if (!decoded.has(id)) decoded.set(id, decode($(id).textContent.trim()));
  return decoded.get(id);
}
async function decode(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

function say(text) {
  $("announcement").textContent = "";
  requestAnimationFrame(() => { $("announcement").textContent = text; });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    (document.querySelector("dialog[open]") || document.body).append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// A link to a record; the filters stay in the address.
function recordLink(number, text, attributes) {
  return el("a", { href: address(R[number].i), ...attributes }, text ?? R[number].t);
}
