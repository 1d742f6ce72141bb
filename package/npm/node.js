// The engine in Node: the same, read from the disk.

import { readFile } from "node:fs/promises";
import { starter } from "./start.js";

export * from "./api.js";
export * from "./calculators.js";

const beside = (name) => () => new URL(name, import.meta.url);
const files = {
  wasm: beside("./engine_bg.wasm"),
  data: beside("./data.pack"),
  rules: beside("./rules.pack"),
  sources: beside("./rule-sources.pack"),
};

const read = (source) => (/^https?:/.test(String(source)) ? fetch(source) : readFile(source));

/** Loads the engine and its data, once, however often it is called. */
export const init = starter(files, read);
