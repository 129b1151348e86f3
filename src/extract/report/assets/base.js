// Data stands in <script> elements, the large ones packed (gzip in base64); a document's own is unpacked when it is opened.
const $$ = (id) => document.getElementById(id);
const read = (id) => JSON.parse($$(id).textContent);
function unpack(id) {
  const bytes = Uint8Array.from(atob($$(id).textContent), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
const WORDS = read("data-words"), CHOICES = read("data-choices"), CHARTS = read("data-charts"), OVERVIEW = read("data-overview");
const DOCUMENTS = read("data-documents"), FACTS = toRows(await unpack("data-facts")), TOLD_ONCE = FACTS.filter((f) => !f.is_duplicate);
const DOCUMENT = new Map(DOCUMENTS.map((d) => [d.doc_id, d]));
const STATUSES = ["actual", "target", "forecast"];
const SIGNS = { actual: "●", target: "▲", forecast: "◆" };
const BOUNDS = { over: "> ", under: "< ", about: "≈ ", upto: "≤ " };
let language = document.documentElement.lang;

// Tables come as columns, so that each name stands once.
function toRows(columns) {
  const names = Object.keys(columns ?? {});
  if (!names.length) return [];
  return columns[names[0]].map((_, i) => Object.fromEntries(names.map((n) => [n, columns[n][i]])));
}
const word = (key) => WORDS[language][key] ?? key;
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((c) => c !== null && c !== undefined).map((c) => (c instanceof Node ? c : String(c))));
  return made;
}

const number = (value) =>
  value === null ? "" : Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 6 });
// 168.3亿 or 16.83G on an axis, where a long row of noughts cannot be read.
function shortNumber(value) {
  const size = Math.abs(value);
  const steps = language === "zh" ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]] : [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]];
  const [step, sign] = steps.find(([least]) => size >= least) ?? [1, ""];
  return number(value / step) + sign;
}
function valueText(fact) {
  const sign = fact.direction === "down" ? "−" : "";
  const high = fact.value_high === null ? "" : " – " + number(fact.value_high);
  return (BOUNDS[fact.bound] ?? "") + sign + number(fact.value) + high;
}
const withUnit = (fact) => valueText(fact) + (fact.unit ? " " + fact.unit : "");
// Whole years, quarters and months are shown as such: 2025, 2025-Q1, 2025-03, 2025-01 … 2025-10.
function period(fact) {
  const [from, to] = [fact.period_from, fact.period_to];
  if (!from || from === to) return from ?? "";
  const [year, month] = [to.slice(0, 4), Number(to.slice(5, 7))];
  const isWhole = from.endsWith("-01") && Number(to.slice(8)) === new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  if (!isWhole) return from + " … " + to;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  if (first === last) return first;
  if (from.slice(5, 7) === "01" && month === 12) return from.slice(0, 4) === year ? year : from.slice(0, 4) + " … " + year;
  const startsQuarter = Number(first.slice(5)) % 3 === 1 && first.slice(0, 4) === year;
  return startsQuarter && month - Number(first.slice(5)) === 2 ? year + "-Q" + month / 3 : first + " … " + last;
}
const kindText = (fact) => word("kind_" + fact.kind) + (fact.basis ? " · " + word("basis_" + fact.basis) : "");
const statusText = (fact) => element("span", { class: "status " + fact.status }, SIGNS[fact.status] + " " + word(fact.status));
const titleOf = (doc) => doc.title || doc.source;

const NUMBERS = new Set(["value", "n_rows", "change"]);
const headCell = (name) => element("th", { scope: "col", class: NUMBERS.has(name) || name.startsWith("n_") ? "number" : false }, word(name));
function table(heads, rows) {
  const head = element("tr", {}, ...heads.map(headCell));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}
function cell(content, isNumber = false) {
  return element("td", isNumber ? { class: "number" } : {}, content ?? "");
}
function plainTable(heads, records) {
  if (!records.length) return element("p", { class: "empty" }, word("none"));
  return table(heads, records.map((record) => element("tr", {}, ...heads.map((head) => {
    const value = record[head];
    return typeof value === "number" ? cell(number(value), true) : cell(["type", "level"].includes(head) ? word(head + "_" + value) : value);
  }))));
}
// Enter and space act as a click does on rows and marks, which are no buttons.
function pressable(action) {
  return { tabindex: "0", onclick: action, onkeydown: (event) => {
    if (event.target === event.currentTarget && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); action(event); }
  } };
}

// Vega warns of empty layers, such as a line where nothing actual is shown: only its errors count (level 1).
async function draw(target, name, rows, onPick) {
  const spec = { ...CHARTS[name], datasets: { rows } };
  if (name === "provinces") spec.height = 22 * Math.max(rows.length, 1);
  const { view } = await vegaEmbed(target, spec, { actions: false, renderer: "svg", logLevel: 1, expressionFunctions: { word, shortNumber } });
  if (onPick) view.addEventListener("click", (event, item) => item?.datum && onPick(item.datum));
}
