"use strict";
// Data comes in <script type="application/json"> elements; a document's own block is parsed when it is opened.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const WORDS = read("data-words"), CHARTS = read("data-charts"), OVERVIEW = read("data-overview");
const DOCUMENTS = read("data-documents"), FACTS = toRows(read("data-facts"));
const BY_ID = new Map(DOCUMENTS.map((d) => [d.doc_id, d]));
const $$ = (id) => document.getElementById(id);
const PAGE = 200;
let language = document.documentElement.lang, shown = PAGE, opened = null;
const marks = new Map();

function toRows(columns) {
  const names = Object.keys(columns);
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
const number = (value) => (value === null ? "" : Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 6 }));
const BOUNDS = { over: "> ", under: "< ", about: "≈ ", upto: "≤ " };
function valueText(fact) {
  const sign = fact.direction === "down" ? "−" : "";
  const high = fact.value_high === null ? "" : " – " + number(fact.value_high);
  return (BOUNDS[fact.bound] ?? "") + sign + number(fact.value) + high;
}
// A whole year or month is shown as such: 2025, 2025-03.
function period(f) {
  if (!f.period_from) return "";
  const [from, to] = [f.period_from, f.period_to];
  const last = new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)), 0)).getUTCDate();
  if (from === to) return from;
  if (from.endsWith("-01-01") && to === from.slice(0, 4) + "-12-31") return from.slice(0, 4);
  if (from.endsWith("-01") && to === from.slice(0, 7) + "-" + last) return from.slice(0, 7);
  return from + " … " + to;
}

function table(heads, rows) {
  return element("table", {}, element("thead", {}, element("tr", {}, ...heads.map((h) => element("th", { scope: "col" }, word(h))))),
    element("tbody", {}, ...rows));
}
function plainTable(heads, records) {
  if (!records.length) return element("p", {}, word("none"));
  return table(heads, records.map((r) => element("tr", {}, ...heads.map((h) =>
    element("td", typeof r[h] === "number" ? { class: "number" } : {}, typeof r[h] === "number" ? number(r[h]) : r[h] ?? "")))));
}
function draw(target, name, rows) {
  const spec = { ...CHARTS[name], datasets: { rows } };
  return vegaEmbed(target, spec, { actions: false, renderer: "svg" });
}

function showOverview() {
  const card = (title, ...body) => element("div", { class: "card" }, element("h2", {}, word(title)), ...body);
  const months = element("div", { class: "chart", id: "chart-months" });
  const provinces = element("div", { class: "chart", id: "chart-provinces" });
  $$("overview").replaceChildren(
    element("div", { class: "totals" }, ...Object.entries(OVERVIEW.totals).map(([name, n]) =>
      element("div", { "data-total": name }, element("b", {}, number(n)), word(name)))),
    element("div", { class: "grid" },
      card("by_month", months), card("by_province", provinces),
      card("top_organisations", plainTable(["name", "type", "n_mentions", "n_documents"], OVERVIEW.organisations)),
      card("top_regions", plainTable(["name", "level", "n_mentions", "n_documents"], OVERVIEW.regions)),
      card("runs", plainTable(["started_at", "n_new", "n_changed", "n_unchanged", "n_rejected"], OVERVIEW.runs)),
      card("rejects", plainTable(["source", "reason", "message"], OVERVIEW.rejects))));
  draw(months, "months", OVERVIEW.months);
  draw(provinces, "provinces", OVERVIEW.provinces);
}

