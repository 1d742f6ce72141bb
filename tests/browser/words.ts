import { wording } from "./wording.js";

/** The languages of the site: the tag of each and the folder of its pages. */
export const LANGUAGES = { en: "en", "zh-Hans": "zh-hans", "zh-Hant": "zh-hant" } as const;
export type Language = keyof typeof LANGUAGES;
export const TAGS = Object.keys(LANGUAGES) as Language[];

const texts = new Map(TAGS.map((language) => [language, wording(language)]));

/** A text with its slots filled: `{name}`, or `{name|one|many}`. */
export function text(language: Language, key: string, slots: Record<string, string | number> = {}): string {
  const template = texts.get(language)!.get(key);
  if (template === undefined) throw new Error(`no text ${key} in ${language}`);
  return template.replace(/\{([^}|]+)(?:\|([^}|]*)\|([^}|]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = String(slots[name] ?? "");
    return one === undefined ? value : value === "1" ? one : many!;
  });
}
