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

/** The currency of the widget; empty where none is typed. */
const currency = () => {
  const code = element("currency").value.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : "";
};

/** The rows of a list as they were typed; undefined where that is no JSON list of rows. */
function list(value) {
  try {
    const read = JSON.parse(value);
    const isRow = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
    return Array.isArray(read) && read.every(isRow) ? read : undefined;
  } catch {
    return undefined;
  }
}

// ---- values as links write them (docs/links.md)

/** The most characters of a value, pairs of a link, and characters of a link. */
const [LONGEST, MOST_PAIRS, MOST] = [64, 64, 7900];
const NAMES = /^[A-Z]{3}|[A-Z]{3}$/;

const figure = (text) => {
  const bare = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  return /^-?(\d{1,15}(\.\d{1,9})?|\.\d{1,9})$/.test(bare) ? bare : undefined;
};

function day(text) {
  const [, year, month, date] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  const written = `${year}-${month?.padStart(2, "0")}-${date?.padStart(2, "0")}`;
  const read = new Date(`${written}T00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(written) ? written : undefined;
}

/** How a kind writes what was typed, without spaces; undefined where it cannot. */
const WRITE = {
  figure: (text) => figure(text.replace(/%$/, "")),
  amount(text, units) {
    const unit = units.find((one) => text.toLowerCase().replace(/^[^a-z]*/, "") === one);
    const value = unit && figure(text.slice(0, -unit.length));
    return value && value + unit;
  },
  size(text, units) {
    const unit = units.find((one) => text.toLowerCase().endsWith(one));
    const sides = unit && text.toLowerCase().replaceAll(unit, "").split(/[x×*]/).map(figure);
    return sides && [2, 3].includes(sides.length) && sides.every(Boolean) ? sides.join("x") + unit : undefined;
  },
  money(text, currencies) {
    const [named] = NAMES.exec(text.toUpperCase()) ?? [currency()];
    const value = currencies.includes(named) && figure(text.toUpperCase().replace(NAMES, ""));
    return value ? value + named : undefined;
  },
  code: (text, codes) => codes.find((one) => one.toLowerCase() === text.replaceAll("_", "-").toLowerCase()),
  codes(text, codes) {
    const named = text.split(/[.,;、|]/).map((one) => WRITE.code(one, codes));
    return named.every(Boolean) ? named.join(".") : undefined;
  },
  flag: (text) => ({ 1: "1", 0: "0", true: "1", false: "0" })[text.toLowerCase()],
  date: day,
  series: (text) => (/^\d{4}-\d\d-\d\dw?(_(-?[\d.]+x?|x|m)(r\d+)?)+$/.test(text) && day(text.slice(0, 10)) ? text : undefined),
};

/** A value as links and attributes write it; undefined where what was typed is none. */
function written({ kind, of }, text) {
  if (kind === "text") return text.trim();
  // As Chinese keyboards write them: the full-width forms repeat ASCII in its order.
  const plain = text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("−", "-");
  const bare = kind === "codes" ? plain.trim().replace(/\s+/g, ".").replace(/[.,;、|]+/g, ".") : plain.replace(/\s+/g, "");
  return bare === "" ? "" : WRITE[kind](bare, of);
}

/** A cell of JSON as text. */
const cellText = (cell) => (Array.isArray(cell) ? cell.join(".") : cell !== null && typeof cell === "object" ? JSON.stringify(cell) : String(cell ?? ""));

/** What the widget is given: as links write it, else as it was typed for the widget to say what is wrong. */
const valueOf = (field) => written(field, row(field.key).value) ?? row(field.key).value.trim();
const rowOf = ({ columns }, given) =>
  Object.fromEntries(
    Object.entries(given).map(([key, cell]) => {
      const column = columns.find((one) => one.key === key);
      return [key, column && typeof cell === "string" ? (written(column, cell) ?? cell) : cell];
    }),
  );

// ---- what can be chosen

for (const { id, name } of calculators) element("calculator").append(el("option", { value: id }, name));

function drawFields() {
  const drawn = current().fields.map(({ key, label, example, columns }) => {
    const said = row(key);
    const told = `told-${key}`;
    const value = el("input", { type: "text", "aria-label": label, "aria-describedby": told, placeholder: example, autocomplete: "off", spellcheck: "false" });
    value.value = said.value;
    value.addEventListener("input", () => {
      said.value = value.value;
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
    return el("tr", {}, name, el("td", {}, value, el("small", { id: told, class: "told" })), tick("locked", locked), tick("hidden", hidden));
  });
  element("fields").tBodies[0].replaceChildren(...drawn);
}

/** Marks fields that no link can hold, and says why. */
function mark() {
  const { left } = pairs();
  for (const { key, example } of current().fields) {
    const told = element(`told-${key}`);
    const why = left.get(key);
    told.previousElementSibling.setAttribute("aria-invalid", why !== undefined);
    told.replaceChildren(...(why ? [why] : []), ...(why === words.unwritten ? [" ", el("code", {}, example)] : []));
  }
  element("currency").setAttribute("aria-invalid", currency() === "" && element("currency").value.trim() !== "");
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
  if (currency()) all.currency = currency();
  for (const field of filled()) if (!field.columns) all[field.key] = valueOf(field);
  for (const [name, what] of [["locked", "locked"], ["hidden-fields", "hidden"]]) {
    if (keysOf(what).length > 0) all[name] = keysOf(what).join(" ");
  }
  return all;
}

/** The lists as chosen: no attribute holds them. */
function lists() {
  const read = filled().filter(({ columns }) => columns).map((field) => [field.key, list(row(field.key).value)?.map((one) => rowOf(field, one))]);
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

/** Whether something is chosen that only the element can hold. */
const needsElement = () =>
  keysOf("locked").length + keysOf("hidden").length > 0 || ["theme", "units"].some((id) => element(id).selectedIndex > 0) || element("accent").value !== element("accent").defaultValue;

function show(id, text) {
  element(id).textContent = text;
  element(id).closest(".part").hidden = text === "";
}

function drawSnippets() {
  const name = `suanpan-${current().id}`;
  const accent = element("accent");
  const style = accent.value === accent.defaultValue ? "" : `${name} {\n  --suanpan-accent: ${accent.value};\n}`;
  const given = lists();
  const script = Object.keys(given).length === 0 ? "" : `document.querySelector("${name}").setFields(${JSON.stringify(given, null, 2)});`;
  const names = Object.entries(attributes()).map(([name, value]) => `\n  ${name}="${quoted(value)}"`);
  show(
    "snippet-element",
    [
      ...(style ? ['<link rel="stylesheet" href="widget.css">'] : []),
      `<script type="module" src="${loader}"></script>`,
      ...(script ? ['<script type="module" src="widget.js"></script>'] : []),
      `<${name}${names.join("")}></${name}>`,
    ].join("\n"),
  );
  show("snippet-script", script);
  show("snippet-style", style);
  const folder = element("lang").value.toLowerCase();
  const sandbox = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-modals";
  element("snippet-frame").textContent =
    `<iframe src="${site}embed/${folder}/${current().id}/#${quoted(link())}"\n  title="${quoted(current().name)}" loading="lazy" allow="clipboard-write"\n  sandbox="${sandbox}" width="100%" height="900"></iframe>`;
  element("frame-drops").hidden = !needsElement();
  const { origin } = new URL(site);
  element("snippet-policy").textContent = `Content-Security-Policy: script-src 'self' ${origin}; frame-src ${origin}${style ? "; style-src 'self'" : ""}`;
}

// ---- links

/** What a link says of a field: the currency is that of the widget where the field has none. */
function linked({ key, example }) {
  const typed = row(key).value;
  return key === "currency" && typed.trim() === "" && currency() !== example ? currency() : typed;
}

/** The pairs of a field, `{key, cells}`; a text where no link can hold them: why. */
function pairsOf(field) {
  const typed = linked(field);
  const cell = ({ label, ...column }, text) => ({ label, value: written(column, text) });
  if (!field.columns) {
    const said = cell(field, typed);
    return said.value === undefined ? words.unwritten : said.value.length > LONGEST ? words.long : [{ key: field.link, cells: [said] }];
  }
  const known = field.columns.map(({ key }) => key);
  const given = list(typed);
  if (!given?.every((one) => Object.keys(one).every((key) => known.includes(key)))) return words.unwritten;
  const rows = given.map((one) => {
    // Words are never in a link.
    const cells = field.columns.map((column) => cell(column, column.kind === "text" ? "" : cellText(one[column.key])));
    return { key: field.link, cells: cells.slice(0, cells.findLastIndex(({ value }) => value !== "") + 1) };
  });
  if (rows.some(({ cells }) => cells.some(({ value }) => value === undefined))) return words.unwritten;
  return rows.some((one) => valueText(one).length > LONGEST) ? words.long : rows;
}

const valueText = ({ cells }) => cells.map(({ value }) => value).join("_");

/** Pairs of a link: a key, and its cells with what each is called. Fields that are left out, with the reason. */
function pairs() {
  const all = [];
  const left = new Map();
  // Version and calculator are pairs too.
  let [count, length] = [2, 0];
  for (const field of current().fields) {
    if (field.kind === "text" || linked(field).trim() === "") continue;
    const found = pairsOf(field);
    const isText = typeof found === "string";
    const longer = isText ? 0 : found.reduce((sum, one) => sum + one.key.length + valueText(one).length + 2, 0);
    if (isText || count + found.length > MOST_PAIRS || length + longer > MOST) {
      left.set(field.key, isText ? found : words.long);
      continue;
    }
    all.push(...found);
    [count, length] = [count + found.length, length + longer];
  }
  return { all, left };
}

const link = () => ["v=1", `t=${current().code}`, ...pairs().all.map((one) => `${one.key}=${valueText(one)}`), "k=hand"].join("&");

/** A, B, … Z, AA, … */
const column = (index) => (index < 26 ? "" : column(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));

function drawFormula() {
  const heads = [];
  let formula = `="${site}${element("lang").value.toLowerCase()}/${current().id}/#v=1&t=${current().code}`;
  for (const { key, cells } of pairs().all) {
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
  mark();
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
