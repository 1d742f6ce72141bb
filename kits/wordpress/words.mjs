// The plugin's words: collects them from its sources into the .pot, checks the .po files against it, and makes the .mo files and
// the .json files that the editor reads. Needs gettext.
//
//   node kits/wordpress/words.mjs           makes them
//   node kits/wordpress/words.mjs --check   only says what is missing

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const plugin = fileURLToPath(new URL("suanpan/", import.meta.url));
const languages = join(plugin, "languages");
const isCheck = process.argv.includes("--check");

const sources = readdirSync(plugin, { recursive: true }).filter((path) => /\.(php|js)$|block\.json$/.test(path) && !path.startsWith("site")).sort();

/** The texts of a file. */
function texts(path) {
  const source = readFileSync(join(plugin, path), "utf8");
  if (path.endsWith(".json")) {
    const { title, description, keywords } = JSON.parse(source);
    return [[title, "block title"], [description, "block description"], ...keywords.map((word) => [word, "block keyword"])];
  }
  // What stands about the plugin in WordPress' list of plugins.
  const header = path === "suanpan.php" ? [...source.matchAll(/^ \* (?:Description|Author): +(.+)$/gm)].map(([, text]) => [text, ""]) : [];
  const calls = source.matchAll(/\b(?:__|esc_html__|esc_attr__|esc_html_e)\(\s*(?:'([^']*)'|"([^"]*)"),\s*['"]suanpan['"]\s*\)/g);
  return [...header, ...[...calls].map((call) => [call[1] ?? call[2], ""])];
}

const found = new Map();
for (const path of sources) {
  for (const [text, context] of texts(path)) {
    if (text === "Suanpan") continue;
    const key = `${context}\u0004${text}`;
    found.set(key, [...(found.get(key) ?? []), path]);
  }
}

/** `msgctxt` and text, and its translation, of a .po file. */
function entries(text) {
  const unquote = (lines) => [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => JSON.parse(`"${part}"`)).join("");
  return text.split(/\n\s*\n/).flatMap((block) => {
    const part = (name) => unquote(new RegExp(`^${name} ((?:".*"\\n?)+)`, "m").exec(`${block}\n`)?.[1] ?? "");
    return part("msgid") ? [[`${part("msgctxt")}\u0004${part("msgid")}`, part("msgstr")]] : [];
  });
}

const pot = [...found].map(([key, paths]) => {
  const [context, text] = key.split("\u0004");
  return `#: ${paths.join(" ")}\n${/%(\d\$)?s/.test(text) ? "#, php-format\n" : ""}${context ? `msgctxt ${JSON.stringify(context)}\n` : ""}msgid ${JSON.stringify(text)}\nmsgstr ""\n`;
});
const head = 'msgid ""\nmsgstr ""\n"Project-Id-Version: Suanpan\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n';
if (!isCheck) writeFileSync(join(languages, "suanpan.pot"), `${head}\n${pot.join("\n")}`);

const wrong = [];
const inEditor = new Set(texts("block/editor.js").map(([text]) => text));
for (const file of readdirSync(languages).filter((name) => name.endsWith(".po"))) {
  const translated = new Map(entries(readFileSync(join(languages, file), "utf8")));
  for (const key of found.keys()) if (!translated.get(key)) wrong.push(`${file}: no text for "${key.replace("\u0004", " | ")}"`);
  for (const key of translated.keys()) if (!found.has(key)) wrong.push(`${file}: nobody says "${key.replace("\u0004", " | ")}"`);
  if (isCheck) continue;
  const locale = /^suanpan-(.+)\.po$/.exec(file)[1];
  execFileSync("msgfmt", ["--check-format", "--no-hash", "-o", join(languages, `suanpan-${locale}.mo`), join(languages, file)]);
  const messages = { "": { domain: "suanpan", lang: locale } };
  for (const [key, text] of translated) {
    const [context, source] = key.split("\u0004");
    if (!context && inEditor.has(source)) messages[source] = [text];
  }
  const json = { domain: "suanpan", locale_data: { suanpan: messages } };
  writeFileSync(join(languages, `suanpan-${locale}-suanpan-editor.json`), `${JSON.stringify(json, null, 1)}\n`);
}
for (const line of wrong) console.error(line);
process.exitCode = wrong.length ? 1 : 0;
