// The calculators in other people's pages: a custom element for each, which holds our own page in an iframe.
// Works under a policy without style-src and with Trusted Types, and throws nothing into the host.
// What both sides say to each other: www/embed/loader.d.ts. Every byte counts here: a host loads it first.

/** Id, code in links. The build writes it. */
const CALCULATORS = __CALCULATORS__;
const HOME = new URL("../../", import.meta.url);
/** Our languages, and the tags of those who read them; of two that fit, the later is meant. */
const LANGUAGES = { en: /^en/i, "zh-Hans": /^zh/i, "zh-Hant": /^zh-(hant|tw|hk|mo)/i };
const TAGS = Object.keys(LANGUAGES);

/** Properties that the frame is told as they are. */
const TEXTS = ["link", "currency", "units", "numberLocale", "resultMode"];
/** Properties that reflect attributes with a meaning of their own. */
const OURS = [...TEXTS, "locked", "hiddenFields", "theme", "maxHeight", "api", "sandbox"];
const ATTRIBUTES = OURS.map((name) => name.replace(/[A-Z]/, "-$&").toLowerCase());
/** Names of fields. What is a property of every element, such as `title` or `onclick`, is none either. */
const FIELD = /^(?!(class|tabindex|accesskey|is|key|ref)$|(data|aria|v|x)-)[a-z][a-z\d-]*$/;
/** What a frame says that becomes an event. */
const EVENTS = ["ready", "change", "result", "export", "error"];

/** Custom properties that the frame follows, with what they may be where they are no colour. */
const VARS = {
  accent: null,
  surface: null,
  text: null,
  radius: /^(1?\d(\.\d+)?|2[0-4])px$/,
  font: /^(inherit-system|sans-serif|serif|monospace)$/,
  density: /^(compact|normal)$/,
};

// A change of theme, whoever makes it, is a transition of the box, which tells of it.
const STYLE = `:host(:not([hidden])){display:block}iframe{display:block;width:100%;height:100%;border:0}div{transition:1ms allow-discrete;transition-property:color-scheme,${Object.keys(VARS).map((name) => `--suanpan-${name}`)}}`;

/** A colour of any notation as red, green, blue and alpha, such as it is where `probe` stands. */
function colour(value, probe) {
  if (!CSS.supports("color", value)) return undefined;
  // Mixed with itself, a colour is printed as shares of red, green and blue. (The probe holds no text.)
  probe.style.color = `color-mix(in srgb,${value},${value})`;
  const [r, g, b, alpha = 1] = getComputedStyle(probe).color.match(/[\d.e-]+/g);
  return `rgba(${Uint8ClampedArray.of(r * 255, g * 255, b * 255)},${+alpha || 0})`;
}

function isPlain(value) {
  return value?.constructor === Object;
}

/** Plain data: also of a framework's proxies, which cannot be posted. JSON has no NaN, which would then be nothing at all. */
function copy(value) {
  return JSON.parse(JSON.stringify(value, (_, one) => (one?.toFixed && !isFinite(one) ? `${one}` : one)));
}

/** What of `now` is not as in `before`; null for what is gone. */
function changes(before = {}, now) {
  const news = {};
  for (const key in { ...before, ...now }) {
    if (JSON.stringify(before[key]) === JSON.stringify(now[key])) continue;
    news[key] = isPlain(now[key]) ? changes(before[key], now[key]) : (now[key] ?? null);
  }
  return news;
}

/** `work`, of which nothing ends in the host's hands. */
function guarded(work) {
  return (...given) => {
    try {
      return work(...given);
    } catch (error) {
      console.warn("Suanpan:", error);
    }
  };
}

let questions = 0;
let noticed;

