// The engine in a browser, with a bundler or without.

import { files } from "./files.js";
import { starter, translator } from "./start.js";

export * from "./api.js";
export * from "./calculators.js";

/** Loads the engine and its data, once, however often it is called. */
export const init = starter(files, fetch);
/** Loads the rules of compliance in another language, in the place of those before. */
export const loadLanguage = translator(files, fetch);
