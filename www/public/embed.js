// The frame's side of a widget: starts the page as a part of somebody else's, without anything that the device keeps, and talks
// with that page over the port which it sends. What is said of cases, the engine says (`www/engine/src/embed.rs`).
// The contract: docs/embedding.md.

const API = 1;
/** The longest message that is read, in characters of its JSON. */
const LONGEST = 1_000_000;
/** When a frame that nobody has answered calls again, in milliseconds. */
const CALLS = [0, 100, 400, 1600];
/** The least contrast of a colour that the host brings. */
const CONTRAST = 4.5;

const root = document.documentElement;
const meta = (name) => document.querySelector(`meta[name="suanpan:${name}"]`)?.content;
const query = new URLSearchParams(location.search);
const nonce = query.get("nonce") ?? "";
const isFramed = parent !== window;
const element = (id) => document.getElementById(id);

// Nothing is shared with other places in which this site is shown: drafts live as long as the frame.
for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, { configurable: true, get: () => null });
}
// Out of sight no frame is drawn, and work that waits for one would wait for ever.
const draw = requestAnimationFrame.bind(window);
window.requestAnimationFrame = (run) => {
  let isDone = false;
  const once = (time) => {
    if (!isDone) run(time);
    isDone = true;
  };
  setTimeout(once, 200, performance.now());
  return draw(once);
};
// The steps of the history are the host's: the frame adds none, and keeps in its address what the loader says there.
const ours = new URLSearchParams([...query].filter(([name]) => ["nonce", "allow", "numbers"].includes(name)));
const replace = history.replaceState.bind(history);
history.pushState = history.replaceState = (state, title, path) => {
  const address = new URL(path, location.href);
  address.search = ours;
  replace(state, title, address);
};
// Numbers as the host's readers write them, where that is not how the language does.
const [numbers] = (() => {
  try {
    return Intl.getCanonicalLocales(query.get("numbers") ?? []);
  } catch {
    return [];
  }
})();
if (numbers) {
  const { NumberFormat } = Intl;
  Intl.NumberFormat = function (_, options) {
    return new NumberFormat(numbers, options);
  };
}
// In a frame of nobody's a worker of this site is refused: work is done in slices.
if (self.origin === "null") document.querySelector('meta[name="suanpan:worker"]')?.remove();

/** Origins that may connect; undefined: any. */
const allowed = query.get("allow")?.split(",").map((text) => {
  try {
    return new URL(text).origin;
  } catch {
    return undefined;
  }
});

let port;
let engine;
/** What the host said before the engine was here. */
const early = [];

// ---- handshake

function hear(event) {
  const said = event.data;
  if (event.source !== parent || said === null || typeof said !== "object") return hearPlainHost(event);
  if (said.ns !== "suanpan" || said.type !== "connect" || said.api !== API || said.nonce !== nonce) return;
  if (allowed && (event.origin === "null" || !allowed.includes(event.origin))) return;
  const [offered] = event.ports;
  if (port || !offered) return;
  port = offered;
  removeEventListener("message", hear);
  port.onmessage = (message) => take(message.data);
  root.dataset.embed = "host";
  tellHeight();
  begin();
}

function call(calls) {
  if (port || calls.length === 0) return;
  setTimeout(() => {
    if (!port) parent.postMessage({ ns: "suanpan", type: "hello", api: [API], calc: meta("calc"), nonce }, "*");
    call(calls.slice(1));
  }, calls[0]);
}

// ---- messages

const tell = (message) => port?.postMessage(message);

function take(message) {
  const text = asJson(message);
  if (text === undefined) return tell({ type: "error", code: "MESSAGE_REFUSED" });
  // What was read is what is used: nothing of it can change any more.
  const said = JSON.parse(text);
  if (said.type === "init" || said.type === "set") dress(said);
  if (engine) engine.host(text);
  else early.push(text);
}

