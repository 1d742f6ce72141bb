// Texts of the site, by `section.key`.

import { existsSync, readFileSync, readdirSync } from "node:fs";

const CALCULATORS = new URL("../../src/calculators/", import.meta.url);
const FOLDERS = [new URL("../../locales/", import.meta.url), ...readdirSync(CALCULATORS).map((name) => new URL(`${name}/words/`, CALCULATORS))];

/** The text, such as it stands in the files of that language. */
export function text(language, name) {
  const [section, key] = name.split(/\.(?=[^.]+$)/);
  for (const folder of FOLDERS.filter((folder) => existsSync(folder))) {
    const file = readFileSync(new URL(`${language}.toml`, folder), "utf8");
    const part = file.split(/^(?=\[)/m).find((part) => part.startsWith(`[${section}]\n`));
    const line = part && new RegExp(`^${key} = (".*")$`, "m").exec(part);
    if (line) return JSON.parse(line[1]);
  }
  throw new Error(`no text ${name} in ${language}`);
}
