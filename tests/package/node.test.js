// What the package does in Node, held against the native program.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { rmSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { asNative, inside, load, project, told } from "./installed.js";

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

test("the schema is met by every case that has an answer, and not by a typo", () => {
  const schema = JSON.parse(readFileSync(inside(dir, "schema.json"), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.addSchema(schema, "schema.json");
  for (const { calculator, name, inputs, told: native } of told()) {
    const check = ajv.getSchema(`schema.json#/$defs/${calculator}`);
    if (native.answer && !native.problems.length) {
      assert.ok(check(inputs), `${calculator}: ${name}: ${JSON.stringify(check.errors)}`);
    }
    assert.equal(check({ ...inputs, desination: "US" }), false);
  }
});

test("a project by strict types compiles, and wrong inputs do not", () => {
  const tsc = new URL("node_modules/typescript/bin/tsc", import.meta.url).pathname;
  const strict = ["--strict", "--noEmit", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--target", "es2022"];
  const rest = ["--module", "nodenext", "--lib", "es2023,dom,dom.iterable"];
  const file = new URL("typed.ts", import.meta.url).pathname;
  const where = `${dir}/typed.ts`;
  execFileSync("cp", [file, where]);
  execFileSync(process.execPath, [tsc, ...strict, ...rest, where], { cwd: dir, stdio: "inherit" });
});
