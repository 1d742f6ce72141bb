import { existsSync, readFileSync, readdirSync } from "node:fs";

/** The languages of the site: the tag of each and the folder of its pages. */
export const LANGUAGES = { en: "en", "zh-Hans": "zh-hans", "zh-Hant": "zh-hant" } as const;
export type Language = keyof typeof LANGUAGES;
export const TAGS = Object.keys(LANGUAGES) as Language[];

/** The folders of the wording: what is shared, and that of each calculator. */
const CALCULATORS = new URL("../../src/calculators/", import.meta.url);
const words = readdirSync(CALCULATORS).map((name) => new URL(`${name}/words/`, CALCULATORS)).filter((folder) => existsSync(folder));
const FOLDERS = [new URL("../../locales/", import.meta.url), ...words];

/** The texts by `section.key`; every one stands on a line of its own. */
function read(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  for (const folder of FOLDERS) {
    let section = "";
    for (const line of readFileSync(new URL(`${language}.toml`, folder), "utf8").split("\n")) {
      const name = /^\[(.+)\]$/.exec(line)?.[1];
      const pair = /^([\w.-]+) = (".*")$/.exec(line);
      if (name) section = name;
      if (pair) texts.set(`${section}.${pair[1]}`, JSON.parse(pair[2]!) as string);
    }
  }
  return texts;
}

const texts = new Map(TAGS.map((language) => [language, read(language)]));

/** A text with its slots filled: `{name}`, or `{name|one|many}`. */
export function text(language: Language, key: string, slots: Record<string, string | number> = {}): string {
  const template = texts.get(language)!.get(key);
  if (template === undefined) throw new Error(`no text ${key} in ${language}`);
  return template.replace(/\{([^}|]+)(?:\|([^}|]*)\|([^}|]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = String(slots[name] ?? "");
    return one === undefined ? value : value === "1" ? one : many!;
  });
}
