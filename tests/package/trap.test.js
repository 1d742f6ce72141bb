// What becomes of the engine when it has no memory left: a real trap, in the module as it is but for a bound on its memory.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { bounded } from "./bounded.js";
import { inside, load, project } from "./installed.js";

let dir;
let engine;
before(async () => {
  dir = project();
  engine = await load(dir);
});
after(() => rmSync(dir, { recursive: true, force: true }));

test("after a trap the call says so, and the next one works", async () => {
  const module = readFileSync(inside(dir, "engine_bg.wasm"));
  await engine.init(bounded(module, 400));
  const parcel = { destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] };
  const before = engine.shippingCost(parcel);
  assert.equal(before.ok, true);
  const rows = "destination,parcels.weight,parcels.size\n" + "DE,350g,20x15x8cm\n".repeat(60_000);
  for (let round = 0; round < 3; round += 1) {
    const broken = engine.table("shipping-cost", rows, { base: { "shipping-date": "2026-11-22" } });
    assert.equal(broken.ok, false);
    assert.deepEqual(broken.problems.map((one) => one.code), ["INTERNAL"]);
    assert.deepEqual(engine.shippingCost(parcel), before);
    // The data are there again, rules too.
    assert.equal(engine.snapshots().rules.language, "en");
  }
});
