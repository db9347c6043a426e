// A schematic map: where the records lie that have a town, a site or a district.
const PLACED = ["point", "town", "district"];
const LABELS = 9;
const ROUND = [-2, -1, 0, 1].flatMap((power) => [1, 2, 5].map((step) => step * 10 ** power));
const KM = 111.32; // of a degree of latitude

function drawMap(records) {
  const shapes = D.outlines || [], [west, south, east, north] = edges(shapes.flatMap(([, rings]) => rings.flat()));
  const isInside = (place) => !shapes.length || place[2] > south && place[2] < north && place[3] > west && place[3] < east;
  const onMap = (place) => PLACED.includes(place[4]) && place[2] !== null && isInside(place);
  const often = new Map(tally(R.filter((record) => !record.st && record.p !== undefined), (record) => [record.p]));
  const withRecords = (least) => D.places.filter((place, number) => onMap(place) && often.get(number) >= least);
  const places = withRecords(3).length > 2 ? withRecords(3) : withRecords(1);
  $("map-holder").hidden = places.length < 2;
  if (places.length < 2) return;
  const [left, bottom, right, top] = edges(places.map((place) => [place[3], place[2]]));
  const stretch = Math.cos(((bottom + top) / 2) * Math.PI / 180);
  const holder = $("map"), width = Math.max(280, holder.clientWidth), margin = shapes.length ? 36 : 64;
  const scale = Math.min((width - 2 * margin) / Math.max((right - left) * stretch, 0.02), 620 / Math.max(top - bottom, 0.02));
  const height = Math.max(160, Math.round((top - bottom) * scale + 2 * margin));
  const x = (lon) => width / 2 + (lon - (left + right) / 2) * stretch * scale;
  const y = (lat) => height / 2 + ((bottom + top) / 2 - lat) * scale;
  const placed = tally(records.filter((record) => record.p !== undefined && onMap(D.places[record.p])), (record) => [record.p]);
  const sum = placed.reduce((all, [, n]) => all + n, 0);
  const root = drawing(width, height, `Map of ${plural(sum, "record")} at ${plural(placed.length, "place")}. Most: ` +
    placed.slice(0, 5).map(([place, n]) => `${D.places[place][0]} ${n}`).join(", ") + ".", { class: "map" });
  if (!shapes.length) drawDegrees(root, [x, y], [(left + right) / 2, (bottom + top) / 2], [width, height], [scale * stretch, scale]);
  for (const [code, rings] of shapes) {
    const path = rings.map((ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}Z`).join("");
    root.append(svg("path", { d: path, class: "land" }));
  }
  const most = Math.max(1, ...placed.map(([, n]) => n)), taken = [];
  const radius = (n) => 3 + 15 * Math.sqrt(n / most);
  for (const [number, n] of placed) {
    const [name, , lat, lon] = D.places[number];
    root.append(active(svg("circle", { cx: x(lon), cy: y(lat), r: radius(n), class: "spot" }), () => [name, plural(n, "record")],
      () => { state.place = name; changed(); }));
  }
  for (const [number, n] of placed) {
    const [name, , lat, lon] = D.places[number];
    const long = name.length * 6.8 + 4, toLeft = x(lon) + radius(n) + long > width;
    const from = toLeft ? x(lon) - radius(n) - 4 - long : x(lon) + radius(n) + 4, line = y(lat) + 4;
    if (taken.length >= LABELS || taken.some(([a, b, c]) => Math.abs(b - line) < 14 && from < c && from + long > a)) continue;
    taken.push([from, line, from + long]);
    root.append(svg("text", { x: from, y: line, class: "town" }, name));
  }
  for (const [code, rings] of shapes) {
    const inView = ([a, b, c, d]) => [Math.max(a, 0), Math.max(b, 0), Math.min(c, width), Math.min(d, height)];
    const size = ([a, b, c, d]) => Math.max(0, c - a) * Math.max(0, d - b);
    const box = rings.map((ring) => inView(edges(ring.map(([lon, lat]) => [x(lon), y(lat)])))).sort((one, other) => size(other) - size(one))[0];
    const name = countryName(code), middle = (box[0] + box[2]) / 2, line = (box[1] + box[3]) / 2, half = name.length * 4.6;
    const free = !taken.some(([a, b, c]) => Math.abs(b - line) < 16 && middle - half < c && middle + half > a) &&
      !placed.some(([number]) => Math.abs(x(D.places[number][3]) - middle) < half + 12 && Math.abs(y(D.places[number][2]) - line) < 20);
    if (free && size(box) > 0.05 * width * height && box[2] - box[0] > 2 * half) {
      root.append(svg("text", { x: middle, y: line, "text-anchor": "middle", class: "country" }, name));
    }
  }
  holder.replaceChildren(root);
  $("map-note").textContent = `${plural(sum, "record")} at ${plural(placed.length, "place")}; a larger circle has more. ` +
    `${plural(records.length - sum, "other record")}: at a border, in a country as a whole, or at a place that is not on the map. ` +
    `${shapes.length ? "The outlines are schematic" : "The lines are degrees of latitude and longitude"}. Select a circle to filter by its place.`;
}

// Where there are no outlines: lines of degrees and a scale.
function drawDegrees(root, [x, y], [lon, lat], [width, height], [across, up]) {
  const step = ROUND.find((one) => width / across / one <= 8) || 50, digits = Math.max(0, -Math.floor(Math.log10(step)));
  const multiples = (middle, half) => {
    const first = Math.ceil((middle - half) / step), last = Math.floor((middle + half) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, number) => (first + number) * step);
  };
  const degrees = (value, sides) => `${Math.abs(value).toFixed(digits)}° ${sides[value < 0 ? 1 : 0]}`;
  for (const one of multiples(lat, height / up / 2)) {
    root.append(svg("line", { x1: 0, x2: width, y1: y(one), y2: y(one), class: "grid" }), svg("text", { x: 4, y: y(one) - 4 }, degrees(one, "NS")));
  }
  for (const one of multiples(lon, width / across / 2)) {
    root.append(svg("line", { x1: x(one), x2: x(one), y1: 0, y2: height, class: "grid" }), svg("text", { x: x(one) + 4, y: height - 4 }, degrees(one, "EW")));
  }
  const longest = [...ROUND].reverse().find((one) => one * 100 * up / KM < width / 4) || ROUND[0], end = width - 12, start = end - longest * 100 * up / KM;
  root.append(svg("line", { x1: start, x2: end, y1: 24, y2: 24, class: "base" }), svg("text", { x: end, y: 18, "text-anchor": "end" }, `${count(longest * 100)} km`));
}

function edges(points) {
  const [one, other] = [points.map(([first]) => first), points.map(([, second]) => second)];
  return points.length ? [least(one), least(other), -least(one.map((n) => -n)), -least(other.map((n) => -n))] : [0, 0, 0, 0];
}
const least = (numbers) => numbers.reduce((one, other) => Math.min(one, other), Infinity);

function countryName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "region" }).of(code);
  } catch {
    return code;
  }
}
