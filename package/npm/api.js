// The calls that browsers and Node share.

import { call, keep, memory, text, word } from "./core.js";

export { EngineError } from "./error.js";
export { memory };

/** Takes in a further data pack: cases may then name it by `options.snapshot`. */
export function loadData(bytes) {
  return keep("load", [bytes]).snapshot;
}

/** Takes in rules of compliance, in the place of those before. */
export function loadRules(pack, sources = new Uint8Array()) {
  keep("load_rules", [pack, sources]);
}

/** What is loaded. */
export function snapshots() {
  const { data, rules } = call("snapshots");
  return { data, rules };
}

/** The calculators. */
export function calculators() {
  return call("calculators").calculators;
}

/** What a calculator asks and offers. */
export function describe(id) {
  return call("describe", word(id));
}

/** Computes a case. */
export function run(id, inputs, options) {
  return call("run", word(id), text(inputs), text(options ?? {}));
}

/** Writes a case as a link. */
export function encode(id, inputs, options) {
  return call("encode", word(id), text(inputs), text(options ?? {}));
}

/** Opens a link. */
export function decode(link) {
  return call("decode", word(link));
}

/** Computes each row of a table from a spreadsheet. */
export function table(id, rows, options) {
  return call("table", word(id), word(rows), text(options ?? {}));
}

/** Does the long work of a case, here and now; `onProgress` stops it by `false`. In a worker it can be stopped at any time. */
export function job(id, inputs, options) {
  const { onProgress, ...rest } = options ?? {};
  let thrown;
  const step = (done, of) => {
    try {
      return onProgress?.(done, of);
    } catch (error) {
      thrown = { error };
      return false;
    }
  };
  const result = call("job", word(id), text(inputs), text(rest), step);
  if (thrown) throw thrown.error;
  return result;
}