const HEADS = ["subject", "metric", "kind", "value", "unit", "period", "status", "comparator"];
function factCells(fact) {
  return [fact.subject, fact.metric, word("kind_" + fact.kind) + (fact.basis ? " · " + word("basis_" + fact.basis) : ""), valueText(fact), fact.unit,
    period(fact), word(fact.status), fact.comparator].map((text, i) => element("td", i === 3 ? { class: "number" } : {}, text ?? ""));
}
function matching() {
  const wanted = $$("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const kind = $$("filter-kind").value, status = $$("filter-status").value;
  return FACTS.filter((f) => (!kind || f.kind === kind) && (!status || f.status === status) &&
    wanted.every((w) => (f.subject + " " + f.metric + " " + f.unit + " " + (BY_ID.get(f.doc_id)?.title ?? "")).toLowerCase().includes(w)));
}
function showFacts() {
  const found = matching();
  $$("fact-count").textContent = number(found.length) + " " + word("facts_shown");
  const head = element("tr", {}, ...[...HEADS, "document"].map((h) => element("th", { scope: "col" }, word(h))));
  $$("facts").tHead.replaceChildren(head);
  $$("facts").tBodies[0].replaceChildren(...found.slice(0, shown).map((f) => {
    const open = () => openDocument(f.doc_id, f.metric_id);
    return element("tr", { tabindex: "0", "data-id": f.metric_id, onclick: open, onkeydown: (e) => e.key === "Enter" && open() },
      ...factCells(f), element("td", {}, BY_ID.get(f.doc_id)?.title || BY_ID.get(f.doc_id)?.source));
  }));
  $$("more").hidden = found.length <= shown;
  const metric = $$("chart-metric").value;
  if (!metric) return $$("metric-chart").replaceChildren();
  const [name, unit] = JSON.parse(metric);
  draw($$("metric-chart"), "metric", found.filter((f) => f.metric === name && f.unit === unit && f.period_to).map((f) => ({
    date: f.period_to, value: f.direction === "down" ? -f.value : f.value, status: f.status, subject: f.subject, text: valueText(f) + f.unit })));
}
function fillFilters() {
  const options = (name, values, prefix) => $$(name).replaceChildren(element("option", { value: "" }, word("all")),
    ...values.map((v) => element("option", { value: v }, word(prefix + v))));
  options("filter-kind", [...new Set(FACTS.map((f) => f.kind))].sort(), "kind_");
  options("filter-status", [...new Set(FACTS.map((f) => f.status))].sort(), "");
  const counts = new Map();
  for (const f of FACTS) if (f.period_to && f.metric) {
    const key = JSON.stringify([f.metric, f.unit]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const often = [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 100);
  $$("chart-metric").replaceChildren(element("option", { value: "" }, word("none")),
    ...often.map(([key, n]) => element("option", { value: key }, JSON.parse(key).filter(Boolean).join(" · ") + " (" + n + ")")));
}

function listDocuments() {
  const wanted = $$("search-documents").value.trim().toLowerCase();
  $$("document-list").replaceChildren(...DOCUMENTS.filter((d) => ((d.title ?? "") + d.source + (d.publisher ?? "")).toLowerCase().includes(wanted))
    .map((d) => element("li", {}, element("button", { "data-doc": d.doc_id, "aria-current": String(d.doc_id === opened), onclick: () => openDocument(d.doc_id) },
      d.title || d.source, element("small", {}, (d.published_on ?? "") + " · " + d.n_facts + " " + word("n_facts"))))));
}
// Mentions never overlap within a kind; where kinds overlap the earlier, longer one is drawn.
function drawText(block) {
  const target = $$("document");
  target.replaceChildren();
  const mentions = [...(block.mentions ?? [])].sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0, last = 0;
  for (const sentence of block.sentences ?? []) {
    if (sentence.start > last && last > 0) target.append("\n");
    const put = (from, to) => from < to && target.append(sentence.text.slice(offset(from), offset(to)));
    // JavaScript counts UTF-16 units, the tables count characters.
    const units = /[\ud800-\udbff]/.test(sentence.text) ? unitOffsets(sentence.text) : null;
    const offset = (position) => (units ? units[position - sentence.start] : position - sentence.start);
    let position = sentence.start;
    while (next < mentions.length && mentions[next].start < sentence.end) {
      const m = mentions[next++];
      if (m.start < position || m.end > sentence.end) continue;
      put(position, m.start);
      target.append(element("mark", { class: m.kind, id: "m-" + m.id, "data-start": m.start, "data-end": m.end, "data-tip": tip(m), tabindex: "0",
        onclick: () => focusRow(m) }, sentence.text.slice(offset(m.start), offset(m.end))));
      position = m.end;
    }
    put(position, sentence.end);
    last = sentence.end;
  }
}
function unitOffsets(text) {
  const offsets = [0];
  for (const character of text) offsets.push(offsets[offsets.length - 1] + character.length);
  return offsets;
}
const tip = (m) => [word(m.kind), m.meaning, m.detail].filter(Boolean).join(" · ");
function openDocument(id, metricId = null) {
  opened = id;
  select("documents");
  listDocuments();
  const block = read("block-" + id);
  drawText(block);
  const facts = FACTS.filter((f) => f.doc_id === id);
  const factRows = facts.map((f) => rowOf(f.metric_id, f.start, f.end, factCells(f), f));
  const relationRows = (block.relations ?? []).map((r) => rowOf(r.relation_id, r.start, r.end,
    [r.subject, r.predicate, r.object, r.detail].map((t) => element("td", {}, t ?? "")), r));
  $$("rows").replaceChildren(element("h2", {}, word("metrics")), table([...HEADS, "mark"], factRows),
    element("h2", {}, word("relations")), table(["subject", "predicate", "object", "detail", "mark"], relationRows));
  if (metricId) jump(metricId);
  else $$("document").scrollTop = 0;
}
function rowOf(id, start, end, cells, record) {
  const go = () => jump(id);
  const row = element("tr", { id: "row-" + id, tabindex: "0", "data-start": start, "data-end": end, onclick: go,
    onkeydown: (e) => e.target === row && e.key === "Enter" && go() }, ...cells, element("td", { class: "judge" }, ...judge(id, record)));
  return row;
}
function jump(id) {
  const row = $$("row-" + id);
  if (!row) return;
  document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
  row.classList.add("on");
  row.scrollIntoView({ block: "nearest" });
  const from = Number(row.dataset.start), to = Number(row.dataset.end);
  const inside = [...$$("document").querySelectorAll("mark")].filter((m) => Number(m.dataset.start) < to && Number(m.dataset.end) > from);
  inside.forEach((m) => m.classList.add("on"));
  inside[0]?.scrollIntoView({ block: "center" });
}
function focusRow(mention) {
  const row = [...$$("rows").querySelectorAll("tr[data-start]")].find((r) => Number(r.dataset.start) < mention.end && Number(r.dataset.end) > mention.start);
  if (row) { jump(row.id.slice(4)); row.focus({ preventScroll: true }); }
}

// A mark keeps the row it judges, so that the exported file can be applied without this page.
function judge(id, record) {
  const make = (verdict, sign) => element("button", { "aria-label": word(verdict), title: word(verdict), "aria-pressed": String(marks.get(id)?.verdict === verdict),
    onclick: (event) => { event.stopPropagation(); setMark(id, verdict, record, event.target.parentElement); } }, sign);
  return [make("right", "✓"), make("wrong", "✗"), make("mend", "✎")];
}
function setMark(id, verdict, record, cell) {
  if (marks.get(id)?.verdict === verdict) marks.delete(id);
  else {
    const mended = verdict === "mend" ? window.prompt(word("mend_prompt"), "") : null;
    if (verdict === "mend" && !mended) return;
    marks.set(id, { id, verdict, mended, source: BY_ID.get(opened)?.source, doc_id: opened, row: record });
  }
  cell.replaceChildren(...judge(id, record));
  $$("mark-count").textContent = marks.size + " " + word("marks");
}
function exportMarks() {
  const blob = new Blob([JSON.stringify({ format: 1, marks: [...marks.values()] }, null, 1)], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(blob), download: "marks.json" });
  document.body.append(link);
  link.click();
  link.remove();
}

function select(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $$(tab.getAttribute("aria-controls")).hidden = !on;
  }
}
function translate() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-word]").forEach((e) => { e.textContent = word(e.dataset.word); });
  $$("language").textContent = word("language");
  $$("mark-count").textContent = marks.size + " " + word("marks");
  showOverview();
  fillFilters();
  showFacts();
  listDocuments();
  if (opened) { const tab = document.querySelector("[role=tab][aria-selected=true]"); openDocument(opened); select(tab.getAttribute("aria-controls")); }
  else $$("document").textContent = word("pick_document");
}
document.querySelectorAll("[role=tab]").forEach((tab, i, tabs) => {
  tab.addEventListener("click", () => select(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (step) { const to = tabs[(i + step + tabs.length) % tabs.length]; to.click(); to.focus(); }
  });
});
for (const id of ["search", "filter-kind", "filter-status", "chart-metric"]) $$(id).addEventListener("input", () => { shown = PAGE; showFacts(); });
$$("filters").addEventListener("submit", (e) => e.preventDefault());
$$("search-documents").addEventListener("input", listDocuments);
$$("more").addEventListener("click", () => { shown += PAGE; showFacts(); });
$$("export").addEventListener("click", exportMarks);
$$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; translate(); });
for (const [event, visible] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  $$("document").addEventListener(event, (e) => {
    const text = e.target.dataset?.tip;
    $$("tip").hidden = !(visible && text);
    if (visible && text) {
      const box = e.target.getBoundingClientRect();
      $$("tip").textContent = text;
      $$("tip").style.left = box.left + "px";
      $$("tip").style.top = box.bottom + 6 + "px";
    }
  });
}
select("overview");
translate();
