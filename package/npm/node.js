// The engine in Node: the same, read from the disk.

import { readFile } from "node:fs/promises";
import { files } from "./files.js";
import { starter, translator } from "./start.js";

export * from "./api.js";
export * from "./calculators.js";

const read = (source) => (/^https?:/.test(String(source)) ? fetch(source) : readFile(source));

/** Loads the engine and its data, once, however often it is called. */
export const init = starter(files, read);
/** Loads the rules of compliance in another language, in the place of those before. */
export const loadLanguage = translator(files, read);
