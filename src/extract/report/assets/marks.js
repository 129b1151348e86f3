// A reader's judgement of rows: right, wrong, or mended. A mark keeps the row it judges, so that the exported file can
// be applied without this page.
const marks = new Map();
const MENDABLE = {
  metrics: ["metric", "subject", "value", "value_high", "unit", "kind", "basis", "direction", "status", "comparator", "period_from", "period_to"],
  relations: ["subject", "predicate", "object", "detail"],
  organisation_mentions: ["name", "type"],
  region_mentions: ["code"],
};
const STORE = "industry-extract marks " + (OVERVIEW.runs[0]?.run_id ?? "");

// target: { table, id, doc_id, start, end, text, row }
function judge(target) {
  const box = element("span", { class: "judge", role: "group" });
  const refresh = () => box.replaceChildren(...["right", "wrong", "mended"].map((verdict) => element("button", {
    "data-verdict": verdict, "aria-label": word(verdict), title: word(verdict),
    "aria-pressed": String(marks.get(target.id)?.verdict === verdict),
    onclick: async (event) => { event.stopPropagation(); await press(target, verdict); refresh(); box.children[["right", "wrong", "mended"].indexOf(verdict)].focus(); },
  }, { right: "✓", wrong: "✗", mended: "✎" }[verdict])));
  refresh();
  return box;
}
async function press(target, verdict) {
  const old = marks.get(target.id);
  if (verdict === "mended") {
    const mended = await askMended(target, old?.mended ?? {});
    if (mended === null) return;
    if (Object.keys(mended).length) setMark(target, verdict, mended);
    else marks.delete(target.id);
  } else if (old?.verdict === verdict) marks.delete(target.id);
  else setMark(target, verdict, {});
  keepMarks();
}
function setMark(target, verdict, mended) {
  const { table, id, doc_id, start, end, text, row } = target;
  marks.set(id, { table, id, source: DOCUMENT.get(doc_id).source, start, end, text, verdict, mended, row });
}
// Resolves to the columns that differ from the row, or to null if the reader cancels.
function askMended(target, before) {
  const fields = MENDABLE[target.table];
  const inputs = fields.map((name) => field(target.table, name, before[name] ?? target.row[name] ?? ""));
  const form = element("form", { method: "dialog" }, element("h2", {}, word("mend") + " · " + target.text),
    ...fields.map((name, i) => element("label", {}, element("span", {}, word(name)), inputs[i])),
    element("div", { class: "buttons" }, element("button", { value: "save", class: "primary" }, word("save")),
      element("button", { value: "", type: "button", onclick: () => dialog.close("") }, word("cancel"))));
  const dialog = element("dialog", { "aria-label": word("mend") }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "save") return resolve(null);
    resolve(Object.fromEntries(fields.map((name, i) => [name, typed(target.row[name], inputs[i].value.trim())])
      .filter(([name, value]) => value !== (target.row[name] ?? null) && !(value === null && target.row[name] === ""))));
  }));
}
const PREFIXES = { kind: "kind_", basis: "basis_", type: "type_", predicate: "predicate_" };
// A column that takes only certain values is picked from them.
function field(table, name, value) {
  const choices = CHOICES[table][name];
  if (!choices) return element("input", { name, value, autocomplete: "off" });
  return element("select", { name }, ...choices.map((choice) =>
    element("option", { value: choice, selected: choice === value }, choice && word((PREFIXES[name] ?? "") + choice))));
}
// Numbers stay numbers and empty stays null or "", as the row has it.
function typed(original, written) {
  if (written === "") return typeof original === "string" ? "" : null;
  return (typeof original === "number" || original === null) && !Number.isNaN(Number(written)) ? Number(written) : written;
}
function exportMarks() {
  const file = { format: 1, run_id: OVERVIEW.runs[0]?.run_id ?? "", marks: [...marks.values()] };
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  const link = element("a", { href: url, download: "marks.json" });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}
function showMarkCount() {
  $$("mark-count").textContent = number(marks.size) + " " + word("marks");
  $$("export").disabled = !marks.size;
}
// Marks outlive a reload where the browser lets a page keep anything.
function keepMarks() {
  showMarkCount();
  try { localStorage.setItem(STORE, JSON.stringify([...marks])); } catch { /* a browser that keeps nothing */ }
}
function recallMarks() {
  try { for (const [id, mark] of JSON.parse(localStorage.getItem(STORE) ?? "[]")) marks.set(id, mark); } catch { /* likewise */ }
}
