// The texts of the site, for tests that look for them: as they stand in `locales/` and beside each calculator.

import { existsSync, readFileSync, readdirSync } from "node:fs";

const CALCULATORS = new URL("../../src/calculators/", import.meta.url);
const words = readdirSync(CALCULATORS).map((name) => new URL(`${name}/words/`, CALCULATORS)).filter((folder) => existsSync(folder));
const FOLDERS = [new URL("../../locales/", import.meta.url), ...words];

/**
 * The texts of a language by `section.key`; every one stands on a line of its own.
 * @param {string} language
 * @returns {Map<string, string>}
 */
export function wording(language) {
  const texts = new Map();
  for (const folder of FOLDERS) {
    let section = "";
    for (const line of readFileSync(new URL(`${language}.toml`, folder), "utf8").split("\n")) {
      section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
      const [, key, text] = /^([\w.-]+) = (".*")$/.exec(line) ?? [];
      if (key) texts.set(`${section}.${key}`, JSON.parse(text));
    }
  }
  return texts;
}
