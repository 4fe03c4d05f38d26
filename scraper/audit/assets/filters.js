"use strict";
// What is shown: place, level, years and words choose reports; rule and severity choose among their findings.
const FILTERS = ["search", "place", "level", "kind", "from", "to", "rule", "severity", "sumsOf"];
const chosen = { search: "", place: "", level: "", kind: "", from: "", to: "", rule: "", severity: "", sumsOf: "" };
// agencies, reports: 1 where shown. years: those shown. findings: positions. count: of reports.
let view = { agencies: null, reports: null, years: [], findings: [], count: 0 };

function applyFilters() {
  const words = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  const years = allYears().filter((year) => (!chosen.from || year >= +chosen.from) && (!chosen.to || year <= +chosen.to));
  const [first, last] = [years[0], years[years.length - 1]];
  const placed = new Uint8Array(core.agencies.agency.length);
  const named = new Uint8Array(placed.length);
  for (let agency = 0; agency < placed.length; agency++) {
    placed[agency] = (!chosen.level || (core.agencies.level[agency] || "noLevel") === chosen.level)
      && (!chosen.kind || (core.agencies.kind[agency] || "noKind") === chosen.kind)
      && (!chosen.place || placesOf(agency).includes(chosen.place)) ? 1 : 0;
    named[agency] = placed[agency] && words.every((word) => agencyText[agency].includes(word)) ? 1 : 0;
  }
  const inPlace = new Uint8Array(core.reports.id.length);
  const reports = new Uint8Array(inPlace.length);
  let count = 0;
  for (let report = 0; report < reports.length; report++) {
    const [agency, year] = [core.reports.agency[report], core.reports.year[report]];
    inPlace[report] = placed[agency] && year >= first && year <= last ? 1 : 0;
    reports[report] = inPlace[report] && named[agency] ? 1 : 0;
    count += reports[report];
  }
  const everywhere = !(chosen.place || chosen.level || chosen.kind || chosen.from || chosen.to);
  const severity = SEVERITIES.indexOf(chosen.severity);
  const found = [];
  findings.forEach(([grade, rule, report, zh, en, passages], position) => {
    if ((chosen.rule && rule !== chosen.rule) || (severity >= 0 && grade !== severity)) return;
    if (report < 0 ? !everywhere : !inPlace[report]) return;
    if (words.length) {
      const text = () => `${report < 0 ? "" : agencyOf(report)} ${zh} ${en} ${passages.map((passage) => passage.join("")).join(" ")}`.toLowerCase();
      if (!(report >= 0 && named[core.reports.agency[report]]) && !words.every((word) => text().includes(word))) return;
    }
    found.push(position);
  });
  view = { agencies: named, reports, years, findings: found, count, reportFor: reportIndex(reports, years) };
}

/** (agency, year) -> the position of the report that counts, among those shown; -1 where there is none. */
function reportIndex(reports, years) {
  const first = years[0] || 0;
  const span = years.length;
  const held = new Int32Array(core.agencies.agency.length * span).fill(-1);
  for (let report = 0; report < reports.length; report++) {
    if (reports[report] && core.reports.chosen[report]) held[core.reports.agency[report] * span + core.reports.year[report] - first] = report;
  }
  return (agency, year) => held[agency * span + year - first];
}

/** Put the choices there are into the fields, and what is chosen with them. */
function fillFilters() {
  const option = (value, words) => el("option", { value }, words);
  const fill = (name, options) => {
    document.getElementById(name).replaceChildren(option("", t("all")), ...options.map(([value, words]) => option(value, words)));
    document.getElementById(name).value = chosen[name];
  };
  const places = new Set();
  core.agencies.agency.forEach((_, agency) => placesOf(agency).forEach((place) => places.add(place)));
  const indent = (place) => "\u2003".repeat(place.split(" › ").length - 1) + place.split(" › ").pop();
  fill("place", [...places].sort().map((place) => [place, place.startsWith("@") ? t("portal", place.slice(1)) : indent(place)]));
  const levels = ["ministry", "province", "city", "county", "town", "subdistrict", "village"].filter((level) => core.agencies.level.includes(level));
  if (core.agencies.level.includes("")) levels.push("noLevel");
  fill("level", levels.map((level) => [level, t(level)]));
  const kinds = ["government", "department", "institution", "zone"].filter((kind) => core.agencies.kind.includes(kind));
  if (core.agencies.kind.includes("")) kinds.push("noKind");
  fill("kind", kinds.map((kind) => [kind, t(kind)]));
  document.getElementById("sumsOf").replaceChildren(option("", t("once")), option("each", t("each")));
  document.getElementById("sumsOf").value = chosen.sumsOf;
  const years = allYears().map((year) => [String(year), String(year)]);
  fill("from", years);
  fill("to", years);
  fill("rule", Object.keys(core.rules).sort().map((rule) => [rule, rule]));
  fill("severity", SEVERITIES.map((severity) => [severity, t(severity)]));
  document.getElementById("search").value = chosen.search;
}

/** The choices live in the address, so that a view can be sent to somebody. */
function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  for (const name of FILTERS) chosen[name] = told.get(name) || "";
  return { finding: told.get("finding"), language: told.get("lang") };
}

function writeAddress() {
  const told = new URLSearchParams();
  for (const name of FILTERS) if (chosen[name]) told.set(name, chosen[name]);
  told.set("lang", language);
  history.replaceState(null, "", `#${told}`);
}
