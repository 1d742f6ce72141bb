// Starts the engine from what a page or a program has: files beside it, addresses, bytes, a compiled module.

import { EngineError, begin } from "./core.js";

/** `init` for a platform: `files` lie beside the script, `read` makes a response or bytes of an address. */
export function starter(files, read) {
  let starting;
  return (source, packs = {}) => {
    starting ??= start(source, packs).catch((error) => {
      starting = undefined;
      if (error instanceof EngineError) throw error;
      throw new EngineError("NOT_LOADED", `the engine does not start: ${error.message}`, error);
    });
    return starting;
  };

  async function start(source, { data, rules, sources }) {
    const none = new Uint8Array();
    const [module, ...bytes] = await Promise.all([
      compiled((await source) ?? files.wasm()),
      content(data ?? files.data()),
      rules === null ? none : content(rules ?? files.rules()),
      rules === null || sources === null ? none : content(sources ?? files.sources()),
    ]);
    const [ofData, ofRules, ofSources] = bytes;
    const calls = [["load", ofData]];
    if (ofRules.length > 0) calls.push(["load_rules", ofRules, ofSources]);
    begin(module, calls);
  }

  async function compiled(source) {
    if (source instanceof WebAssembly.Module) return source;
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
    const found = await open(source);
    if (!(found instanceof Response)) return WebAssembly.compile(found);
    const isTyped = found.headers.get("content-type")?.startsWith("application/wasm");
    return isTyped ? WebAssembly.compileStreaming(found) : WebAssembly.compile(await found.arrayBuffer());
  }

  async function content(source) {
    if (source instanceof ArrayBuffer) return new Uint8Array(source);
    if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    const found = await open(source);
    return found instanceof Response ? new Uint8Array(await found.arrayBuffer()) : found;
  }

  /** A response that came, or bytes. */
  async function open(source) {
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
}
