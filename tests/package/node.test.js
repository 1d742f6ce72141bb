// What the package does in Node, held against the native program.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { asNative, copy, inside, load, project, told } from "./installed.js";

let dir;
let engine;
before(async () => {
  dir = project();
  engine = await load(dir);
});
after(() => rmSync(dir, { recursive: true, force: true }));

const PARCEL = { destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] };
const codes = (outcome) => {
  assert.equal(outcome.ok, false);
  return outcome.problems.map((problem) => problem.code);
};

test("calls before init are misuse", () => {
  for (const call of [() => engine.run("shipping-cost", PARCEL), () => engine.shippingCost(PARCEL), () => engine.decode("")]) {
    assert.throws(call, (error) => error instanceof engine.EngineError && error.code === "NOT_INITIALIZED");
  }
});

test("init that fails can be tried again, and once it has worked it does nothing", async () => {
  await assert.rejects(engine.init("no-such-file.wasm"), { code: "NOT_LOADED" });
  await assert.rejects(engine.init(42), { code: "NOT_LOADED" });
  await assert.rejects(engine.init(new Uint8Array([1, 2, 3])), { code: "NOT_LOADED" });
  await assert.rejects(engine.init(undefined, { data: new Uint8Array([1, 2, 3]) }), { code: "PACK_UNREADABLE" });
  await assert.rejects(engine.init(undefined, { language: "de" }), { code: "UNKNOWN_LANGUAGE" });
  await assert.rejects(engine.loadLanguage("zh-Hans"), { code: "NOT_INITIALIZED" });
  assert.throws(() => engine.shippingCost(PARCEL), { code: "NOT_INITIALIZED" });
  const first = engine.init();
  assert.equal(engine.init("anything"), first);
  await first;
  assert.equal(engine.snapshots().data.length, 1);
  assert.equal(engine.snapshots().rules.language, "en");
});

test("every example and every worked case is as the native program has it", () => {
  const cases = told();
  const counts = {};
  for (const { calculator, name, inputs, told } of cases) {
    counts[calculator] = (counts[calculator] ?? 0) + 1;
    const ours = asNative(engine.run(calculator, inputs, { changes: true, swings: true }));
    const native = told.answer ? told : { problems: told.problems, answer: null };
    if (!told.answer) {
      // Errors first.
      native.problems.sort((a, b) => (b.severity === "error") - (a.severity === "error"));
    }
    assert.deepEqual(ours, native, `${calculator}: ${name}`);
  }
  assert.deepEqual(Object.keys(counts), engine.calculators().map((one) => one.id));
  assert.ok(cases.length >= 50, `${cases.length} cases`);
});

test("typed functions are run, and say what was assumed", () => {
  const outcome = engine.shippingCost(PARCEL);
  assert.deepEqual(outcome, engine.run("shipping-cost", PARCEL));
  assert.deepEqual(outcome, engine.run("shipping-cost", PARCEL, null));
  assert.deepEqual(outcome.value.headline.cost, { value: "39.5", unit: "CNY" });
  assert.ok(outcome.assumed.some(({ field, column, why }) => field === "parcels" && column === "quantity" && why === "DEFAULT"));
  for (const { id } of engine.calculators()) {
    const name = id.replace(/-./g, (letters) => letters[1].toUpperCase());
    assert.equal(typeof engine[name], "function", name);
  }
});

test("numbers count as far as they are exact", () => {
  const of = (rate) => engine.shippingCost({ ...PARCEL, currency: "USD", "exchange-rate": rate });
  assert.equal(of(7.1).ok, true);
  assert.deepEqual(of(7.1).value, of("7.1").value);
  for (const rate of [NaN, Infinity, -Infinity, 0.1 + 0.2, 1e21, 123456789012345680, 12345678901234567890n]) {
    const outcome = of(rate);
    const expected = typeof rate === "bigint" ? "NOT_A_NUMBER" : "NUMBER_NOT_EXACT";
    assert.deepEqual(codes(outcome), [expected], String(rate));
    assert.equal(outcome.problems[0].field, "exchange-rate");
  }
});

test("input of no kind throws", () => {
  const circle = {};
  circle.circle = circle;
  const deep = [];
  for (let at = deep, i = 0; i < 100_000; i += 1) at = at[0] = [];
  const throws = { get destination() { throw new Error("no"); } };
  for (const inputs of [null, 1, "x", [], circle, deep, throws, () => 1, Symbol("x"), new Map([["a", 1]]), "\ud800"]) {
    codes(engine.run("shipping-cost", inputs));
    codes(engine.shippingCost(inputs));
    assert.ok(["boolean"].includes(typeof engine.encode("shipping-cost", inputs).ok));
  }
  for (const id of [null, undefined, 1, {}, Symbol("x"), "no-such", "\ud800"]) {
    assert.deepEqual(codes(engine.run(id, PARCEL)), ["UNKNOWN_CODE"]);
    assert.deepEqual(codes(engine.describe(id)), ["UNKNOWN_CODE"]);
  }
  assert.deepEqual(codes(engine.run("shipping-cost", { destination: "x".repeat(2 ** 20) })), ["TEXT_LIMIT"]);
  assert.deepEqual(codes(engine.run("shipping-cost", { destination: "x".repeat(2 ** 24) })), ["TEXT_LIMIT"]);
  const warned = engine.run("shipping-cost", { ...PARCEL, desination: "US" }, { swing: true }).warnings;
  assert.deepEqual(warned.map((one) => one.code), ["UNKNOWN_FIELD", "UNKNOWN_OPTION"]);
});

