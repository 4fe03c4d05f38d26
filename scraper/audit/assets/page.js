"use strict";
// The page: its sections, what the controls do, and when things are drawn.
const SECTIONS = [
  ["overview", overviewSection],
  ["coverage", coverageSection],
  ["volumes", volumeSection],
  ["channels", channelSection],
  ["outcomes", outcomeSection],
  ["grounds", groundSection],
  ["disputes", disputeSection],
  ["deadlines", deadlineSection],
  ["findings", findingSection],
  ["sums", sumSection],
  ["outliers", outlierSection],
  ["changes", changeSection],
];

function overviewSection() {
  const counts = [0, 0, 0];
  for (const position of view.findings) counts[findings[position][0]]++;
  const agencies = view.agencies.reduce((sum, one) => sum + one, 0);
  const held = reportsOfAgencies();
  let missing = 0;
  for (let agency = 0; agency < view.agencies.length; agency++) {
    if (view.agencies[agency]) for (const year of view.years) if (statusOf(agency, year, held) === "missing") missing++;
  }
  const card = (words, value, name) => el("div", { class: name || null }, el("dt", null, words), el("dd", null, shown(value)));
  return [el("dl", { class: "cards" },
    card(t("reports"), view.count), card(t("agencies"), agencies), card(t("missing"), missing),
    card(t("error"), counts[0], "error"), card(t("warning"), counts[1], "warning"), card(t("info"), counts[2], "info"))];
}

/** Write all sections for what is chosen now. A section far down is made when somebody comes near it. */
function render() {
  applyFilters();
  document.getElementById("filtered").textContent = t("filtered", shown(view.count), shown(view.findings.length));
  for (const [name, make] of SECTIONS) {
    const section = document.getElementById(name);
    section.make = () => {
      section.make = null;
      section.querySelector(".content").replaceChildren(...make().flat().filter((one) => one !== ""));
      drawCharts(section);
    };
    if (section.near) section.make();
  }
}

function makeSections() {
  const main = document.getElementById("main");
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      target.near = isIntersecting;
      if (isIntersecting && target.make) target.make();
    }
  }, { rootMargin: "800px" });
  main.replaceChildren(...SECTIONS.map(([name]) =>
    el("section", { id: name, "aria-labelledby": `${name}-title` }, el("h2", { id: `${name}-title` }), el("div", { class: "content" }))));
  for (const section of main.children) near.observe(section);
}

function makeAll() {
  for (const [name] of SECTIONS) document.getElementById(name).make?.();
}

/** All words that are not made anew by `render`. */
function speak() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  for (const place of document.querySelectorAll("[data-t]")) place.textContent = t(place.dataset.t);
  const years = allYears();
  document.getElementById("subtitle").textContent = t("subtitle", shown(core.reports.id.length), shown(core.agencies.agency.length), years[0] ?? "–", years[years.length - 1] ?? "–", shown(core.figures));
  document.getElementById("made").textContent = t("made", core.made || "–", core.version);
  const other = document.getElementById("language");
  other.textContent = language === "zh" ? "English" : "中文";
  other.lang = language === "zh" ? "en" : "zh-CN";
  for (const [name] of SECTIONS) document.getElementById(`${name}-title`).textContent = t(name);
  document.getElementById("contents").replaceChildren(...SECTIONS.map(([name]) =>
    el("li", null, el("a", { href: `#${name}`, onclick: (event) => { event.preventDefault(); goTo(name); } }, t(name)))));
  fillFilters();
}

function goTo(name) {
  makeAll();
  const section = document.getElementById(name);
  section.setAttribute("tabindex", "-1");
  section.scrollIntoView({ behavior: "instant" });
  section.focus({ preventScroll: true });
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.getElementById("theme").setAttribute("aria-pressed", String(dark));
}

function listen() {
  const filters = document.getElementById("filters");
  let waiting = 0;
  const changed = () => {
    for (const name of FILTERS) chosen[name] = document.getElementById(name).value;
    coverageState.page = sumState.page = outlierState.page = 0;
    writeAddress();
    render();
  };
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("change", changed);
  filters.addEventListener("reset", () => setTimeout(changed));
  document.getElementById("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 200);
  });
  document.getElementById("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    writeAddress();
    speak();
    render();
  });
  document.getElementById("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
  document.getElementById("print").addEventListener("click", () => { makeAll(); print(); });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the choices
    document.getElementById("main").focus();
  });
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return;
    const { finding } = follow();
    speak();
    render();
    if (finding !== null) { makeAll(); openFinding(+finding); }
  });
  addEventListener("beforeprint", () => {
    forPaper = true;
    makeAll();
    drawCharts(document);
    for (const group of document.querySelectorAll(".group")) { group.open = true; group.fill(); }
  });
  addEventListener("afterprint", () => {
    forPaper = false;
    drawCharts(document);
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) { width = innerWidth; drawCharts(document); }
  });
}

/** What is scrolled to stops below the filters, where they stay in sight. */
function keepClear() {
  const filters = document.getElementById("filters");
  const clear = () => {
    const stays = getComputedStyle(filters).position === "sticky";
    document.documentElement.style.scrollPaddingTop = `${stays ? filters.offsetHeight + 8 : 8}px`;
  };
  new ResizeObserver(clear).observe(filters);
  addEventListener("resize", clear);
  clear();
}

/** Take language and choices from the address. */
function follow() {
  const told = readAddress();
  if (told.language === "zh" || told.language === "en") language = told.language;
  return told;
}

async function start() {
  language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  const { finding } = follow();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  setTheme(dark.matches);
  dark.addEventListener("change", () => setTheme(dark.matches));
  if (innerWidth < 640) document.querySelector("#filters details").open = false;
  await readData();
  makeSections();
  speak();
  listen();
  keepClear();
  render();
  if (finding !== null) { makeAll(); openFinding(+finding); }
  document.documentElement.dataset.ready = "yes";
}

start();
