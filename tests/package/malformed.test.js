// What cannot be right, by the thousand: in a process of its own, whose memory nothing else has made larger.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { load, project, told } from "./installed.js";
import { malformed } from "./malformed.js";

let dir;
let engine;
before(async () => {
  dir = project();
  engine = await load(dir);
  await engine.init();
});
after(() => rmSync(dir, { recursive: true, force: true }));

test("ten thousand malformed inputs kill nothing and leave memory where it was", () => {
  const ids = engine.calculators().map((one) => one.id);
  const fields = Object.fromEntries(ids.map((id) => [id, engine.describe(id).fields]));
  const links = told().slice(0, 20).map((one) => engine.encode(one.calculator, one.inputs).link);
  const round = () => {
    const seen = {};
    for (const [call, ...given] of malformed(1, 10_000, ids, fields, links)) {
      const outcome = engine[call](...given);
      const said = outcome.ok ? ["ok"] : outcome.problems.map((one) => one.code);
      assert.ok(said.length > 0 && !said.includes("INTERNAL"), `${call} ${JSON.stringify(given).slice(0, 500)}`);
      for (const code of said) seen[code] = (seen[code] ?? 0) + 1;
    }
    return [seen, engine.memory()];
  };
  const began = engine.memory();
  // The first round makes room for the largest of them; what leaks would take more in the second, of the same.
  const [seen, once] = round();
  const [, twice] = round();
  console.log(`memory: ${began} before, ${once} after 10,000, ${twice} after the same again`);
  assert.equal(twice, once);
  assert.ok(once - began < 2 ** 20);
  // They are odd in many ways, and a part of them is not odd at all.
  assert.ok(seen.ok > 2000 && Object.keys(seen).length > 15, JSON.stringify(seen));
  const parcel = { destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] };
  assert.deepEqual(engine.shippingCost(parcel).value.headline.cost, { value: "39.5", unit: "CNY" });
});
