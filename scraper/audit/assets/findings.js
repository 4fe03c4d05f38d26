"use strict";
// Findings by rule: each with the words that show it, marked where they stand.
const AT_ONCE = 20;
const opened = new Set();

function findingSection() {
  const groups = new Map();
  for (const position of view.findings) {
    const rule = findings[position][1];
    if (!groups.has(rule)) groups.set(rule, []);
    groups.get(rule).push(position);
  }
  const ordered = [...groups].sort(([a, x], [b, y]) => findings[x[0]][0] - findings[y[0]][0] || y.length - x.length || (a < b ? -1 : 1));
  return [
    el("p", { class: "soft" }, t("findingsNote")),
    core.unplaced ? el("p", { class: "soft" }, t("unplaced", shown(core.unplaced))) : "",
    ordered.length ? "" : el("p", null, t("none")),
    ...ordered.map(([rule, positions]) => ruleGroup(rule, positions)),
  ];
}

function ruleGroup(rule, positions) {
  const known = core.rules[rule];
  const severity = SEVERITIES[findings[positions[0]][0]];
  const list = el("ul", { class: "found" });
  const rest = el("p");
  let shownSoFar = 0;
  const showMore = (most) => {
    const items = positions.slice(shownSoFar, shownSoFar + most).map(findingItem);
    list.append(...items);
    shownSoFar += items.length;
    const left = positions.length - shownSoFar;
    rest.replaceChildren(left
      ? el("button", { type: "button", class: "small", onclick: () => { const at = list.children.length; showMore(AT_ONCE); list.children[at].querySelector("a, button")?.focus(); } }, t("more", Math.min(AT_ONCE, left), shown(left)))
      : "");
  };
  const group = el("details", { class: "group", id: `rule-${rule}` },
    el("summary", null,
      severityTag(severity), " ",
      el("strong", null, rule), ` × ${shown(positions.length)} `,
      el("span", { class: "soft" }, known ? inLanguage(known.zh.replace(/\{\w+\}/g, "…"), known.en) : "")),
    known ? el("p", { class: "soft" }, t("legal", inLanguage(sourceInChinese(known.source), known.source))) : "", list, rest);
  group.showAtLeast = (position) => {
    const at = positions.indexOf(position);
    if (at >= shownSoFar) showMore(at + 1 - shownSoFar);
  };
  group.fill = () => { if (!shownSoFar) showMore(AT_ONCE); };
  if (opened.has(rule)) { group.open = true; group.fill(); }
  group.addEventListener("toggle", () => {
    if (group.open) { opened.add(rule); group.fill(); } else opened.delete(rule);
  });
  return group;
}

function severityTag(severity) {
  return el("span", { class: `tag ${severity}` }, inLanguage(t(severity), severity));
}

function findingItem(position) {
  const [, , report, zh, en, passages, url] = findings[position];
  const known = report >= 0;
  const archive = known ? core.reports.archive[report] : null;
  return el("li", { id: `finding-${position}` },
    el("p", null,
      known ? el("button", { type: "button", class: "link", onclick: () => openReport(report) }, `${agencyOf(report)} ${core.reports.year[report]}`) : el("span", null, t("unknown"))),
    el("p", { dir: "auto" }, inLanguage(zh, en)),
    passages.length ? passages.map(quoted) : el("p", { class: "soft" }, t("noQuote")),
    el("p", { class: "soft" },
      link(known ? core.reports.url[report] : url, t("source")),
      archive ? ` · ${t("archive")}: ${archive}` : "",
      " · ", el("a", { href: `#finding=${position}&lang=${language}` }, t("permalink"))));
}

/** A sentence with its marked words: turns of plain and marked text. */
function quoted(turns) {
  return el("blockquote", { dir: "auto" }, turns.map((turn, place) => (place % 2 ? el("mark", null, turn) : turn)));
}

/** Open a finding where it stands, at its marked words. */
function openFinding(position) {
  const rule = findings[position]?.[1];
  const group = rule && document.getElementById(`rule-${rule}`);
  if (!group) return;
  opened.add(rule);
  group.open = true;
  group.fill();
  group.showAtLeast(position);
  const item = document.getElementById(`finding-${position}`);
  document.querySelectorAll(".found .here").forEach((other) => other.classList.remove("here"));
  item.classList.add("here");
  const words = item.querySelector("mark") || item;
  words.setAttribute("tabindex", "-1");
  words.scrollIntoView({ block: "center", behavior: "instant" }); // on the way there charts are drawn, and a slow scroll ends elsewhere
  words.focus({ preventScroll: true });
}