/** A plain object as JSON; undefined for anything else, and for what is too long. */
function asJson(message) {
  if (message === null || typeof message !== "object" || Array.isArray(message)) return undefined;
  try {
    const text = JSON.stringify(message);
    return text.length <= LONGEST ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Has the engine talk with the host, once both are here. */
function begin() {
  if (!port || !engine) return;
  engine.embed((_, text) => {
    const message = JSON.parse(text);
    if (message.type === "reveal") return hide(message.fields);
    if (message.type === "change") keepLink(message.link);
    tell(message);
  });
  for (const text of early.splice(0)) engine.host(text);
  tellTitle();
}

/** What the frame is called in its language, for the title of the host's iframe. */
let title;
function tellTitle() {
  if (!port || !engine || title === document.title) return;
  title = document.title;
  tell({ type: "title", title });
}

// ---- look

/** What of a message is the frame's own: language, units, theme, variables, fields that are locked or not shown. */
function dress(said) {
  if (typeof said.lang === "string") speak(said.lang);
  if (said.units === "metric" || said.units === "imperial") measure(said.units);
  else if (said.units) tell({ type: "error", code: "UNKNOWN_CODE", field: "units" });
  if (["light", "dark", "auto"].includes(said.theme)) shade(said.theme);
  if (said.vars !== null && typeof said.vars === "object") Object.assign(vars, said.vars);
  // What can be read on a dark ground may not be on a light one.
  if (said.vars || said.theme) paint();
  if (said.hidden !== undefined) {
    hidden = keys(said.hidden);
    hide();
  }
  if (said.locked === undefined) return;
  for (const control of document.querySelectorAll("[data-locked]")) {
    control.disabled = false;
    delete control.dataset.locked;
  }
  locked = keys(said.locked);
  lock();
  root.toggleAttribute("data-has-locked", locked.length > 0);
}

let theme = "auto";
function shade(chosen) {
  theme = chosen;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

const keys = (list) => (Array.isArray(list) ? list : []).filter((key) => typeof key === "string" && /^[a-z0-9-]{1,40}$/.test(key));

/** The header has what chooses language and units; it is there, though it is not shown. */
function press(id, act) {
  const known = element(id);
  if (known) act(known);
  else later.push(() => press(id, act));
}
const later = [];

function speak(language) {
  press("language", (select) => {
    const wanted = [...select.options].find((option) => option.value === language);
    if (!wanted || select.value === language) return;
    select.value = language;
    select.dispatchEvent(new Event("change"));
  });
}

function measure(units) {
  press("units", (button) => {
    if (button.textContent.startsWith("kg") !== (units === "metric")) button.click();
  });
}

let locked = [];
let hidden = [];
const hiding = new CSSStyleSheet();
const painting = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, painting, hiding];

/** The box of a field: what holds its control, or the rows of its list. */
const boxOf = (key) => {
  const control = element(key) ?? document.querySelector(`[id^="${key}-1-"]`);
  return control?.closest(".list") ?? control?.closest(".f");
};

/** Hides what the host wants to be hidden, but for these fields. */
function hide(shown = []) {
  const boxes = hidden.filter((key) => !shown.includes(key)).flatMap((key) => [`.f:has(> [for="${key}"])`, `.f:has(#${key})`, `.list:has([id^="${key}-1-"])`, `.series:has(#series-${key})`]);
  hiding.replaceSync(boxes.length === 0 ? "" : `:is(${boxes.join(",")}){display:none!important}`);
}

/** Controls of locked fields take nothing; the form is drawn anew now and then. The engine puts back what changes all the same. */
function lock() {
  for (const box of locked.map(boxOf).filter(Boolean)) {
    for (const control of box.querySelectorAll("input,select,button,textarea")) {
      if (control.disabled) continue;
      control.disabled = true;
      control.dataset.locked = "";
    }
  }
}

const FONTS = {
  "inherit-system": "system-ui,sans-serif",
  "system-ui": "system-ui,sans-serif",
  "sans-serif": "sans-serif",
  serif: "serif",
  monospace: "monospace",
};

/** What the host has said of its variables so far. */
const vars = {};

/** Variables of the host, each read to what it may be and printed again. */
function paint() {
  const rules = [];
  painting.replaceSync("");
  shade(theme);
  const colour = (name) => (typeof vars[name] === "string" ? rgb(vars[name]) : undefined);
  const [surface, text, accent] = [colour("surface"), colour("text"), colour("accent")];
  const shown = getComputedStyle(root);
  const ground = surface ?? rgb(shown.getPropertyValue("--surface"));
  const ink = text ?? rgb(shown.getPropertyValue("--ink"));
  if (surface || text) {
    if (contrast(ground, ink) >= CONTRAST) {
      if (surface) {
        rules.push(`--surface:${print(surface)};--paper:${print(surface)}`);
        // All that is between text and ground goes by whether that is light or dark.
        root.dataset.theme = luminance(surface) < 0.18 ? "dark" : "light";
      }
      if (text) rules.push(`--ink:${print(text)};--ink-soft:${print(text)}`);
    } else warn("surface, text");
  }
  if (accent) {
    const on = [[255, 255, 255], [0, 0, 0]].find((one) => contrast(accent, one) >= CONTRAST);
    if (on && contrast(accent, ground) >= CONTRAST) rules.push(`--bead:${print(accent)};--on-bead:${print(on)}`);
    else warn("accent");
  }
  const radius = /^(\d{1,2}(?:\.\d+)?)(?:px)?$/.exec(vars.radius)?.[1];
  if (radius !== undefined && radius <= 24) rules.push(`--r:${radius}px;--card:${radius}px`);
  if (Object.hasOwn(FONTS, vars.font)) rules.push(`--sans:${FONTS[vars.font]}`);
  if (vars.density === "compact") rules.push("--touch:32px;--s4:12px;--s5:16px");
  // Above what the style says of light and dark.
  painting.replaceSync(rules.length === 0 ? "" : `:root:root:root{${rules.join(";")}}`);
}

let warned = false;
function warn(names) {
  if (!warned) console.warn(`suanpan: a contrast below ${CONTRAST}:1 is not taken: ${names}`);
  warned = true;
}

/** A colour as three figures; undefined where it is none, or not opaque. */
function rgb(text) {
  if (!CSS.supports("color", text)) return undefined;
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return undefined;
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue, opacity] = pen.getImageData(0, 0, 1, 1).data;
  return opacity === 255 ? [red, green, blue] : undefined;
}

const print = (colour) => `rgb(${colour.join(" ")})`;

/** WCAG 2.2, contrast ratio. */
function contrast(one, other) {
  if (!one || !other) return 0;
  const [low, high] = [one, other].map(luminance).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// ---- height, and plain frames

let height = 0;
let asked = false;

function tellHeight() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height && !fresh) return;
    [height, fresh] = [now, false];
    tell({ type: "resize", height });
    for (const say of plainHosts) say(height);
  });
}
let fresh = true;

