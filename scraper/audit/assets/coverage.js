"use strict";
// Which agency has a report for which year.
const ROWS_A_PAGE = 30;
const coverageState = { page: 0, order: "missing" };

/** By agency shown: {year -> position of its report}. */
function reportsOfAgencies() {
  const held = new Map();
  for (let report = 0; report < view.reports.length; report++) {
    const agency = core.reports.agency[report];
    if (!view.agencies[agency] || !core.reports.chosen[report]) continue;
    if (!held.has(agency)) held.set(agency, new Map());
    held.get(agency).set(core.reports.year[report], report);
  }
  return held;
}

function statusOf(agency, year, held) {
  if (held.get(agency)?.has(year)) return "reported";
  return year > core.agencies.first[agency] ? "missing" : "unknown";
}

function coverageSection() {
  const held = reportsOfAgencies();
  const agencies = [];
  const missing = new Map();
  const values = new Map(view.years.map((year) => [year, [0, 0, 0]]));
  for (let agency = 0; agency < view.agencies.length; agency++) {
    if (!view.agencies[agency]) continue;
    agencies.push(agency);
    let lacking = 0;
    for (const year of view.years) {
      const status = statusOf(agency, year, held);
      values.get(year)[["reported", "missing", "unknown"].indexOf(status)]++;
      if (status === "missing") lacking++;
    }
    missing.set(agency, lacking);
  }
  coverageState.missing = [...missing.values()].reduce((sum, one) => sum + one, 0);
  const map = el("div");
  const drawMap = () => {
    const ordered = coverageState.order === "missing" ? [...agencies].sort((a, b) => missing.get(b) - missing.get(a) || a - b) : agencies;
    const pages = Math.ceil(ordered.length / ROWS_A_PAGE);
    coverageState.page = Math.min(coverageState.page, Math.max(0, pages - 1));
    const rows = ordered.slice(coverageState.page * ROWS_A_PAGE, (coverageState.page + 1) * ROWS_A_PAGE);
    map.replaceChildren(
      rows.length ? scrolling(t("map"), mapTable(rows, held)) : el("p", null, t("none")),
      pager(coverageState.page, pages, (page) => { coverageState.page = page; drawMap(); map.querySelector(".scroll").focus(); }));
  };
  drawMap();
  const order = el("select", { onchange: (event) => { coverageState.order = event.target.value; coverageState.page = 0; drawMap(); } },
    el("option", { value: "missing" }, t("sortMissing")), el("option", { value: "place" }, t("sortPlace")));
  order.value = coverageState.order;
  return [
    el("p", { class: "soft" }, t("coverageNote")),
    stackedByYear({ name: "coverage", title: t("coverageChart"), labels: [t("reported"), t("missing")], fills: ["var(--c3)", "var(--error)"], values, extra: [t("unknown")] }),
    el("h3", null, t("map")),
    el("p", { class: "choice" }, el("label", null, `${t("order")} `, order)),
    el("ul", { class: "legend" },
      [["good", "legendReported"], ["error", "legendError"], ["warning", "legendWarning"], ["missing", "legendMissing"], ["unknown", "legendUnknown"]]
        .map(([name, words]) => el("li", { class: `key-${name}` }, t(words)))),
    map,
  ];
}

function mapTable(agencies, held) {
  const head = el("tr", null, el("th", { scope: "col" }, t("agency")), view.years.map((year) => el("th", { scope: "col" }, String(year))));
  const body = agencies.map((agency) =>
    el("tr", null, el("th", { scope: "row" }, core.agencies.agency[agency]), view.years.map((year) => el("td", null, mapCell(agency, year, held)))));
  return el("table", { class: "map" }, el("caption", { class: "unseen" }, t("map")), el("thead", null, head), el("tbody", null, body));
}

const SIGNS = ["▲", "◆", "●", "●"];

function mapCell(agency, year, held) {
  const name = core.agencies.agency[agency];
  const report = held.get(agency)?.get(year);
  if (report === undefined) {
    const status = statusOf(agency, year, held);
    return el("span", { class: status, role: "img", "aria-label": t(status === "missing" ? "cellMissing" : "cellUnknown", name, year) }, status === "missing" ? "○" : "·");
  }
  const grade = gravest[report];
  const label = grade < 2 ? t("cellFindings", name, year, t(SEVERITIES[grade])) : t("cellReported", name, year);
  return el("button", { type: "button", class: `cell ${grade < 2 ? SEVERITIES[grade] : "good"}`, "aria-label": label, title: label, onclick: () => openReport(report) }, SIGNS[grade]);
}
