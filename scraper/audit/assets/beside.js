"use strict";
// What is seen only side by side: sums and the superior's own figure, jumps from year to year, changes after publication.
const ROWS_OF_LISTS = 12;
const sumState = { page: 0 };
const outlierState = { page: 0 };
const FACTOR = 5;
const LEAST = 50;

/** A list in pages, with a CSV of all of it. rows: values; cells: row -> what is shown. */
function pagedTable({ name, title, columns, rows, cells, state }) {
  const place = el("div");
  const draw = () => {
    const pages = Math.ceil(rows.length / ROWS_OF_LISTS);
    state.page = Math.min(state.page, Math.max(0, pages - 1));
    const some = rows.slice(state.page * ROWS_OF_LISTS, (state.page + 1) * ROWS_OF_LISTS);
    place.replaceChildren(
      scrolling(title, dataTable(title, columns, some.map(cells))),
      pager(state.page, pages, (page) => { state.page = page; draw(); place.querySelector(".scroll").focus(); }),
      el("p", { class: "under" }, el("button", { type: "button", class: "small", onclick: () => download(`${name}.csv`, csvOf(columns, rows)) }, t("csv"))));
  };
  draw();
  return place;
}

function sumSection() {
  const rows = [];
  for (const [superior, year, indicator, members, reporting, , , exact, rough, own, ownRough, rule] of sums) {
    if (!view.agencies[superior] || !view.years.includes(year)) continue;
    const ownWords = own !== null ? own : ownRough !== null ? `≈ ${shown(ownRough)}` : null;
    let words = t("incomplete");
    if (rule === "aggregate.exceeded") words = t("exceeded");
    else if (own !== null && own === exact) words = t("same");
    else if (own !== null && exact !== null) words = t("smaller");
    rows.push([core.agencies.agency[superior], year, nameOf(indicator), members, reporting, exact, rough, ownWords, words]);
  }
  if (!rows.length) return [el("p", { class: "soft" }, t("sumsNote")), el("p", null, t("none"))];
  // What can be compared first, and what does not agree before that.
  const rank = (row) => (row[8] === t("exceeded") ? 0 : row[7] !== null ? 1 : 2);
  rows.sort((a, b) => rank(a) - rank(b));
  const columns = [
    { label: t("superior") }, { label: t("year") }, { label: t("indicator"), wide: true }, { label: t("members"), number: true }, { label: t("reporting"), number: true },
    { label: t("sumExact"), number: true }, { label: t("sumRough"), number: true }, { label: t("own"), number: true }, { label: t("mark") },
  ];
  const cells = (row) => [row[0], String(row[1]), ...row.slice(2)];
  return [el("p", { class: "soft" }, t("sumsNote")), pagedTable({ name: "sums", title: t("sums"), columns, rows, cells, state: sumState })];
}

function outlierSection() {
  const rows = [];
  for (const [indicator, known] of Object.entries(core.numbers)) {
    const [where, values] = known.exact;
    for (let place = 1; place < where.length; place++) {
      const [before, after] = [where[place - 1], where[place]];
      if (!view.reports[before] || !view.reports[after] || core.reports.agency[before] !== core.reports.agency[after]) continue;
      if (core.reports.year[after] !== core.reports.year[before] + 1) continue;
      const [low, high] = values[place] < values[place - 1] ? [values[place], values[place - 1]] : [values[place - 1], values[place]];
      if (low <= 0 || high - low < LEAST || high / low < FACTOR) continue;
      rows.push([agencyOf(after), `${core.reports.year[before]}–${core.reports.year[after]}`, nameOf(indicator), values[place - 1], values[place], Math.round((10 * high) / low) / 10, after]);
    }
  }
  rows.sort((a, b) => b[5] - a[5]);
  const note = el("p", { class: "soft" }, t("outlierNote"));
  if (!rows.length) return [note, el("p", null, t("none"))];
  const columns = [
    { label: t("agency") }, { label: t("years") }, { label: t("indicator"), wide: true }, { label: t("before"), number: true }, { label: t("after"), number: true }, { label: t("times"), number: true },
  ];
  const button = (row) => el("button", { type: "button", class: "link", onclick: () => openReport(row[6]) }, row[0]);
  const plain = rows.map((row) => row.slice(0, 6));
  const cells = (row) => [button(rows[plain.indexOf(row)]), ...row.slice(1)];
  return [note, pagedTable({ name: "outliers", title: t("outliers"), columns, rows: plain, cells, state: outlierState })];
}

function changeSection() {
  const some = revisions.filter(isChosen);
  const note = el("p", { class: "soft" }, t("changesNote"));
  if (!some.length) return [note, el("p", null, t(revisions.length ? "none" : "noChanges"))];
  return [note, el("ul", { class: "found" }, some.slice(0, 200).map(changeItem))];
}

/** Whether a change is among what is chosen. The agency of a report that has gone is told by its name. */
function isChosen(one) {
  if (one.year !== null && view.years.length && !view.years.includes(one.year)) return false;
  const report = core.reports.id.indexOf(one.report_id);
  const agency = report >= 0 ? core.reports.agency[report] : core.agencies.agency.indexOf(one.agency);
  if (agency >= 0) return view.agencies[agency] === 1;
  const words = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  return !(chosen.place || chosen.level || chosen.kind) && words.every((word) => one.agency.toLowerCase().includes(word));
}

function changeItem(one) {
  const state = (side) => (side === null ? t("notStated") : [el("strong", null, shown(side[0])), " ", el("q", { dir: "auto" }, side[1])]);
  const figures = one.figures.map(([name, old, now]) =>
    el("tr", null, el("th", { scope: "row" }, nameOf(name)), el("td", null, state(old)), el("td", null, state(now))));
  return el("li", null,
    el("p", null, el("span", { class: "tag warning" }, t(one.change)), ` ${one.agency || t("unknown")} ${one.year ?? ""} · ${one.found_at.slice(0, 10)} ${one.reason || ""}`),
    figures.length
      ? scrolling(t("figure"), el("table", null, el("thead", null, el("tr", null, [t("figure"), t("old"), t("new")].map((label) => el("th", { scope: "col" }, label)))), el("tbody", null, figures)))
      : "",
    one.passages.map(([old, now]) => el("blockquote", { dir: "auto" }, old ? el("del", null, old) : "", old && now ? el("br") : "", now ? el("ins", null, now) : "")),
    el("p", { class: "soft" }, link(one.url, t("source")),
      one.archives.map((archive, side) => (archive ? ` · ${t("archive")} (${t(side ? "new" : "old")}): ${archive}` : ""))));
}
