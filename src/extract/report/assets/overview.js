// The first view: how much there is, how it changed, and where and when it lies.
const LARGE_DROP = 0.2;

function showOverview() {
  const card = (title, ...body) => element("div", { class: "card" }, element("h2", {}, word(title)), ...body);
  const chart = (name) => element("div", { class: "chart", id: "chart-" + name });
  const [years, months, provinces] = ["years", "months", "provinces"].map(chart);
  $$("overview").replaceChildren(
    element("div", { class: "totals" }, ...Object.entries(OVERVIEW.totals).map(([name, n]) => total(name, n))),
    element("div", { class: "grid" },
      card("by_year", years), card("by_month", months), card("by_province", provinces),
      card("top_organisations", plainTable(["name", "type", "n_mentions", "n_documents"], OVERVIEW.organisations)),
      card("top_regions", plainTable(["name", "level", "n_mentions", "n_documents"], OVERVIEW.regions)),
      card("contradictions", contradictionTable()),
      card("drift", driftTable()),
      card("runs", plainTable(["started_at", "n_new", "n_changed", "n_unchanged", "n_deleted", "n_rejected"], OVERVIEW.runs)),
      card("rejects", plainTable(["source", "reason", "message"], OVERVIEW.rejects))));
  draw(years, "years", OVERVIEW.years.map(bar));
  draw(months, "months", OVERVIEW.months.map(bar));
  draw(provinces, "provinces", OVERVIEW.provinces.map((p) => ({ ...p, tip: p.name + " · " + number(p.n_facts) })),
    (picked) => showFactsOf({ province: picked.name }));
}
const bar = (row) => ({ ...row, order: STATUSES.indexOf(row.status), tip: [row.time, word(row.status), number(row.n_facts)].join(" · ") });
function total(name, n) {
  // The change is of all rows; the total leaves out what reprints repeat.
  const drift = OVERVIEW.drift.find((d) => d.name === name), before = drift?.n_before;
  return element("div", { "data-total": name }, element("b", {}, number(n)), word(name),
    before === null || before === undefined ? null : change(drift.n_rows, before));
}
function change(now, before) {
  const drop = before > 0 && (before - now) / before > LARGE_DROP;
  const text = now === before ? "±0" : (now > before ? "+" : "−") + number(Math.abs(now - before));
  return element("small", { class: drop ? "drop" : "", title: word("since_last_run") }, drop ? "⚠ " + text : text);
}
function contradictionTable() {
  if (!OVERVIEW.contradictions.length) return element("p", { class: "empty" }, word("none"));
  return table(["subject", "metric", "as_written", "document"], OVERVIEW.contradictions.map((c) => element("tr",
    { "data-contradiction": c.metric_id, ...pressable(() => openDocument(c.doc_id, c.metric_id)) },
    cell(c.subject), cell(c.metric), cell(c.as_written), cell(titleOf(c)))));
}
function driftTable() {
  return table(["table", "n_before", "n_rows", "change"], OVERVIEW.drift.map((d) => element("tr", { "data-drift": d.name },
    cell(word("table_" + d.name)), cell(number(d.n_before), true), cell(number(d.n_rows), true),
    element("td", { class: "number" }, d.n_before === null ? "" : change(d.n_rows, d.n_before)))));
}
