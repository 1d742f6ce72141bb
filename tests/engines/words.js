// Texts of the site, by `section.key`.

import { existsSync, readFileSync, readdirSync } from "node:fs";

const CALCULATORS = new URL("../../src/calculators/", import.meta.url);
const FOLDERS = [new URL("../../locales/", import.meta.url), ...readdirSync(CALCULATORS).map((name) => new URL(`${name}/words/`, CALCULATORS))];

/** The text, such as it stands in the files of that language. */
export function text(language, name) {
  for (const folder of FOLDERS.filter((folder) => existsSync(folder))) {
    let section = "";
    for (const line of readFileSync(new URL(`${language}.toml`, folder), "utf8").split("\n")) {
      section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
      const [, key, words] = /^([\w.-]+) = (".*")$/.exec(line) ?? [];
      if (`${section}.${key}` === name) return JSON.parse(words);
    }
  }
  throw new Error(`no text ${name} in ${language}`);
}
