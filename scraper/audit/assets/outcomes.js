"use strict";
// What became of requests and disputes, and whether reports came in time.

/** Indicators with numbers here that begin with `prefix`. */
function below(prefix) {
  return Object.keys(core.numbers).filter((key) => key.startsWith(prefix));
}

function outcomeSection() {
  const groups = [
    ["requests.granted", "requests.answered.granted", "requests.answered.already_public"],
    ["requests.partly_granted", "requests.answered.partly_granted"],
    [...below("requests.refused."), "requests.answered.refused"],
    [...below("requests.unavailable."), "requests.answered.does_not_exist", "requests.answered.not_this_agency"],
    below("requests.not_processed."),
    ["requests.otherwise", ...below("requests.otherwise."), "requests.answered.asked_to_amend", "requests.answered.other_route"],
  ];
  const values = sumsByYear(groups);
  if (!values.size) return [el("p", null, t("none"))];
  const received = byYear("requests.received");
  for (const [year, row] of values) row.push(received.get(year)?.exact ?? null);
  const labels = [t("granted"), t("partly"), t("refused"), t("unavailable"), t("notProcessed"), t("otherwise")];
  return [stackedByYear({ name: "outcomes", title: t("outcomeChart"), labels, fills: ["var(--c3)", "var(--c5)", "var(--c2)", "var(--c6)", "var(--c4)", "var(--c1)"], values, extra: [t("received")] })];
}

function groundSection() {
  const keys = [...below("requests.refused."), ...below("requests.answered.refused.")];
  const rows = [];
  for (const key of keys) {
    const totals = byYear(key);
    const years = view.years.map((year) => totals.get(year)?.exact ?? null);
    if (years.some((value) => value !== null)) rows.push([groundName(key), years.reduce((sum, value) => sum + (value || 0), 0), ...years]);
  }
  if (!rows.length) return [el("p", null, t("none"))];
  rows.sort((a, b) => b[1] - a[1]);
  const columns = [{ label: t("grounds") }, { label: t("total"), number: true }, ...view.years.map((year) => ({ label: String(year), number: true }))];
  return [barsAcross({ name: "grounds", title: t("groundChart"), columns, rows })];
}

/** Without 不予公开： before it; the grounds of the form of 2014 are other ones, some of the same name. */
function groundName(key) {
  const name = nameOf(key).replace(/^[^:：]+[:：]\s*/, "");
  return key.startsWith("requests.answered.") ? t("old2014", name) : name;
}

function disputeSection() {
  const part = (name, title, prefixes) => {
    const groups = ["upheld", "corrected", "other", "pending"].map((result) => prefixes.map((prefix) => `${prefix}.${result}`));
    const values = sumsByYear(groups);
    if (!values.size) return "";
    for (const row of values.values()) {
      const decided = (row[0] || 0) + (row[1] || 0) + (row[2] || 0);
      row.push(decided ? `${((100 * (row[1] || 0)) / decided).toFixed(1)} %` : null);
    }
    const labels = [t("upheld"), t("corrected"), t("otherResult"), t("pending")];
    return stackedByYear({ name, title, labels, fills: ["var(--c1)", "var(--c2)", "var(--c5)", "var(--c6)"], values, extra: [t("rate")] });
  };
  const charts = [
    part("review", t("reviewChart"), ["disputes.review"]),
    part("litigation", t("litigationChart"), ["disputes.litigation.direct", "disputes.litigation.after_review", "disputes.litigation"]),
  ].filter(Boolean);
  return charts.length ? charts : [el("p", null, t("none"))];
}

function deadlineSection() {
  const values = new Map();
  for (let report = 0; report < view.reports.length; report++) {
    if (!view.reports[report]) continue;
    const year = core.reports.year[report];
    if (!values.has(year)) values.set(year, [0, 0, 0]);
    values.get(year)[!core.reports.published[report] ? 2 : cameLate[report] ? 1 : 0]++;
  }
  if (!values.size) return [el("p", null, t("none"))];
  return [stackedByYear({ name: "deadlines", title: t("deadlineChart"), labels: [t("inTime"), t("late"), t("undated")], fills: ["var(--c3)", "var(--c2)", "var(--c6)"], values, note: t("deadlineNote") })];
}
