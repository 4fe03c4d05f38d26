"use strict";
// Elements made of text: nothing a report says is ever parsed as HTML.

/** An element. Attributes that are functions become listeners (onclick: …); null and false leave one out. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A link where the address is one of the web, else its words alone. */
function link(url, words) {
  if (!/^https?:\/\//i.test(url)) return el("span", { dir: "auto" }, words);
  return el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, words);
}

const numberFormat = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

function shown(value) {
  return value === null || value === undefined ? "–" : typeof value === "number" ? numberFormat.format(value) : String(value);
}

/** A table of rows. columns: [{label, number, wide}]; cells are values or elements. */
function dataTable(caption, columns, rows) {
  const head = el("tr", null, columns.map((column) => el("th", { scope: "col", class: column.number ? "n" : null }, column.label)));
  const body = rows.map((row) =>
    el("tr", null, row.map((cell, place) => {
      const content = cell instanceof Node ? cell : shown(cell);
      return place === 0 ? el("th", { scope: "row" }, content) : el("td", { class: columns[place].number ? "n" : columns[place].wide ? "w" : null }, content);
    })));
  return el("table", null, el("caption", null, caption), el("thead", null, head), el("tbody", null, body));
}

/** What may be wider than the screen scrolls by itself, also from the keyboard. */
function scrolling(name, content) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("scroll", name) }, content);
}

/** Rows as CSV. Text that a spreadsheet might take for a formula gets an apostrophe, as in `gongkai export`. */
function csvOf(columns, rows) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && /^[=+\-@\t\r\n'＝＋－＠]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + [columns.map((column) => column.label), ...rows].map((row) => row.map(cell).join(",") + "\n").join("");
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Buttons to go through pages of a list. */
function pager(page, pages, go) {
  if (pages <= 1) return "";
  return el("p", { class: "pages" },
    el("button", { type: "button", class: "small", disabled: page === 0, onclick: () => go(page - 1) }, t("previous")),
    el("span", null, t("pageOf", page + 1, pages)),
    el("button", { type: "button", class: "small", disabled: page + 1 >= pages, onclick: () => go(page + 1) }, t("next")));
}
