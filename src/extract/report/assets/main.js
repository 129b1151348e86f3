// Tabs, language and events; everything is drawn once here, and again when the language changes.
const TABS = [...document.querySelectorAll("[role=tab]")];
function select(name) {
  for (const tab of TABS) {
    const on = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $$(tab.getAttribute("aria-controls")).hidden = !on;
  }
  // A chart takes its width from its place, which has none while hidden.
  window.dispatchEvent(new Event("resize"));
}
const current = () => TABS.find((tab) => tab.getAttribute("aria-selected") === "true")?.getAttribute("aria-controls");
function translate() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-word]").forEach((e) => { e.textContent = word(e.dataset.word); });
  $$("language").textContent = word("language");
  showMarkCount();
  showOverview();
  fillFilters();
  showFacts();
  showLegend();
  listDocuments();
  const view = current() ?? "overview";
  if (opened) openDocument(opened);
  else $$("document").textContent = word("pick_document");
  select(view);
}
TABS.forEach((tab, i) => {
  tab.addEventListener("click", () => select(tab.getAttribute("aria-controls")));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const to = TABS[(i + step + TABS.length) % TABS.length];
    to.click();
    to.focus();
  });
});
// One redraw after the last of several quick keystrokes.
let waiting = 0;
for (const id of ["search", "filter-kind", "filter-status", "filter-province", "chart-metric"]) {
  $$(id).addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { shown = PAGE; showFacts(); }, 60);
  });
}
$$("filters").addEventListener("submit", (event) => event.preventDefault());
$$("search-documents").addEventListener("input", listDocuments);
$$("more").addEventListener("click", () => { shown += PAGE; showFacts(); });
$$("export").addEventListener("click", exportMarks);
$$("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; translate(); });
for (const [event, isShown] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  $$("document").addEventListener(event, (e) => showTip(e, isShown));
}
// "/" goes to the search of the view, as in many tools.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select, dialog")) return;
  event.preventDefault();
  if (current() !== "documents") select("metrics");
  $$(current() === "documents" ? "search-documents" : "search").focus();
});
recallMarks();
translate();
document.documentElement.dataset.ready = "true";
