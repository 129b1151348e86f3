// One document: its text with every mention marked, and its rows; a row leads to its characters, a mark to its rows.
const HIDDEN_IN_TEXT = new Set();
let opened = null;

function listDocuments() {
  const wanted = $$("search-documents").value.trim().toLowerCase();
  const found = DOCUMENTS.filter((d) => [d.title, d.source, d.publisher].join(" ").toLowerCase().includes(wanted));
  $$("document-count").textContent = number(found.length) + " " + word("n_documents");
  $$("document-list").replaceChildren(...found.map((d) => element("li", {}, element("button", {
    "data-doc": d.doc_id, "aria-current": String(d.doc_id === opened), onclick: () => openDocument(d.doc_id) },
  titleOf(d), element("small", {}, [d.published_on, d.publisher, d.duplicate_of && word("reprint"), number(d.n_facts) + " " + word("n_facts")].filter(Boolean).join(" · "))))));
}
async function openDocument(id, rowId = null) {
  opened = id;
  select("documents");
  for (const button of $$("document-list").querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.doc === id));
  const block = await unpack("block-" + id);
  // Another document may have been opened meanwhile.
  if (opened !== id) return;
  const facts = FACTS.filter((f) => f.doc_id === id);
  const mentions = toRows(block.mentions), characters = charactersOf(block.text);
  drawText(characters, toRows(block.sentences), mentions, facts);
  drawRows(characters, facts, toRows(block.relations), mentions);
  $$("document").dataset.doc = id;
  if (rowId) jump(rowId);
  else { $$("document").scrollTop = 0; $$("rows").scrollTop = 0; }
}
// The tables count characters, JavaScript counts UTF-16 units: slices go by character.
function charactersOf(text) {
  const units = /[\ud800-\udbff]/.test(text) ? Array.from(text) : null;
  return { length: units ? units.length : text.length, slice: (from, to) => (units ? units.slice(from, to).join("") : text.slice(from, to)) };
}
function drawText(characters, sentences, mentions, facts) {
  const factsAt = new Map();
  for (const fact of facts) factsAt.set(fact.start, [...(factsAt.get(fact.start) ?? []), fact]);
  const parts = [];
  let position = 0;
  for (const sentence of sentences) {
    if (sentence.start > position) parts.push(["gap", position, sentence.start]);
    if (sentence.end > Math.max(position, sentence.start)) parts.push(["sentence", Math.max(position, sentence.start), sentence.end]);
    position = Math.max(position, sentence.end);
  }
  if (position < characters.length) parts.push(["gap", position, characters.length]);
  let next = 0;
  $$("document").replaceChildren(...parts.map(([kind, from, to]) => {
    const span = element("span", { class: kind, "data-start": from, "data-end": to });
    let at = from;
    // Mentions come in order, the longer first; one inside another is not drawn, one across sentences is drawn in pieces.
    for (; next < mentions.length && mentions[next].start < to; next++) {
      const m = mentions[next], start = Math.max(m.start, at), end = Math.min(m.end, to);
      if (start >= end) continue;
      span.append(characters.slice(at, start), mark(m, characters.slice(start, end), factsAt.get(m.start) ?? []));
      at = end;
      if (m.end > to) break;
    }
    span.append(characters.slice(at, to));
    return span;
  }));
}
function mark(mention, text, facts) {
  const rows = mention.kind === "quantity" ? facts.map((f) => [f.subject, f.metric, withUnit(f), period(f), word(f.status)].filter(Boolean).join(" · ")) : [];
  const detail = mention.kind === "organisation" ? word("type_" + mention.detail) : mention.kind === "date" ? word("granularity_" + mention.detail) : mention.detail;
  const tip = rows.length ? rows.join("\n") : [word(mention.kind), mention.meaning, detail].filter(Boolean).join(" · ");
  return element("mark", { class: mention.kind, "data-id": mention.id, "data-start": mention.start, "data-end": mention.end, "data-tip": tip,
    ...pressable(() => focusRow(mention)) }, text);
}

