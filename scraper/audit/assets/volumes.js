"use strict";
// How much was published and asked for, over the years and by channel.
const volumeState = { indicator: "" };

function volumeSection() {
  const keys = Object.keys(core.numbers);
  if (!keys.length) return [el("p", null, t("none"))];
  if (!core.numbers[volumeState.indicator]) volumeState.indicator = core.numbers["requests.received"] ? "requests.received" : keys[0];
  const place = el("div");
  const show = () => { place.replaceChildren(volumeChart(volumeState.indicator)); };
  show();
  const select = el("select", { onchange: (event) => { volumeState.indicator = event.target.value; show(); drawCharts(place); } },
    keys.map((key) => el("option", { value: key }, `${nameOf(key)}`)));
  select.value = volumeState.indicator;
  return [el("p", { class: "choice" }, el("label", null, `${t("indicator")} `, select)), place];
}

function volumeChart(indicator) {
  const totals = byYear(indicator);
  const reports = reportsByYear();
  const values = new Map();
  let [stating, rough, all, left] = [0, 0, 0, 0];
  for (const year of view.years) {
    const of = totals.get(year) || { exact: null, exactCount: 0, rough: null, roughCount: 0, left: 0 };
    const count = reports.get(year) || 0;
    stating += of.exactCount;
    rough += of.roughCount;
    all += count;
    left += of.left;
    values.set(year, [of.exact, of.rough, of.exactCount, of.roughCount, count - of.exactCount - of.roughCount - of.left]);
  }
  const labels = [t("exactSum"), t("roughSum")];
  const draw = rough ? sideBySideByYear : stackedByYear;
  return draw({
    name: `volume-${indicator.replaceAll(".", "-")}`, title: t("volumeChart", nameOf(indicator)), labels, values, drawn: rough ? 2 : 1,
    extra: [t("stating"), t("statingRough"), t("notStating")], note: t("volumeNote", shown(all), shown(stating), shown(rough)) + " " + sumNote(left),
  });
}

/** What was done about reports that others take in. */
function sumNote(left) {
  return chosen.sumsOf ? t("eachNote") : left ? t("onceNote", shown(left)) : "";
}

/** Exact and approximate sums stand beside each other: on top of each other they would be added. */
function sideBySideByYear({ name, title, note, labels, values, extra }) {
  const years = view.years;
  const series = labels.map((label, place) => [label, colour(place)]);
  const bars = years.flatMap((year) => labels.map((part, place) => ({ year: String(year), part, value: values.get(year)[place] })).filter((bar) => bar.value !== null));
  return chart({
    name, title, note, series,
    draw: (width) => Plot.plot({
      width, height: 240, marginLeft: 56, marginTop: 24, marginBottom: 30,
      style: { fontSize: "12px", background: "transparent" },
      fx: { domain: years.map(String), label: null, padding: 0.2 },
      x: { domain: labels, axis: null, padding: 0.05 },
      y: { grid: true, label: null, tickFormat: compact, ticks: 5, zero: true },
      color: { domain: labels, range: series.map(([, fill]) => fill) },
      marks: [
        Plot.axisFx(yearsNamed(width), { anchor: "bottom", label: null }),
        Plot.barY(bars, { fx: "year", x: "part", y: "value", fill: "part", title: (bar) => `${bar.year} ${bar.part}: ${shown(bar.value)}` }),
        Plot.ruleY([0]),
      ],
    }),
    columns: [{ label: t("year") }, ...labels.map((label) => ({ label, number: true })), ...extra.map((label) => ({ label, number: true }))],
    rows: years.map((year) => [String(year), ...values.get(year)]),
  });
}

function channelSection() {
  const part = (name, title, keys) => {
    const known = keys.filter((key) => core.numbers[key]);
    if (!known.length) return "";
    const values = sumsByYear(known.map((key) => [key]));
    return values.size ? stackedByYear({ name, title, labels: known.map(nameOf), values }) : "";
  };
  const charts = [
    part("channels", t("channelChart"), ["proactive.website", "proactive.wechat", "proactive.weibo", "proactive.gazette", "proactive.other_channels"]),
    part("request-channels", t("requestChannels"), ["requests.received.in_person", "requests.received.online", "requests.received.letter", "requests.received.fax"]),
  ].filter(Boolean);
  return charts.length ? charts : [el("p", null, t("none"))];
}
