"use strict";
// The data in the page: gzipped JSON, unpacked when a part is first needed.
const unpacked = {};

function block(name) {
  unpacked[name] ??= (async () => {
    const packed = Uint8Array.from(atob(document.getElementById(`data-${name}`).textContent), (one) => one.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  })();
  return unpacked[name];
}

let core = null;
let findings = [];
let sums = [];
let revisions = [];
// By report: its gravest finding (0 error … 3 none), and whether it came late.
let gravest = null;
let cameLate = null;
// By agency, as text to search in.
let agencyText = [];

async function readData() {
  [core, findings, sums, revisions] = await Promise.all(["core", "findings", "sums", "revisions"].map(block));
  gravest = new Uint8Array(core.reports.id.length).fill(3);
  cameLate = new Uint8Array(core.reports.id.length);
  for (const [severity, rule, report] of findings) {
    if (report < 0) continue;
    gravest[report] = Math.min(gravest[report], severity);
    if (rule === "published.late") cameLate[report] = 1;
  }
  agencyText = core.agencies.agency.map((name) => name.toLowerCase());
}

const SEVERITIES = ["error", "warning", "info"];

function agencyOf(report) {
  return core.agencies.agency[core.reports.agency[report]];
}

function allYears() {
  let [first, last] = [Infinity, -Infinity];
  for (const year of core.reports.year) {
    first = Math.min(first, year);
    last = Math.max(last, year);
  }
  return core.reports.year.length ? d3.range(first, last + 1) : [];
}

/** The places an agency belongs to: province, city, county; or its portal where the division is not known. */
function placesOf(agency) {
  const { province, city, county, portal } = core.agencies;
  const path = [province[agency], city[agency], county[agency]].filter(Boolean);
  if (!path.length) return portal[agency] ? [`@${portal[agency]}`] : [];
  return path.map((_, depth) => path.slice(0, depth + 1).join(" › "));
}

function nameOf(indicator) {
  const known = core.numbers[indicator];
  return known ? inLanguage(known.zh, known.en) : indicator;
}
