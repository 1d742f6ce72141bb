// Every typed function, as a strict project uses it.

import {
  EngineError, apiVersion, compliance, decode, describe, encode, init, job, landedCost, loadLanguage, logisticsMode, memory,
  reorderPoint, run, shippingCost, snapshots, table, version,
} from "suanpan-engine";
import type {
  Answer, CalculatorId, Checklist, Figure, Inputs, LandedCostAnswer, Outcome, Problem, Rule, RuleState, ShippingCostInputs, Swings, Table,
} from "suanpan-engine";
import { batch, close, createWorker } from "suanpan-engine/worker";

await init(new URL("https://example.org/engine_bg.wasm"), { rules: null });
await init(fetch("engine_bg.wasm"), { language: "zh-Hans" });
await loadLanguage("zh-Hant");
// @ts-expect-error: no such language
await loadLanguage("zh");

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

const figures = (answer: Answer): Figure[] => Object.values(answer.headline);
const explained = shippingCost(parcel, { changes: true, swings: true, chosen: null });
if (explained.ok) {
  const edges: number = explained.value.changes.edges.length;
  const none: null = explained.value.swings;
  void figures(explained.value);
  const cheapest: Figure | undefined = explained.value.headline.cost;
  const best = explained.value.alternatives[explained.value.ranking[0] ?? ""];
  const freight: string | undefined = best?.lines.freight?.value;
  const bands: boolean | undefined = best?.steps.some((step) => step.id === "band");
  const noRules: null = explained.value.changes.checklist;
  void [edges, none, cheapest, freight, bands, noRules];
  // @ts-expect-error: no such figure
  void explained.value.headline.costs;
  // @ts-expect-error: no such line
  void best?.lines["import-duty"];
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
const depends = landedCost(landed, { swings: true, changes: true });
if (depends.ok) {
  const answer: LandedCostAnswer = depends.value;
  const swings: Swings | null = depends.value.swings;
  const moved: string | null | undefined = swings?.swings[0]?.column;
  const unit: "CNY" | "USD" | undefined = swings?.now.unit === "USD" ? swings.now.unit : undefined;
  const sale: LandedCostAnswer | undefined = depends.value.changes.sections.sale;
  void [answer, moved, unit, sale];
}
const ruled = compliance(asked, { changes: true });
if (ruled.ok) {
  const list: Checklist | null = ruled.value.changes.checklist;
  const todo = (list?.items ?? []).filter((rule: Rule) => rule.state === "applies" && rule.severity === "B" && rule.who === "seller");
  const said: string[] = todo.flatMap((rule) => [rule.name, rule.duty, ...rule.steps, rule.from ?? "", rule.done?.by.code ?? ""]);
  const read: Array<string | null> = todo.flatMap((rule) => rule.sources.map((source) => source.address));
  const later: RuleState | undefined = list?.turns?.turns[0]?.then;
  const limit: Figure | undefined = list?.nexus[0]?.limit;
  void [said, read, later, limit, list?.asks[0]?.replies, list?.deadlines[0]?.yearly];
  // @ts-expect-error: no such state
  void todo.filter((rule) => rule.state === "apply");
}
// Whichever calculator it is.
const any = <Id extends CalculatorId>(id: Id, inputs: Inputs[Id]): Outcome => {
  const outcome = run(id, inputs, { changes: true, swings: true });
  if (outcome.ok) void [outcome.value.swings?.now.value, outcome.value.changes.checklist?.items.length];
  return outcome;
};
void (<Id extends CalculatorId>(id: Id, inputs: Inputs[Id]): Array<Outcome | Table> => [job(id, inputs), table(id, ""), any(id, inputs)]);
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
if (rows.ok) void rows.rows.map((row) => row.outcome.ok && row.outcome.value.headline.cost?.value);
const simulated = job("reorder-point", point, { onProgress: (done, of) => done < of });
if (simulated.ok) void [simulated.value.title === "simulation", simulated.value.headline["reorder-point"]];

const stop = new AbortController();
const many: Outcome<Answer>[] = await batch("shipping-cost", [parcel], { signal: stop.signal, onProgress: (done, of) => void (done / of) });
const own = createWorker({ workerUrl: "/assets/thread.js", language: "zh-Hant" });
void [await own.job("reorder-point", point, { signal: stop.signal }), many, answers, cost, memory(), version, apiVersion];
own.close();
close();

try {
  shippingCost(parcel);
} catch (error) {
  if (error instanceof EngineError) void error.code;
}