test("links go there and back", () => {
  const { link } = engine.encode("shipping-cost", PARCEL, { answer: true });
  const opened = engine.decode(`https://example.org/en/shipping-cost/#${link}`);
  assert.equal(opened.seal, "whole");
  assert.equal(opened.claimed, "39.5");
  assert.deepEqual([opened.snapshot], engine.snapshots().data);
  assert.deepEqual(engine.run(opened.calculator, opened.inputs).value, engine.shippingCost(PARCEL).value);
  assert.deepEqual(codes(engine.decode("nothing")), ["LINK_CORRUPT"]);
  assert.deepEqual(codes(engine.decode("v=99&t=sc&k=hand")), ["LINK_NEWER"]);
});

test("rows of a spreadsheet have an outcome each", () => {
  const text = "order\tcountry\tweight (kg)\tsize (cm)\nA1\tGermany\t0.35\t20x15x8\nA2\t\t0.5\t20x15x8\n";
  const { ok, rows, columns } = engine.table("shipping-cost", text, { base: { "shipping-date": "2026-11-22" } });
  assert.equal(ok, true);
  assert.deepEqual(columns.map((one) => one.holds).slice(1), ["destination", "parcels.weight", "parcels.size"]);
  assert.deepEqual(rows[0].outcome.value.headline.cost, { value: "39.5", unit: "CNY" });
  assert.deepEqual(codes(rows[1].outcome), ["REQUIRED"]);
});

test("a job tells how far it is, stops, and passes on what its listener throws", () => {
  const id = engine.calculators().map((one) => one.id).find((id) => engine.describe(id).job);
  const { inputs } = told().find((one) => one.calculator === id);
  const steps = [];
  const outcome = engine.job(id, inputs, { onProgress: (done, of) => void steps.push([done, of]) });
  assert.equal(outcome.ok, true);
  assert.ok(steps.length > 1 && steps.every(([done, of]) => done < of));
  assert.deepEqual(codes(engine.job(id, inputs, { onProgress: () => false })), ["CANCELLED"]);
  assert.throws(() => engine.job(id, inputs, { onProgress() { throw new RangeError("mine"); } }), RangeError);
  // A listener may ask the engine something.
  let asked;
  engine.job(id, inputs, { onProgress() { asked ??= engine.shippingCost(PARCEL); } });
  assert.equal(asked.ok, true);
  assert.deepEqual(engine.job(id, inputs), outcome);
});

/** Checks by a definition of the schema. */
function schema() {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse(readFileSync(inside(dir, "schema.json"), "utf8")), "schema.json");
  return (name) => ajv.getSchema(`schema.json#/$defs/${name}`);
}

test("the schema is met by every case that has an answer, and not by a typo", () => {
  const of = schema();
  for (const { calculator, name, inputs, told: native } of told()) {
    const check = of(calculator);
    if (native.answer && !native.problems.length) {
      assert.ok(check(inputs), `${calculator}: ${name}: ${JSON.stringify(check.errors)}`);
    }
    assert.equal(check({ ...inputs, desination: "US" }), false);
  }
});

/** Every object within a value. */
function* objects(value) {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value)) yield value;
  for (const one of Object.values(value)) yield* objects(one);
}

test("the schema is met by every outcome, and not by one with a field more or less", () => {
  const of = schema();
  const holds = (name, outcome, about) => {
    const check = of(name);
    assert.ok(check(outcome), `${name}: ${about}: ${JSON.stringify(check.errors)}`);
  };
  const altered = new Set();
  for (const { calculator, name, inputs } of told()) {
    for (const options of [{}, { changes: true, swings: true }]) {
      holds(`${calculator}-outcome`, engine.run(calculator, inputs, options), name);
    }
    const { job, tables } = engine.describe(calculator);
    if (job) holds(`${calculator}-job`, engine.job(calculator, inputs), name);
    if (tables) holds(`${calculator}-table`, engine.table(calculator, "no such\nx\n", { base: inputs }), name);
    const outcome = engine.run(calculator, inputs, { changes: true, swings: true });
    if (!outcome.ok || altered.has(calculator)) continue;
    altered.add(calculator);
    const check = of(`${calculator}-outcome`);
    const maps = ["args", "alternatives", "fixes", "bars"].flatMap((name) => [...objects(outcome)].map((one) => one[name]));
    for (const object of objects(outcome)) {
      if (maps.includes(object)) continue;
      object["no-such"] = "x";
      assert.equal(check(outcome), false, `${calculator}: ${Object.keys(object)}`);
      delete object["no-such"];
    }
    for (const name of ["headline", "ranking", "swings", "changes"]) {
      const { [name]: _, ...value } = outcome.value;
      assert.equal(check({ ...outcome, value }), ["swings", "changes"].includes(name), name);
    }
  }
  assert.deepEqual([...altered], engine.calculators().map((one) => one.id));
  const parcels = "destination,parcels.weight,parcels.size\nDE,350g,20x15x8cm\nDE,,\n";
  const rows = engine.table("shipping-cost", parcels, { base: { "shipping-date": "2026-11-22" } });
  assert.deepEqual(rows.rows.map((row) => row.outcome.ok), [true, false]);
  holds("shipping-cost-table", rows, "parcels");
  for (const { id } of engine.calculators()) {
    const told = engine.describe(id);
    holds("description", told, id);
    for (const { link } of told.examples) holds("opened", engine.decode(link), link);
  }
  holds("encoded", engine.encode("shipping-cost", { ...PARCEL, "no-such": 1 }, { answer: true }), "parcels");
  holds("opened", engine.decode("nothing"), "nothing");
});

