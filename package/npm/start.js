// Starts the engine from what a page or a program has: files beside it, addresses, bytes, a compiled module.

import { begin, call, keep } from "./core.js";
import { EngineError } from "./error.js";

/** `init` for a platform: `files` are what the package has, `read` makes a response or bytes of an address. */
export function starter(files, read) {
  let starting;
  return (source, packs) => {
    starting ??= start(source, packs ?? {}).catch((error) => {
      starting = undefined;
      if (error instanceof EngineError) throw error;
      throw new EngineError("NOT_LOADED", `the engine does not start: ${error.message}`, error);
    });
    return starting;
  };

  async function start(source, { data, rules, sources, language }) {
    const none = new Uint8Array();
    const beside = rulesIn(files, language);
    const [module, ...bytes] = await Promise.all([
      compiled((await source) ?? files.wasm(), read),
      content(data ?? files.data(), read),
      rules === null ? none : content(rules ?? beside(), read),
      rules === null || sources === null ? none : content(sources ?? files.sources(), read),
    ]);
    const [ofData, ofRules, ofSources] = bytes;
    const calls = [["load", ofData]];
    if (ofRules.length > 0) calls.push(["load_rules", ofRules, ofSources]);
    begin(module, calls);
  }
}

/** `loadLanguage` for a platform. */
export function translator(files, read) {
  let last;
  return async (language) => {
    const beside = rulesIn(files, language);
    // Throws before `init`.
    call("snapshots");
    const mine = Symbol();
    last = mine;
    const packs = await Promise.all([content(beside(), read), content(files.sources(), read)]);
    // Whoever asked last has it, whichever is there first.
    if (last === mine) keep("load_rules", packs);
  };
}

/** Says where the rules in a language lie; those in the first where none is named. */
function rulesIn({ rules }, language) {
  const known = Object.keys(rules);
  const tag = language ?? known[0];
  if (!known.includes(tag)) {
    throw new EngineError("UNKNOWN_LANGUAGE", `there are rules in ${known.join(", ")}, not in ${String(tag)}`);
  }
  return rules[tag];
}

async function compiled(source, read) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const found = await open(source, read);
  if (!(found instanceof Response)) return WebAssembly.compile(found);
  const isTyped = found.headers.get("content-type")?.startsWith("application/wasm");
  return isTyped ? WebAssembly.compileStreaming(found) : WebAssembly.compile(await found.arrayBuffer());
}

async function content(source, read) {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const found = await open(source, read);
  return found instanceof Response ? new Uint8Array(await found.arrayBuffer()) : found;
}

/** A response that came, or bytes. */
async function open(source, read) {
  const isAddress = typeof source === "string" || source instanceof URL;
  const isResponse = typeof Response === "function" && source instanceof Response;
  if (!isAddress && !isResponse) {
    throw new EngineError("NOT_LOADED", "init takes an address, a Response, bytes or a WebAssembly.Module");
  }
  let found;
  try {
    found = isResponse ? source : await read(source);
  } catch (error) {
    throw new EngineError("NOT_LOADED", `${source} cannot be read`, error);
  }
  if (found instanceof Response && !found.ok) {
    throw new EngineError("NOT_LOADED", `${found.url || source}: ${found.status}`);
  }
  return found;
}
