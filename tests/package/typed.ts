// Every typed function, as a strict project uses it.

import {
  EngineError, apiVersion, compliance, decode, describe, encode, init, job, landedCost, logisticsMode, memory, reorderPoint, run,
  shippingCost, snapshots, table, version,
} from "suanpan-engine";
import type { Answer, CalculatorId, Figure, Inputs, Outcome, Problem, ShippingCostInputs } from "suanpan-engine";
import { batch, close, createWorker } from "suanpan-engine/worker";

await init(new URL("https://example.org/engine_bg.wasm"), { rules: null });

const parcel: ShippingCostInputs = {
  destination: "DE",
  "shipping-date": "2026-11-22",
  parcels: [{ weight: "350g", size: "20x15x8cm", quantity: 2 }],
};
const cost: Figure | undefined = ((outcome: Outcome): Figure | undefined => {
  if (outcome.ok) return outcome.value.headline["cost"];
  const first: Problem | undefined = outcome.problems[0];
  return first?.args["max"];
})(shippingCost(parcel));

const explained = shippingCost(parcel, { changes: true, swings: true, chosen: null });
if (explained.ok) {
  const edges: number = explained.value.changes.edges.length;
  const now: string | undefined = explained.value.swings?.now.value;
  void [edges, now];
}
const plain = run("shipping-cost", parcel);
if (plain.ok) {
  // @ts-expect-error: changes were not asked for
  void plain.value.changes.edges;
}
declare const landed: Inputs["landed-cost"];
declare const point: Inputs["reorder-point"];
declare const mode: Inputs["logistics-mode"];
declare const asked: Inputs["compliance"];
const answers: Outcome[] = [landedCost(landed), reorderPoint(point), logisticsMode(mode), compliance(asked)];

// @ts-expect-error: no such country
shippingCost({ ...parcel, destination: "XX" });
// @ts-expect-error: no such field
shippingCost({ ...parcel, desination: "DE" });
// @ts-expect-error: the day is needed
shippingCost({ destination: "DE", parcels: [] });
// @ts-expect-error: no such calculator
run("shipping-costs", parcel);

const link = encode("shipping-cost", parcel, { answer: true });
const opened = decode(link.ok ? link.link : "");
if (opened.ok && opened.calculator === "shipping-cost") void opened.inputs;
const ids: CalculatorId[] = snapshots().data.length > 0 ? ["landed-cost"] : [];
for (const id of ids) {
  const told = describe(id);
  if (told.ok) void told.fields.map((field) => field.columns?.length ?? field.codes?.[0]);
}
const rows = table("shipping-cost", "a,b\n1,2", { decimal: ",", base: parcel });
if (rows.ok) void rows.rows.map((row) => row.outcome.ok && row.outcome.value.headline["cost"]?.value);
void job("reorder-point", point, { onProgress: (done, of) => done < of });

const stop = new AbortController();
const many: Outcome<Answer>[] = await batch("shipping-cost", [parcel], { signal: stop.signal, onProgress: (done, of) => void (done / of) });
const own = createWorker({ workerUrl: "/assets/thread.js" });
void [await own.job("reorder-point", point, { signal: stop.signal }), many, answers, cost, memory(), version, apiVersion];
own.close();
close();

try {
  shippingCost(parcel);
} catch (error) {
  if (error instanceof EngineError) void error.code;
}