function drawRows(characters, facts, relations, mentions) {
  const quote = (row) => characters.slice(row.start, row.end);
  const factRows = facts.map((f) => row("metrics", f.metric_id, f, f.as_written,
    [stacked(f.metric, f.subject), stacked(f.as_written, withUnit(f)), kindText(f), period(f), stacked(statusText(f), f.comparator)]));
  const relationRows = relations.map((r) => row("relations", r.id, r, quote(r), [r.subject, word("predicate_" + r.predicate), r.object, r.detail]));
  const nameRows = mentions.filter((m) => m.kind === "organisation" || m.kind === "region").map((m) => {
    const isOrganisation = m.kind === "organisation";
    const record = isOrganisation ? { name: m.meaning, type: m.detail } : { code: m.detail };
    return row(m.kind + "_mentions", m.id, { ...record, start: m.start, end: m.end }, quote(m),
      [quote(m), m.meaning, isOrganisation ? word("type_" + m.detail) : m.detail]);
  });
  const part = (name, heads, rows) => element("details", { open: name !== "names", id: "rows-" + name },
    element("summary", {}, element("h2", {}, word(name) + " (" + number(rows.length) + ")")),
    rows.length ? table([...heads, "mark"], rows) : element("p", { class: "empty" }, word("none")));
  $$("rows").replaceChildren(
    part("metrics", ["metric_subject", "as_written_value", "kind", "period", "status"], factRows),
    part("relations", ["subject", "predicate", "object", "detail"], relationRows),
    part("names", ["as_written", "meaning", "type"], nameRows));
}
function stacked(first, second) {
  return element("div", {}, element("div", {}, first), second ? element("small", {}, second) : null);
}
function row(table, id, record, text, cells) {
  const { start, end } = record;
  return element("tr", { id: "row-" + id, "data-start": start, "data-end": end, ...pressable(() => jump(id)) },
    ...cells.map((content) => cell(content)), element("td", {}, judge({ table, id, doc_id: opened, start, end, text, row: record })));
}
const overlapping = (selector, root, start, end) =>
  [...root.querySelectorAll(selector)].filter((e) => Number(e.dataset.start) < end && Number(e.dataset.end) > start);
// From a row to its characters: the marks inside its span light up, and so does their sentence.
function jump(id) {
  const target = $$("row-" + id);
  if (!target) return;
  document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
  const [start, end] = [Number(target.dataset.start), Number(target.dataset.end)];
  target.closest("details").open = true;
  target.classList.add("on");
  target.scrollIntoView({ block: "nearest" });
  const sentences = overlapping(".sentence", $$("document"), start, end), found = overlapping("mark", $$("document"), start, end);
  for (const e of [...sentences, ...found]) e.classList.add("on");
  (found[0] ?? sentences[0])?.scrollIntoView({ block: "center" });
}
// And back: from a mark to the first row that speaks of it.
function focusRow(mention) {
  const found = overlapping("tr[data-start]", $$("rows"), mention.start, mention.end)[0];
  if (!found) return;
  jump(found.id.slice("row-".length));
  found.focus({ preventScroll: true });
}
function showLegend() {
  $$("legend").replaceChildren(...["organisation", "region", "date", "quantity"].map((kind) => {
    const box = element("input", { type: "checkbox", "data-kind": kind, onchange: () => {
      if (box.checked) HIDDEN_IN_TEXT.delete(kind); else HIDDEN_IN_TEXT.add(kind);
      $$("document").dataset.hidden = [...HIDDEN_IN_TEXT].join(" ");
    } });
    box.checked = !HIDDEN_IN_TEXT.has(kind);
    return element("label", {}, box, element("mark", { class: kind }, word(kind)));
  }));
}
function showTip(event, isShown) {
  const text = event.target.dataset?.tip, tip = $$("tip");
  tip.hidden = !(isShown && text);
  if (tip.hidden) return;
  const box = event.target.getBoundingClientRect();
  tip.textContent = text;
  tip.style.left = Math.min(box.left, window.innerWidth - tip.offsetWidth - 8) + "px";
  tip.style.top = (box.bottom + tip.offsetHeight + 8 > window.innerHeight ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + "px";
}
