import { readFileSync } from "node:fs";

/** The languages of the site: the tag of each and the folder of its pages. */
export const LANGUAGES = { en: "en", "zh-Hans": "zh-hans", "zh-Hant": "zh-hant" } as const;
export type Language = keyof typeof LANGUAGES;
export const TAGS = Object.keys(LANGUAGES) as Language[];

/** The texts of `locales/*.toml` and of the toy by `section.key`; every one stands on a line of its own. */
function read(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  for (const folder of ["locales", "src/calculators/toy/words"]) {
    let section = "";
    for (const line of readFileSync(new URL(`../../${folder}/${language}.toml`, import.meta.url), "utf8").split("\n")) {
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