/** The inside of one element: what its callbacks, methods and properties do. */
function widget(host, [id, code]) {
  const root = host.attachShadow({ mode: "open" });
  const box = root.appendChild(host.ownerDocument.createElement("div"));
  /** The window that the element is in, while it is in one. */
  let view;
  let media;
  let near;
  let frame;
  let nonce;
  /** Whether the frame has no origin, by the sandbox that the host asked for. */
  let opaque;
  /** The line to the document in the frame, once both have said hello. */
  let port;
  /** Fields that the host gave by property or call. */
  let given = {};
  /** What the host has said so far, as `init` has it. */
  let told = {};
  /** The calculation as the frame told it last: a frame that is loaded anew goes on from there. */
  let link = "";
  /** Fields that the host has set since then. */
  let since = {};
  /** Pixels; reserved until the frame tells its own. */
  let height = 640;
  /** Promises of results, by the id that was asked with. */
  const asked = new Map();
  /** What to ask once there is a port. */
  const later = [];

  const refreshed = guarded(() => refresh());
  const watch = new MutationObserver(guarded(refresh));
  const heard = guarded(hear);
  box.addEventListener("transitionrun", refreshed);
  look();

  /** The element and all that it is in, out of shadows as well. */
  function around() {
    const all = [];
    for (let node = host; node; node = node.parentNode ?? node.host) all.push(node);
    return all;
  }

  /** Looks at the element's attributes and at what tells the language around it. */
  function look() {
    around().forEach((one) => watch.observe(one, { attributeFilter: ["lang"] }));
    watch.observe(host, { attributes: true });
  }

  /** In the page: reserves its place, and loads once it comes near. */
  function start() {
    stop();
    for (const name of [...OURS, "fields"]) {
      if (!Object.hasOwn(host, name)) continue;
      const value = host[name]; // set before the element was defined
      delete host[name];
      host[name] = value;
    }
    view = host.isConnected && host.ownerDocument.defaultView;
    if (!view) return;
    if (!noticed && !/^1?$/.test(host.api)) {
      noticed = true;
      console.info("Suanpan: api 1 only");
    }
    const sheet = new view.CSSStyleSheet(); // a document takes only its own
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    media = view.matchMedia("(prefers-color-scheme:dark)");
    media.onchange = refreshed;
    refresh();
    const seen = guarded((news) => news.some((one) => one.isIntersecting) && (frame ? refresh() : load()));
    near = new view.IntersectionObserver(seen, { rootMargin: "600px" });
    near.observe(box);
    if (asked.size || later[0]) load();
  }

  function stop() {
    if (view) {
      refresh();
      watch.disconnect();
      near.disconnect();
      unload();
      media.onchange = view = null;
    }
    look();
  }

  function moved() {
    look();
    refresh();
  }

  function left() {
    stop();
    // An element that is only put elsewhere is back by then.
    queueMicrotask(() => view || asked.forEach(({ fail }) => fail("REMOVED")));
  }

  function load() {
    unload();
    nonce = crypto.getRandomValues(new Uint32Array(4)).join("");
    frame = view.document.createElement("iframe");
    refresh();
    name(id); // until it tells its own, in its language
    frame.allow = "clipboard-write";
    opaque = host.hasAttribute("sandbox") && !(frame.sandbox = host.sandbox).includes("allow-same-origin");
    frame.src = `${HOME}embed/${told.lang.toLowerCase()}/${id}/?nonce=${nonce}${origin === "null" ? "" : `&allow=${origin}`}&numbers=${host.numberLocale}`;
    let loads = 0;
    frame.onload = guarded(() => {
      if (!loads++) return;
      // The port was that of the document before. Ours again, it may be connected again;
      // of those without an origin nobody can tell which is ours.
      hangUp();
      if (!opaque) listen();
    });
    listen();
    box.append(frame);
  }

  /** Calls the frame what the host calls the element, else so. */
  function name(title) {
    frame.title = host.title || host.ariaLabel || title;
  }

  function unload() {
    hangUp();
    frame?.remove();
    frame = null;
  }

  function listen() {
    view.addEventListener("message", heard);
  }

  function hangUp() {
    view.removeEventListener("message", heard);
    port?.close();
    port = null;
  }

  /** Takes the hello of our own document in our own frame, and gives it a port. */
  function hear({ data, source, origin }) {
    if (source !== frame.contentWindow || origin !== (opaque ? "null" : HOME.origin)) return;
    refresh(); // the host may have asked for another frame just now
    if (`${[data.ns, data.type, data.calc, data.nonce]}` !== `suanpan,hello,${code},${nonce}`) return;
    if (![].concat(data.api).includes(1)) return;
    hangUp();
    const { port1, port2 } = new MessageChannel();
    source.postMessage({ ns: "suanpan", type: "connect", api: 1, nonce }, opaque ? "*" : HOME.origin, [port2]);
    port = port1;
    port.onmessage = guarded((event) => take(event.data));
    // All that was set, then all that waited.
    say("init", { ...told, ...(link && { link, fields: {} }) });
    if (link) say("set", { fields: since });
    for (const type of later.splice(0)) ask(type);
    asked.forEach((_, id) => say("get", { id }));
  }

  function say(type, more) {
    port.postMessage({ type, ...more });
  }

  /** Takes a message over the port. */
  function take(data) {
    const longest = 1 << 20; // in characters of JSON
    if (!isPlain(data) || !guarded(() => JSON.stringify(data).length <= longest)()) {
      return say("error", { code: "MESSAGE_REFUSED" });
    }
    const { type, id } = data;
    if (type === "resize" && data.height >= 0) {
      height = data.height;
      resize();
    }
    if (type === "title") name(data.title);
    if (!EVENTS.includes(type)) return;
    if (data.link?.startsWith?.("v=")) {
      link = data.link;
      since = {};
    }
    if (type === "result" && id) {
      asked.get(id)?.resolve(data);
      asked.delete(id);
    } else {
      host.dispatchEvent(new CustomEvent(`suanpan-${type}`, { bubbles: true, composed: true, detail: data }));
    }
  }

  /** Asks the frame for something, after all that the host has set before; loads it at once if need be. */
  function ask(type, more) {
    refresh();
    if (port) {
      if (type === "focus") frame.focus();
      return say(type, more);
    }
    if (!more) later.push(type);
    if (view && !frame) load();
  }

  function getResult() {
    return new Promise((resolve, reject) => {
      const id = `${++questions}`;
      const fail = (code) => asked.delete(id) && reject(Object.assign(new Error(code), { code }));
      asked.set(id, { resolve, fail });
      setTimeout(fail, 10_000, "TIMEOUT");
      ask("get", { id });
    });
  }

  /** Tells the frame what the host says otherwise than before. */
  function refresh(records = watch.takeRecords()) {
    for (const { attributeName } of records) {
      delete given[attributeName]; // what is set last counts
      if (attributeName === "sandbox" && frame) load();
    }
    if (!view) return;
    resize();
    const now = wishes();
    const news = changes(told, now);
    told = now;
    if (news.link) {
      link = "";
      since = {};
    } else {
      delete news.link; // a link taken away changes nothing
      since = { ...since, ...news.fields };
    }
    if (port && Object.keys(news)[0]) say("set", news);
  }

  /** All that the host says by now. */
  function wishes() {
    const style = getComputedStyle(host);
    const vars = {};
    for (const name in VARS) {
      const value = style.getPropertyValue(`--suanpan-${name}`);
      vars[name] = VARS[name] ? value.match(VARS[name])?.[0] : colour(value, box);
    }
    const list = (text) => text.match(/[^\s,]+/g) ?? undefined;
    // The language of the element, else of what is around it, else of the browser.
    const tags = [...around().map((one) => one.getAttribute?.("lang")), ...navigator.languages];
    const schemes = host.theme.replace("auto", "") || style.colorScheme;
    const isDark = schemes.includes("dark");
    const all = {
      lang: tags.map((tag) => TAGS.findLast((ours) => LANGUAGES[ours].test(tag))).find(Boolean) ?? "en",
      theme: (isDark === schemes.includes("light") ? media.matches : isDark) ? "dark" : "light",
      vars,
      fields: fields(),
      locked: list(host.locked),
      hidden: list(host.hiddenFields),
    };
    for (const name of TEXTS) all[name] = host[name] || undefined;
    return all;
  }

  function fields() {
    const typed = {};
    for (const { name, value } of host.attributes) {
      if (FIELD.test(name) && !(name in HTMLElement.prototype) && !ATTRIBUTES.includes(name)) typed[name] = value;
    }
    return copy({ ...typed, ...given });
  }

  function setAll(all) {
    refresh(); // what was said before goes first
    given = copy({ ...all });
    refresh();
  }

  function setFields(some) {
    refresh();
    given = { ...given, ...copy({ ...some }) };
    // Said again even where nothing is new: the user may have typed since.
    for (const key in some) delete told.fields?.[key];
    refresh();
  }

  function resize() {
    const least = 120;
    const most = parseFloat(host.maxHeight) || 50_000; // a frame that grows with its own height stops there
    box.style.height = `${Math.max(least, Math.ceil(Math.min(height, most)))}px`;
  }

  const parts = [start, left, moved, setFields, getResult, fields, setAll, () => link, ask];
  return guarded((part, given) => parts[part](given));
}

