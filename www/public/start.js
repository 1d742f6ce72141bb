// Starts the app: fetches its wasm, this language's texts and the data pack side by side, then
// hands over. The page around it (www/index.html) names the files in <meta name="suanpan:…">.

const home = document.baseURI;

/** What the page says under a name, or undefined. */
const meta = (name) => document.querySelector(`meta[name="suanpan:${name}"]`)?.content;

/** An address relative to the page that was opened, whatever page the app shows by now. */
const address = (path) => new URL(path, home).href;

async function fetchFile(path, asBytes) {
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return asBytes ? new Uint8Array(await response.arrayBuffer()) : response.text();
}

/** Imports a wasm-bindgen module and its wasm, both downloading at once. */
async function importWasm(scriptPath, wasmPath) {
  const wasm = fetch(address(wasmPath));
  const [module] = await Promise.all([import(address(scriptPath)), wasm]);
  await module.default({ module_or_path: wasm });
  return module;
}

/** Adds a style to the page. */
function addStyle(path) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address(path) });
  return new Promise((onload, onerror) => document.head.append(Object.assign(link, { onload, onerror })));
}

/** Tells `callback(null, value)` or `callback(message)`: wasm without promises of its own. */
function settle(promise, callback) {
  promise.then(
    (value) => callback(null, value),
    (error) => callback(message(error)),
  );
}

const message = (error) => String(error?.message ?? error);

let engine;
let tries = 0;

/** What the app asks of the page. */
globalThis.suanpanHost = {
  load(path, asBytes, callback) {
    settle(fetchFile(path, asBytes), callback);
  },
  engine(callback) {
    settle(loadEngine(), callback);
  },
  module(name, callback) {
    settle(loadModule(name), callback);
  },
};

/** What the first load does without: links, pasted tables, QR codes. */
function loadEngine() {
  // A browser may remember that a script did not come: each try is an address of its own.
  engine ??= Promise.all([
    importWasm(`${meta("engine")}#${++tries}`, meta("engine-wasm")),
    addStyle(meta("engine-css")),
  ]).then(([module]) => module);
  engine.catch(() => (engine = undefined)); // the next call tries again
  return engine;
}

const modules = {};

/** A wasm that only some ask for: what writes Excel files. */
function loadModule(name) {
  modules[name] ??= importWasm(`${meta(name)}#${++tries}`, meta(`${name}-wasm`));
  modules[name].catch(() => delete modules[name]);
  return modules[name];
}

const element = (id) => document.getElementById(id);

element("loading").hidden = false;
try {
  const [app, texts, packBytes] = await Promise.all([
    importWasm(meta("app"), meta("app-wasm")),
    fetchFile(meta(`texts:${document.documentElement.lang}`)),
    fetchFile(meta("first"), true),
    // An address that carries a link shows that link first. (Without the engine the app says so.)
    /[#?]v(=|%3[Dd])/.test(location.search + location.hash) && loadEngine().catch(() => {}),
  ]);
  app.start(texts, packBytes);
} catch (error) {
  console.error(error);
  // Still there unless the app had begun to draw: then it has shown what it can.
  if (element("failed")) {
    element("loading").hidden = true;
    element("reason").textContent = message(error);
    element("failed").hidden = false;
  }
}
