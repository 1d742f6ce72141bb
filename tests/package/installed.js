// The package as somebody gets it: packed, and installed into an empty project.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const built = process.env.SUANPAN_PACKAGE ?? new URL("../../target/npm", import.meta.url).pathname;
const cases = process.env.SUANPAN_CASES ?? new URL("../../target/tmp/package/cases.jsonl", import.meta.url).pathname;

const npm = (args, cwd) => execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund"], { cwd, encoding: "utf8" });

/** An empty project with the package in it; its folder. */
export function project() {
  const dir = mkdtempSync(join(tmpdir(), "suanpan-package-"));
  const [packed] = JSON.parse(npm(["pack", built, "--json", "--pack-destination", dir], dir));
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  npm(["install", join(dir, packed.filename)], dir);
  return dir;
}

/** A script in that project that gives on what the package exports: imports go by the project's own rules. */
export async function load(dir, what = "suanpan-engine") {
  const file = join(dir, `${what.replaceAll("/", "-")}.js`);
  writeFileSync(file, `export * from ${JSON.stringify(what)};`);
  return import(pathToFileURL(file));
}

/** Where the package lies in it. */
export const inside = (dir, name) => join(dir, "node_modules/suanpan-engine", name);

/** Copies files of this folder into the project. */
export function copy(dir, from, names) {
  for (const name of names) {
    mkdirSync(join(dir, name, ".."), { recursive: true });
    copyFileSync(new URL(`${from}/${name}`, import.meta.url), join(dir, name));
  }
}

/** Cases with what the native program says of them. */
export const told = () =>
  readFileSync(cases, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const BARE = new Set([undefined, "%", "days", "working-days"]);

/** An outcome with each figure as the one text that the native program writes for it. */
export function joined(value) {
  if (Array.isArray(value)) return value.map(joined);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  if (typeof value.value === "string" && keys.every((key) => key === "value" || key === "unit")) {
    return BARE.has(value.unit) ? value.value : value.value + value.unit;
  }
  return Object.fromEntries(keys.map((key) => [key, joined(value[key])]));
}

/** An outcome as the native program writes it. */
export function asNative(outcome) {
  if (!outcome.ok) return { problems: joined([...outcome.problems, ...outcome.warnings]), answer: null };
  const { changes, swings, ...answer } = joined(outcome.value);
  return { problems: joined(outcome.warnings), answer, changes, swings };
}