/** Compiles files in the project by the strictest settings and these. */
function compiles(files, options) {
  const strict = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  const compilerOptions = { ...strict, target: "es2022", module: "nodenext", ...options };
  writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const tsc = new URL("node_modules/typescript/bin/tsc", import.meta.url).pathname;
  execFileSync(process.execPath, [tsc, "--project", "."], { cwd: dir, stdio: "inherit" });
}

test("a project by strict types compiles, and wrong inputs do not", () => {
  copy(dir, ".", ["typed.ts"]);
  compiles(["typed.ts"], { lib: ["es2023", "dom", "dom.iterable"], types: [] });
});

test("a project without the types of browsers compiles, also without those of Node", () => {
  copy(dir, ".", ["bare.ts", "bare-node.ts"]);
  compiles(["bare.ts"], { lib: ["es2022"], types: [] });
  const typeRoots = [new URL("node_modules/@types", import.meta.url).pathname];
  compiles(["bare.ts", "bare-node.ts"], { lib: ["es2022"], types: ["node"], typeRoots });
});

test("what comes out is of the types that it says", () => {
  const lines = ['import type { AnswerWith, JobAnswer, Outcome, Outputs } from "suanpan-engine";'];
  const say = (type, outcome) => lines.push(`{ const it: ${type} = ${JSON.stringify(outcome)}; void it; }`);
  const counts = {};
  const seen = new Set();
  const isNew = (item) => {
    const shape = JSON.stringify(item, (key, value) => (key === "" || typeof value === "object" ? value : typeof value));
    return !seen.has(shape) && seen.add(shape);
  };
  for (const { calculator, inputs } of told()) {
    counts[calculator] = (counts[calculator] ?? 0) + 1;
    const outcome = engine.run(calculator, inputs, { changes: true, swings: true });
    const list = outcome.value?.changes.checklist;
    // Of rules one of each shape; of calculators without rules a few cases.
    if (list) list.items = list.items.filter(isNew);
    else if (counts[calculator] > 3) continue;
    const of = `Outputs["${calculator}"]`;
    say(`Outcome<AnswerWith<{ changes: true; swings: true }, ${of}>>`, outcome);
    if (counts[calculator] === 1 && engine.describe(calculator).job) say(`Outcome<JobAnswer<${of}>>`, engine.job(calculator, inputs));
  }
  writeFileSync(join(dir, "outcomes.ts"), lines.join("\n"));
  compiles(["outcomes.ts"], { lib: ["es2022"], types: [] });
});

test("rules are said in the language that is asked for", async () => {
  const { inputs } = told().find((one) => one.calculator === "compliance" && one.told.answer);
  const name = () => engine.compliance(inputs, { changes: true }).value.changes.checklist.items[0].name;
  const names = {};
  assert.throws(() => engine.loadRules(new Uint8Array([1])), { code: "PACK_UNREADABLE" });
  for (const language of ["zh-Hans", "zh-Hant", "en"]) {
    await engine.loadLanguage(language);
    assert.equal(engine.snapshots().rules.language, language);
    names[language] = name();
  }
  assert.match(names.en, /^[ -~]+$/);
  assert.match(names["zh-Hans"], /\p{Script=Han}/u);
  assert.match(names["zh-Hant"], /\p{Script=Han}/u);
  assert.equal(new Set(Object.values(names)).size, 3);
  // Sources come with them.
  const [rule] = engine.compliance(inputs, { changes: true }).value.changes.checklist.items;
  assert.equal(rule.sources.length, rule["source-count"]);
  for (const language of ["zh", "en-GB", "toString", 1, Symbol("en")]) {
    await assert.rejects(engine.loadLanguage(language), { name: "EngineError", code: "UNKNOWN_LANGUAGE" });
  }
  // Who asks last has it.
  await Promise.all([engine.loadLanguage("zh-Hans"), engine.loadLanguage("zh-Hant"), engine.loadLanguage("en")]);
  assert.equal(engine.snapshots().rules.language, "en");
});