/** Hosts without the loader that resize frames by themselves, where they ask for it: WordPress by the secret in the address,
 *  iframe-resizer by a message. They learn the height and nothing else. */
const plainHosts = [];
const secret = /(?:^|[#?&])secret=([A-Za-z0-9]{1,32})$/.exec(location.hash)?.[1];
if (isFramed && secret) plainHosts.push((value) => parent.postMessage({ message: "height", value, secret }, "*"));

function hearPlainHost(event) {
  const id = event.source === parent && /^\[iFrameSizer\]([\w-]{1,64}):/.exec(event.data)?.[1];
  if (!id || plainHosts.length > 1) return;
  plainHosts.push((value) => parent.postMessage(`[iFrameSizer]${id}:${value}:${innerWidth}:size`, "*"));
  fresh = true;
  tellHeight();
}

/** What of the frame is seen, as high as it is: a dialog in the middle of the frame may be far from where the user looks. */
const seen = new IntersectionObserver(([{ intersectionRect, rootBounds }]) => {
  seen.disconnect();
  const { top, height } = intersectionRect;
  // Of what is not seen at all nothing is said.
  if (height < 1) return;
  const whole = rootBounds ? Math.min(height, rootBounds.height) : height;
  root.style.setProperty("--seen-top", `${Math.floor(top)}px`);
  root.style.setProperty("--seen", `${Math.floor(whole)}px`);
});
function look() {
  seen.disconnect();
  seen.observe(root);
}
// Before what opens it is let go.
for (const name of ["pointerdown", "keydown"]) addEventListener(name, look, true);

// ---- more, and the way to the full page

element("more").addEventListener("click", ({ currentTarget }) => {
  const isOpen = root.toggleAttribute("data-more");
  currentTarget.setAttribute("aria-expanded", isOpen);
});

/** The form is emptied to what the host has filled in. */
addEventListener(
  "click",
  (event) => {
    if (!port || !engine || !event.target.closest?.("#start-again")) return;
    event.stopImmediatePropagation();
    engine.host(JSON.stringify({ type: "reset" }));
  },
  true,
);

/** What leads elsewhere opens beside the host's page, and of our own pages the full one. */
addEventListener(
  "click",
  (event) => {
    const anchor = event.target.closest?.("a[href]");
    if (!anchor || anchor.getAttribute("href").startsWith("#") || anchor.hasAttribute("download")) return;
    if (anchor.origin === new URL(full).origin) anchor.href = anchor.href.replace("/embed/", "/");
    anchor.target = "_blank";
    anchor.rel = "noopener";
  },
  true,
);
let full = element("open-full").href;
let kept = "";

function keepLink(link) {
  kept = `#${link}`;
  element("open-full").href = full + kept;
}

/** What stands below the calculator in the page of its language: in another language it is taken from that page. */
const home = document.baseURI;
let spoken = root.lang;
async function translate() {
  const { lang } = root;
  if (lang === spoken) return;
  spoken = lang;
  try {
    const [id] = new URL(home).pathname.split("/").slice(-2);
    const { href } = new URL(`../../${lang.toLowerCase()}/${id}/`, home);
    const page = new DOMParser().parseFromString(await (await fetch(href)).text(), "text/html");
    if (lang !== root.lang) return;
    for (const name of ["more", "told-locked", "told-host", "open-full"]) element(name).textContent = page.getElementById(name).textContent;
    full = new URL(page.getElementById("open-full").getAttribute("href"), href).href;
    element("open-full").href = full + kept;
  } catch {
    // It stays as it is, and the next change tries again.
  }
}

// ---- begin

if (isFramed) {
  addEventListener("message", hear);
  call(CALLS);
}
new ResizeObserver(tellHeight).observe(document.body);
new MutationObserver(() => {
  for (const run of later.splice(0)) run();
  lock();
  tellTitle();
}).observe(document.body, { childList: true, subtree: true });
new MutationObserver(translate).observe(root, { attributeFilter: ["lang"] });

/** What the user saves, for a host in whose frame the browser saves nothing. */
const exported = (name, mime, text) => tell({ type: "export", name, mime, text });

await import(new URL(meta("start"), document.baseURI).href);
globalThis.suanpanHost.exported = exported;
// The page has put on the theme that the device keeps: none.
paint();
globalThis.suanpanHost.engine((error, module) => {
  if (error !== null) return tell({ type: "error", code: "NOT_LOADED", message: error });
  engine = module;
  begin();
});
