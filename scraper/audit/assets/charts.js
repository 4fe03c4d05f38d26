"use strict";
// Charts: drawn by Observable Plot, each with its legend, its table and a CSV download.
const PAPER = 660; // what is drawn for paper is drawn as wide as that, so that its words stay readable there
let forPaper = false;
const colour = (place) => `var(--c${(place % 8) + 1})`;

/**
 * A figure. name: file name of the CSV. draw: width -> SVG. series: [[words, colour]] for the legend.
 * columns, rows: the table behind it.
 */
function chart({ name, title, note, series, draw, columns, rows }) {
  const plot = el("div", { class: "plot" });
  const holder = el("figure", { id: `chart-${name}` },
    el("figcaption", null, title),
    series.length > 1 ? el("ul", { class: "legend" }, series.map(([words, fill]) => el("li", null, swatch(fill), words))) : "",
    plot,
    el("div", { class: "under" },
      el("details", null, el("summary", null, t("table")), scrolling(title, dataTable(title, columns, rows))),
      el("button", { type: "button", class: "small", onclick: () => download(`${name}.csv`, csvOf(columns, rows)) }, t("csv"))),
    note ? el("p", { class: "soft" }, note) : "");
  plot.redraw = () => {
    const width = forPaper ? PAPER : Math.max(260, plot.clientWidth || 600);
    const drawn = draw(Math.min(width, 1120));
    // An image to screen readers, its table beside it: names on its inner parts are not allowed and not needed.
    for (const part of drawn.querySelectorAll("[aria-label], [aria-description]")) {
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    }
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", t("chartOf", title));
    plot.replaceChildren(drawn);
  };
  return holder;
}

function swatch(fill) {
  const box = el("span", { "aria-hidden": "true" });
  box.style.background = fill;
  return box;
}

/** Draw every chart of a part of the page that now has a width. */
function drawCharts(part) {
  for (const plot of part.querySelectorAll(".plot")) plot.redraw();
}

/** The years there is room to name under the bars. */
function yearsNamed(width) {
  const step = Math.ceil((view.years.length * 36) / (width - 76));
  return view.years.filter((_, place) => place % step === 0).map(String);
}

/** Bars by year, on top of each other. values: {year -> [number a series]}. drawn: how many series have bars at all. */
function stackedByYear({ name, title, note, labels, fills, values, extra = [], drawn = labels.length }) {
  const years = view.years.filter((year) => values.has(year));
  const series = labels.slice(0, drawn).map((label, place) => [label, (fills && fills[place]) || colour(place)]);
  const bars = years.flatMap((year) => values.get(year).slice(0, drawn).map((value, place) => ({ year: String(year), value, part: labels[place] })));
  return chart({
    name, title, note, series,
    draw: (width) => Plot.plot({
      width, height: 240, marginLeft: 56, marginTop: 24,
      style: { fontSize: "12px", background: "transparent" },
      x: { type: "band", domain: view.years.map(String), ticks: yearsNamed(width), label: null, padding: 0.25 },
      y: { grid: true, label: null, tickFormat: compact, ticks: 5 },
      color: { domain: labels.slice(0, drawn), range: series.map(([, fill]) => fill) },
      marks: [Plot.barY(bars, { x: "year", y: "value", fill: "part", title: (bar) => `${bar.year} ${bar.part}: ${shown(bar.value)}` }), Plot.ruleY([0])],
    }),
    columns: [{ label: t("year") }, ...labels.map((label) => ({ label, number: true })), ...extra.map((label) => ({ label, number: true }))],
    rows: years.map((year) => [String(year), ...values.get(year)]),
  });
}

/** Bars side by side down the page, for names too long to stand under a bar. rows: [[name, value, …]]. */
function barsAcross({ name, title, columns, rows }) {
  const bars = rows.map(([label, value]) => ({ label, value }));
  return chart({
    name, title, series: [], columns, rows,
    draw: (width) => {
      const room = Math.min(width * 0.5, 320);
      const longest = Math.floor(room / 13);
      return Plot.plot({
        width, height: 34 + bars.length * 28, marginLeft: room, marginRight: 50, marginTop: 4,
        style: { fontSize: "12px", background: "transparent" },
        x: { grid: true, label: null, tickFormat: compact, ticks: 4 },
        y: { label: null, domain: bars.map((bar) => bar.label), tickSize: 0, tickFormat: (label) => cut(label, longest) },
        marks: [
          Plot.barX(bars, { x: "value", y: "label", fill: colour(0), title: (bar) => `${bar.label}: ${shown(bar.value)}` }),
          Plot.text(bars, { x: "value", y: "label", text: (bar) => shown(bar.value), textAnchor: "start", dx: 4 }),
        ],
      });
    },
  });
}

/** A label no wider than `most` Chinese characters; Latin letters take half the room. */
function cut(label, most) {
  let taken = 0;
  for (let place = 0; place < label.length; place++) {
    taken += label.charCodeAt(place) < 0x2e80 ? 0.55 : 1;
    if (taken > most) return `${label.slice(0, Math.max(1, place - 1))}…`;
  }
  return label;
}

function compact(value) {
  return new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** Whether a government above the report's agency states the number for the same year, and so has it in its own. */
function takenIn(report, stating) {
  const year = core.reports.year[report];
  let above = core.agencies.superior[core.reports.agency[report]];
  for (let steps = 0; above !== null && steps < 5; steps++) {
    const theirs = view.reportFor(above, year);
    if (theirs >= 0 && stating[theirs]) return true;
    above = core.agencies.superior[above];
  }
  return false;
}

/** By year of the reports shown: sums and counts of an indicator's numbers; `left` counts what is not added twice. */
function byYear(indicator) {
  const known = core.numbers[indicator];
  const totals = new Map();
  if (!known) return totals;
  const stating = new Uint8Array(core.reports.id.length);
  if (!chosen.sumsOf) for (const kind of ["exact", "rough"]) for (const report of known[kind][0]) stating[report] = 1;
  for (const kind of ["exact", "rough"]) {
    const [where, values] = known[kind];
    for (let place = 0; place < where.length; place++) {
      if (!view.reports[where[place]]) continue;
      const year = core.reports.year[where[place]];
      if (!totals.has(year)) totals.set(year, { exact: null, exactCount: 0, rough: null, roughCount: 0, left: 0 });
      const held = totals.get(year);
      if (!chosen.sumsOf && takenIn(where[place], stating)) {
        held.left++;
        continue;
      }
      held[kind] = (held[kind] || 0) + values[place];
      held[`${kind}Count`]++;
    }
  }
  return totals;
}

/** {year -> [sum a group]}: each group the indicators whose exact numbers are added up; null where none is stated. */
function sumsByYear(groups) {
  const values = new Map();
  groups.forEach((group, place) => {
    for (const indicator of group) {
      for (const [year, { exact }] of byYear(indicator)) {
        if (exact === null) continue;
        if (!values.has(year)) values.set(year, groups.map(() => null));
        values.get(year)[place] = (values.get(year)[place] || 0) + exact;
      }
    }
  });
  return values;
}

function reportsByYear() {
  const counts = new Map();
  for (let report = 0; report < view.reports.length; report++) {
    if (view.reports[report] && core.reports.chosen[report]) counts.set(core.reports.year[report], (counts.get(core.reports.year[report]) || 0) + 1);
  }
  return counts;
}
