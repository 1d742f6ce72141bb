// Batches and jobs in a thread.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { load, project, told } from "./installed.js";

let dir;
let engine;
let worker;
before(async () => {
  dir = project();
  engine = await load(dir);
  worker = await load(dir, "suanpan-engine/worker");
  await engine.init();
});
after(() => {
  worker.close();
  rmSync(dir, { recursive: true, force: true });
});

const row = (grams) => ({ destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: `${grams}g`, size: "20x15x8cm" }] });
const rows = Array.from({ length: 400 }, (_, place) => row(100 + place));

test("rows keep their order, progress goes up to the end", async () => {
  const steps = [];
  const given = [...rows.slice(0, 150), "no row", undefined, () => 1];
  const outcomes = await worker.batch("shipping-cost", given, { onProgress: (done, of) => steps.push([done, of]) });
  assert.deepEqual(outcomes.slice(0, 150), rows.slice(0, 150).map((one) => engine.shippingCost(one)));
  assert.deepEqual(outcomes.slice(150).map((one) => one.ok), [false, false, false]);
  assert.deepEqual(steps.at(-1), [153, 153]);
  assert.ok(steps.every(([done], place) => place === 0 || done > steps[place - 1][0]));
});

test("a signal ends the work; what is done stays, the next request works", async () => {
  const stop = new AbortController();
  let done = 0;
  const stopped = worker.batch("shipping-cost", rows, {
    signal: stop.signal,
    onProgress: (count) => {
      done = count;
      stop.abort();
    },
  });
  // One that waits behind it is not stopped with it.
  const next = worker.batch("shipping-cost", rows.slice(0, 3));
  const outcomes = await stopped;
  assert.equal(outcomes.length, rows.length);
  assert.ok(done > 0 && done < rows.length);
  assert.ok(outcomes.slice(0, done).every((one) => one.ok));
  assert.ok(outcomes.slice(done).every((one) => one.problems?.[0].code === "CANCELLED"));
  assert.deepEqual((await next).map((one) => one.ok), [true, true, true]);
  const late = await worker.batch("shipping-cost", rows.slice(0, 2), { signal: AbortSignal.abort() });
  assert.deepEqual(late.map((one) => one.problems[0].code), ["CANCELLED", "CANCELLED"]);
});

test("a job is stopped at any time, and otherwise the same as here", async () => {
  const id = engine.calculators().map((one) => one.id).find((id) => engine.describe(id).job);
  const { inputs } = told().find((one) => one.calculator === id);
  const steps = [];
  const outcome = await worker.job(id, inputs, { onProgress: (...far) => steps.push(far) });
  assert.deepEqual(outcome, engine.job(id, inputs));
  assert.ok(steps.length > 1);
  const mine = new RangeError("mine");
  await assert.rejects(worker.job(id, inputs, { onProgress() { throw mine; } }), mine);
  const stop = new AbortController();
  const stopped = worker.job(id, inputs, { signal: stop.signal, onProgress: () => stop.abort() });
  assert.deepEqual((await stopped).problems.map((one) => one.code), ["CANCELLED"]);
});

test("a table by the worker is the same", async () => {
  const text = "destination,parcels.weight,parcels.size\nDE,350g,20x15x8cm\n";
  const options = { base: { "shipping-date": "2026-11-22" } };
  assert.deepEqual(await worker.table("shipping-cost", text, options), engine.table("shipping-cost", text, options));
});

test("a worker that cannot start says so", async () => {
  const nowhere = new URL("no-such-file.js", import.meta.url);
  await assert.rejects(worker.batch("shipping-cost", rows, { workerUrl: nowhere }), { code: "WORKER_FAILED" });
  const broken = worker.createWorker({ data: new Uint8Array([1]) });
  await assert.rejects(broken.batch("shipping-cost", rows), { code: "PACK_UNREADABLE" });
});

test("a worker says rules in its own language", async () => {
  const { inputs } = told().find((one) => one.calculator === "compliance" && one.told.answer);
  const name = (outcome) => outcome.value.changes.checklist.items[0].name;
  const english = name(engine.compliance(inputs, { changes: true }));
  const names = [english];
  for (const language of [undefined, "zh-Hans", "zh-Hant"]) {
    const own = worker.createWorker({ language });
    const [outcome] = await own.batch("compliance", [inputs], { changes: true });
    own.close();
    names.push(name(outcome));
  }
  assert.equal(names[1], english);
  assert.ok(names.slice(2).every((name) => /\p{Script=Han}/u.test(name)), String(names));
  assert.equal(new Set(names).size, 3);
  const none = worker.createWorker({ language: "de" });
  await assert.rejects(none.batch("shipping-cost", rows), { code: "UNKNOWN_LANGUAGE" });
});

test("closing ends what is being worked on, and the next request works", async () => {
  const own = worker.createWorker();
  await assert.rejects(own.batch("shipping-cost", rows, { onProgress: own.close }), { code: "CANCELLED" });
  assert.deepEqual((await own.batch("shipping-cost", rows.slice(0, 1))).map((one) => one.ok), [true]);
  own.close();
});
