// Search as the library does: every word must be there; a word also finds its other forms.
const FUNCTION_WORDS = new Set("a an and at by for from in of on or the to with".split(" "));
const OWN_FORM = { "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i" };

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  .replace(/[łđøßæœħı]/g, (letter) => OWN_FORM[letter]).replace(/[_\s]+/g, " ");

// The algorithm of Porter (1980), by which the library's index finds the forms of a word.
const stem = (() => {
  const C = "[^aeiou][^aeiouy]*", V = "[aeiouy][aeiou]*";
  const some = new RegExp(`^(${C})?${V}${C}`);
  const one = new RegExp(`^(${C})?${V}${C}(${V})?$`);
  const several = new RegExp(`^(${C})?${V}${C}${V}${C}`);
  const vowel = new RegExp(`^(${C})?[aeiouy]`);
  const short = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
  const second = { ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble",
    alli: "al", entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate",
    alism: "al", iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive",
    biliti: "ble", logi: "log" };
  const third = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  const fourth = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;
  const ending = (table) => new RegExp(`^(.+?)(${Object.keys(table).join("|")})$`);
  const [two, three] = [ending(second), ending(third)];
  return (word) => {
    if (word.length < 3) return word;
    let w = word.replace(/^y/, "Y"), m;
    w = w.replace(/^(.+?)(ss|i)es$/, "$1$2").replace(/^(.+?)([^s])s$/, "$1$2");
    if ((m = /^(.+?)eed$/.exec(w))) {
      if (some.test(m[1])) w = w.slice(0, -1);
    } else if ((m = /^(.+?)(ed|ing)$/.exec(w)) && vowel.test(m[1])) {
      w = m[1];
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
      else if (short.test(w)) w += "e";
    }
    if ((m = /^(.+?)y$/.exec(w)) && vowel.test(m[1])) w = m[1] + "i";
    if ((m = two.exec(w)) && some.test(m[1])) w = m[1] + second[m[2]];
    if ((m = three.exec(w)) && some.test(m[1])) w = m[1] + third[m[2]];
    if ((m = fourth.exec(w))) {
      if (several.test(m[1])) w = m[1];
    } else if ((m = /^(.+?)(s|t)(ion)$/.exec(w)) && several.test(m[1] + m[2])) {
      w = m[1] + m[2];
    }
    if ((m = /^(.+?)e$/.exec(w)) && (several.test(m[1]) || (one.test(m[1]) && !short.test(m[1])))) w = m[1];
    if (/ll$/.test(w) && several.test(w)) w = w.slice(0, -1);
    return w.toLowerCase();
  };
})();
const twice = (word) => stem(stem(word));

let index = null;
async function loadIndex() {
  const { words, rows } = await part("words");
  const exact = new Map(), stems = new Map();
  words.forEach((word, place) => {
    let at = 0;
    const found = rows[place].map((step) => (at += step));
    exact.set(word, found);
    if (!/\d/.test(word)) {
      const base = twice(word);
      if (stems.has(base)) stems.get(base).push(found);
      else stems.set(base, [found]);
    }
  });
  index = { words, exact, stems };
}

const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const two = (number) => String(number).padStart(2, "0");
const monthNumber = (name) => two(MONTHS.findIndex((month) => month.toLowerCase().startsWith(name)) + 1);

// Read the words, numbers, dates and ids of a query.
function terms(text) {
  const found = [];
  const dates = plain(text).replace(/[“”„]/g, '"')
    .replace(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH},? (\\d{4})\\b`, "g"),
      (_, day, month, year) => `${year}-${monthNumber(month)}-${two(day)}`)
    .replace(new RegExp(`\\b${MONTH} (\\d{1,2}),? (\\d{4})\\b`, "g"),
      (_, month, day, year) => `${year}-${monthNumber(month)}-${two(day)}`)
    .replace(new RegExp(`\\b${MONTH},? (\\d{4})\\b`, "g"), (_, month, year) => `${year}-${monthNumber(month)}`);
  dates.split('"').forEach((part, place) => {
    const quoted = place % 2 === 1;
    if (quoted && part.trim()) found.push({ phrase: part.trim() });
    const tokens = part.matchAll(
      /(?<id>\b(?:evt|fig|clm|pos)-\d+)|(?<date>\d{4}-\d{2}(?:-\d{2})?)|(?<number>\d+(?:[ ,.]\d{3})+(?!\d)|\d+(?:\.\d+)?)|(?<word>[\p{L}\p{N}]+)/gu);
    for (const { groups } of tokens) {
      if (groups.id) found.push({ id: groups.id.replace(/-(\d+)$/, (_, digits) => "-" + digits.padStart(4, "0")) });
      else if (groups.date) found.push({ exact: groups.date });
      else if (groups.number) {
        const grouped = /[ ,.]\d{3}$/.test(groups.number);
        found.push({ exact: (grouped ? groups.number.replace(/[ ,.]/g, "") : groups.number).replace(/^0+(?=\d)/, "") });
      } else if (quoted || !FUNCTION_WORDS.has(groups.word)) found.push({ word: groups.word });
    }
  });
  return joined(found);
}

// Neighbouring words that are also known as one: "push back", "pushback".
function joined(found) {
  const made = [];
  for (const term of found) {
    const last = made.at(-1);
    const both = last?.word && term.word ? last.word + term.word : "";
    if (both && last.word.length > 2 && term.word.length > 2 && index.exact.has(both)) made[made.length - 1] = { word: both };
    else made.push(term);
  }
  return made;
}

function rowsOf(term) {
  if (term.id) return new Set(R.filter((record) => record.i === term.id || record.x?.includes(term.id)).map((record) => record.no));
  if (term.exact) return new Set(index.exact.get(term.exact) || []);
  if (term.phrase) {
    const shown = (record) => [record.t, record.x || ""].map(plain).join(" | ");
    return new Set(R.filter((record) => shown(record).includes(term.phrase)).map((record) => record.no));
  }
  const { word } = term;
  const found = new Set(index.exact.get(word) || []);
  if (word.length > 2) (index.stems.get(twice(word)) || []).flat().forEach((number) => found.add(number));
  if (word.length > 3 || !found.size) {
    for (const known of index.words) if (known.startsWith(word)) index.exact.get(known).forEach((number) => found.add(number));
  }
  return found;
}

// The numbers of the records that a text finds; null for a text without words.
function search(text) {
  const wanted = terms(text);
  if (!wanted.length) return null;
  return wanted.map(rowsOf).reduce((one, other) => new Set([...one].filter((number) => other.has(number))));
}
