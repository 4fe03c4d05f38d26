"use strict";
// One report: its numbers and its findings, in a dialog.

function openReport(report) {
  const dialog = document.getElementById("report");
  const { title, url, published, archive, year } = core.reports;
  const found = [];
  findings.forEach((one, position) => { if (one[2] === report) found.push(position); });
  const close = el("button", { type: "button", onclick: () => dialog.close() }, t("close"));
  dialog.replaceChildren(
    el("header", null, el("h2", { id: "report-title" }, title[report] || `${agencyOf(report)} ${year[report]}`), close),
    el("p", { class: "soft" }, `${t("published")}: ${published[report] || t("noDate")}`, archive[report] ? ` · ${t("archive")}: ${archive[report]}` : ""),
    el("p", null, link(url[report], t("open"))),
    el("h3", null, `${t("findings")} (${found.length})`),
    found.length ? el("ul", { class: "found" }, found.map((position) => plainItem(position))) : el("p", null, t("none")),
    el("h3", null, t("numbers")),
    scrolling(t("numbers"), dataTable(t("numbers"), [{ label: t("indicator") }, { label: t("exact"), number: true }, { label: t("rough"), number: true }], numbersOf(report))));
  dialog.showModal();
  dialog.scrollTop = 0;
}

function plainItem(position) {
  const [severity, rule, , zh, en, passages] = findings[position];
  return el("li", null,
    el("p", null, severityTag(SEVERITIES[severity]), " ", el("strong", null, rule)),
    el("p", { dir: "auto" }, inLanguage(zh, en)), passages.map(quoted));
}

function numbersOf(report) {
  const rows = [];
  for (const [key, known] of Object.entries(core.numbers)) {
    const value = (kind) => {
      const at = d3.bisectLeft(known[kind][0], report);
      return known[kind][0][at] === report ? known[kind][1][at] : null;
    };
    const [exact, rough] = [value("exact"), value("rough")];
    if (exact !== null || rough !== null) rows.push([nameOf(key), exact, rough]);
  }
  return rows;
}