/** Defines the element of a calculator. */
function define(about) {
  const name = `suanpan-${about[0]}`;
  // A page may hold the loader twice, from one address or two: the first counts.
  if (customElements.get(name)) return;
  const element = class extends HTMLElement {
    #inside = guarded(widget)(this, about);
    connectedCallback() {
      this.#inside(0);
    }
    disconnectedCallback() {
      this.#inside(1);
    }
    connectedMoveCallback() {
      this.#inside(2);
    }
    setFields(fields) {
      this.#inside(3, fields);
    }
    getResult() {
      return this.#inside(4);
    }
    get fields() {
      return this.#inside(5);
    }
    set fields(fields) {
      this.#inside(6, fields);
    }
    getLink() {
      return this.#inside(7);
    }
    print() {
      this.#inside(8, "print");
    }
    reset() {
      this.#inside(8, "reset");
    }
    focus() {
      this.#inside(8, "focus");
    }
  };
  OURS.forEach((property, index) => {
    const name = ATTRIBUTES[index];
    Object.defineProperty(element.prototype, property, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        guarded(() => (value == null ? this.removeAttribute(name) : this.setAttribute(name, value)))();
      },
    });
  });
  customElements.define(name, element);
}

// Where there is no page (a server draws it) there is nothing to define.
if (globalThis.HTMLElement) CALCULATORS.forEach(guarded(define));
