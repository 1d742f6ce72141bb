// The page for developers: a widget as chosen, its snippet, what it tells, and links by a formula.

const element = (id) => document.getElementById(id);
const meta = (name) => document.querySelector(`meta[name="suanpan:${name}"]`).content;
const words = element("words").content.firstElementChild.dataset;
/** The most events that are shown. */
const SHOWN = 100;

const calculators = await (await fetch(meta("fields"))).json();
const loader = new URL(meta("loader"), document.baseURI).href;
const site = new URL("../../", loader).href;

/** What is chosen of each field: `{value, locked, hidden}` by key, for each calculator. */
const chosen = new Map(calculators.map(({ id }) => [id, new Map()]));
let widget;

const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const current = () => calculators.find(({ id }) => id === element("calculator").value) ?? calculators[0];
const rows = () => chosen.get(current().id);
const row = (key) => rows().get(key) ?? rows().set(key, { value: "", locked: false, hidden: false }).get(key);
const filled = () => current().fields.filter(({ key }) => row(key).value.trim() !== "");
const keysOf = (what) => current().fields.filter(({ key }) => row(key)[what]).map(({ key }) => key);

/** The rows of a list as they were typed; undefined where that is no JSON list. */
function list(value) {
  try {
    const read = JSON.parse(value);
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

// ---- what can be chosen

for (const { id, name } of calculators) element("calculator").append(el("option", { value: id }, name));

function drawFields() {
  const drawn = current().fields.map(({ key, label, example, columns }) => {
    const said = row(key);
    const value = el("input", { type: "text", "aria-label": label, placeholder: example, autocomplete: "off", spellcheck: "false" });
    value.value = said.value;
    value.addEventListener("input", () => {
      said.value = value.value;
      value.setAttribute("aria-invalid", columns && value.value.trim() !== "" && !list(value.value));
      changed();
    });
    const tick = (what, head) => {
      const box = el("input", { type: "checkbox", "aria-label": `${label}: ${head}` });
      box.checked = said[what];
      box.addEventListener("change", () => {
        said[what] = box.checked;
        changed();
      });
      return el("td", {}, box);
    };
    const [, , locked, hidden] = [...element("fields").querySelectorAll("thead th")].map((head) => head.textContent);
    const name = el("th", { scope: "row" }, label, el("small", {}, el("code", {}, key), columns ? ` ${words.list}` : ""));
    return el("tr", {}, name, el("td", {}, value), tick("locked", locked), tick("hidden", hidden));
  });
  element("fields").tBodies[0].replaceChildren(...drawn);
}

function drawKeys() {
  const line = ({ link, label, key, example, columns }, start = "") => {
    const cells = [el("code", {}, start + link), label, el("code", {}, key), el("code", {}, columns ? columns.map((one) => one.example).join("_") : example)];
    return [el("tr", {}, ...cells.map((cell) => el("td", {}, cell))), ...(columns ?? []).map((column) => line(column, "· ")).flat()];
  };
  element("keys").tBodies[0].replaceChildren(...current().fields.flatMap((field) => line(field)));
}

// ---- the widget

function drawWidget() {
  widget = el(`suanpan-${current().id}`);
  element("widget").replaceChildren(widget);
  for (const name of ["ready", "change", "result", "export", "error"]) {
    widget.addEventListener(`suanpan-${name}`, ({ detail }) => note(name, detail));
  }
}

/** The attributes of the element as chosen. */
function attributes() {
  const all = { lang: element("lang").value, theme: element("theme").value, units: element("units").value };
  if (/^[A-Z]{3}$/.test(element("currency").value)) all.currency = element("currency").value;
  for (const { key, columns } of filled()) if (!columns) all[key] = row(key).value.trim();
  for (const [name, what] of [["locked", "locked"], ["hidden-fields", "hidden"]]) {
    if (keysOf(what).length > 0) all[name] = keysOf(what).join(" ");
  }
  return all;
}

/** The lists as chosen: no attribute holds them. */
function lists() {
  const read = filled().filter(({ columns }) => columns).map(({ key }) => [key, list(row(key).value)]);
  return Object.fromEntries(read.filter(([, value]) => value));
}

function dress() {
  const now = attributes();
  for (const { name } of [...widget.attributes]) if (name !== "style" && !(name in now)) widget.removeAttribute(name);
  for (const [name, value] of Object.entries(now)) if (widget.getAttribute(name) !== value) widget.setAttribute(name, value);
  const accent = element("accent");
  if (accent.value !== accent.defaultValue) widget.style.setProperty("--suanpan-accent", accent.value);
  const given = lists();
  if (JSON.stringify(given) !== JSON.stringify(widget.fields ?? {})) widget.setFields?.(given);
}

// ---- snippets

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function drawSnippets() {
  const accent = element("accent");
  const style = accent.value === accent.defaultValue ? "" : `<style>suanpan-${current().id} { --suanpan-accent: ${accent.value} }</style>\n`;
  const names = Object.entries(attributes()).map(([name, value]) => `\n  ${name}="${quoted(value)}"`);
  const given = lists();
  const script =
    Object.keys(given).length === 0
      ? ""
      : `\n<script type="module">\n  document.querySelector("suanpan-${current().id}").setFields(${JSON.stringify(given, null, 2).replaceAll("\n", "\n  ").replaceAll("<", "\\u003c")});\n</script>`;
  element("snippet-element").textContent =
    `${style}<script type="module" src="${loader}"></script>\n<suanpan-${current().id}${names.join("")}></suanpan-${current().id}>${script}`;
  const folder = element("lang").value.toLowerCase();
  const sandbox = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-modals";
  element("snippet-frame").textContent =
    `<iframe src="${site}embed/${folder}/${current().id}/#${quoted(link())}"\n  title="${quoted(current().name)}" loading="lazy" allow="clipboard-write"\n  sandbox="${sandbox}" width="100%" height="900"></iframe>`;
  element("snippet-policy").textContent = `Content-Security-Policy: script-src 'self' ${new URL(site).origin}; frame-src ${new URL(site).origin}`;
}

// ---- links

/** Pairs of a link: a key, and its cells with what each is called. */
function pairs() {
  const named = filled().filter(({ link }) => link !== "");
  return named.flatMap((field) => {
    if (!field.columns) return [{ key: field.link, cells: [{ label: field.label, value: row(field.key).value.trim() }] }];
    return (list(row(field.key).value) ?? []).map((given) => {
      const last = field.columns.findLastIndex(({ key }) => given[key] !== undefined);
      const cells = field.columns.slice(0, last + 1).map(({ key, label }) => ({ label, value: String(given[key] ?? "") }));
      return { key: field.link, cells };
    });
  });
}

const link = () =>
  ["v=1", `t=${current().code}`, ...pairs().map(({ key, cells }) => `${key}=${cells.map(({ value }) => value).join("_")}`), "k=hand"].join("&");

/** A, B, … Z, AA, … */
const column = (index) => (index < 26 ? "" : column(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function drawFormula() {
  const heads = [];
  let formula = `="${site}${element("lang").value.toLowerCase()}/${current().id}/#v=1&t=${current().code}`;
  for (const { key, cells } of pairs()) {
    formula += `&${key}="`;
    cells.forEach((cell, index) => {
      formula += `${index === 0 ? "" : '&"_"'}&${column(heads.length)}2`;
      heads.push(cell);
    });
    formula += '&"';
  }
  element("formula").textContent = `${formula}&k=hand"`;
  const line = (name, [row, ...texts]) => el("tr", {}, el("td", {}, row), ...texts.map((text) => el(name, {}, text)));
  const named = heads.map((_, index) => column(index));
  element("cells").tBodies[0].replaceChildren(
    ...(heads.length === 0 ? [] : [line("th", ["", ...named]), line("td", ["1", ...heads.map(({ label }) => label)]), line("td", ["2", ...heads.map(({ value }) => value)])]),
  );
}

// ---- events

function note(name, detail) {
  const time = el("time", {}, new Date().toLocaleTimeString(document.documentElement.lang));
  const fold = el("details", {}, el("summary", {}, time, el("code", {}, `suanpan-${name}`), detail?.code ? ` ${detail.code}` : ""));
  // Drawn when it is opened: results are long.
  fold.addEventListener("toggle", () => fold.childElementCount > 1 || fold.append(el("pre", { class: "code" }, JSON.stringify(detail, null, 2))));
  element("events").prepend(el("li", {}, fold));
  while (element("events").childElementCount > SHOWN) element("events").lastElementChild.remove();
}

element("clear").addEventListener("click", () => element("events").replaceChildren());

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = element(button.dataset.copy);
    const said = button.parentElement.querySelector(".said");
    try {
      await navigator.clipboard.writeText(source.textContent);
      said.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(source);
      said.textContent = words.byHand;
    }
  });
}

// ---- begin

function changed() {
  dress();
  drawSnippets();
  drawFormula();
}

function choose() {
  drawFields();
  drawKeys();
  drawWidget();
  changed();
}

/** A first case to play with, where the calculator ships something. */
for (const { id, fields } of calculators) {
  const first = fields.find(({ columns, required }) => columns && required) ?? fields.find(({ required, columns }) => required && !columns);
  if (first) chosen.get(id).set(first.key, { value: first.example, locked: false, hidden: false });
}
element("lang").value = document.documentElement.lang;
element("calculator").addEventListener("change", choose);
element("choice").addEventListener("submit", (event) => event.preventDefault());
for (const id of ["lang", "theme", "units", "currency", "accent"]) element(id).addEventListener("input", changed);
choose();
