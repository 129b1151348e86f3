// All facts but those that reprints repeat in one table, searched and filtered, and one metric drawn over time.
const PAGE = 200;
const HEADS = ["subject", "metric", "as_written", "value", "unit", "kind", "period", "status", "comparator", "document"];
const FILTERS = { kind: "kind_", status: "", province: "" };
let shown = PAGE;
const haystack = (f) => [f.subject, f.metric, f.as_written, f.unit, f.comparator, f.province, titleOf(DOCUMENT.get(f.doc_id)), DOCUMENT.get(f.doc_id).publisher].join(" ").toLowerCase();

function matching() {
  const wanted = $$("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.keys(FILTERS).map((name) => [name, $$("filter-" + name).value]).filter(([, value]) => value);
  return TOLD_ONCE.filter((f) => chosen.every(([name, value]) => f[name] === value) &&
    (!wanted.length || ((text) => wanted.every((w) => text.includes(w)))(f.haystack ??= haystack(f))));
}
function showFacts() {
  const found = matching();
  $$("fact-count").textContent = number(found.length) + " " + word("facts_shown");
  $$("facts").tHead.replaceChildren(element("tr", {}, ...HEADS.map(headCell)));
  $$("facts").tBodies[0].replaceChildren(...found.slice(0, shown).map(factRow));
  $$("more").hidden = found.length <= shown;
  showMetricChart(found);
}
function factRow(f) {
  return element("tr", { "data-id": f.metric_id, ...pressable(() => openDocument(f.doc_id, f.metric_id)) },
    cell(f.subject), cell(f.metric), cell(f.as_written), cell(valueText(f), true), cell(f.unit), cell(kindText(f)),
    cell(period(f)), cell(statusText(f)), cell(f.comparator), cell(titleOf(DOCUMENT.get(f.doc_id))));
}
// Facts can share a chart if they measure the same thing in the same sense and unit.
const chartKey = (f) => JSON.stringify([f.metric_key || f.metric, f.kind, f.base_unit || f.unit]);
function showMetricChart(found) {
  const key = $$("chart-metric").value;
  $$("metric-chart").hidden = !key;
  if (!key) return $$("metric-chart").replaceChildren();
  const inBase = (f, value) => (value === null ? null : (f.base_value === null || !f.value ? value : (value * f.base_value) / f.value) * (f.direction === "down" ? -1 : 1));
  const rows = found.filter((f) => f.period_to && chartKey(f) === key).map((f) => ({
    id: f.metric_id, doc_id: f.doc_id, date: f.period_to, value: inBase(f, f.value), high: inBase(f, f.value_high), status: f.status, subject: f.subject,
    tip: [f.subject, f.metric, f.as_written, period(f), word(f.status)].filter(Boolean).join(" · ") }));
  draw($$("metric-chart"), "metric", rows, (picked) => picked.id && openDocument(picked.doc_id, picked.id));
}
function fillFilters() {
  const kept = Object.fromEntries([...Object.keys(FILTERS).map((n) => "filter-" + n), "chart-metric"].map((id) => [id, $$(id).value]));
  for (const [name, prefix] of Object.entries(FILTERS)) {
    const values = [...new Set(TOLD_ONCE.map((f) => f[name]))].filter(Boolean).sort();
    $$("filter-" + name).replaceChildren(element("option", { value: "" }, word("all")), ...values.map((v) => element("option", { value: v }, word(prefix + v))));
  }
  const counts = new Map();
  for (const f of TOLD_ONCE) if (f.period_to && f.metric) counts.set(chartKey(f), (counts.get(chartKey(f)) ?? 0) + 1);
  const often = [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 100);
  const label = ([metric, kind, unit]) => [metric, word("kind_" + kind), unit].filter(Boolean).join(" · ");
  $$("chart-metric").replaceChildren(element("option", { value: "" }, word("none")),
    ...often.map(([key, n]) => element("option", { value: key }, label(JSON.parse(key)) + " (" + n + ")")));
  for (const [id, value] of Object.entries(kept)) $$(id).value = value;
}
function showFactsOf(chosen) {
  for (const name of Object.keys(FILTERS)) $$("filter-" + name).value = chosen[name] ?? "";
  $$("search").value = "";
  shown = PAGE;
  select("metrics");
  showFacts();
}
