// A project without the libraries of a browser: its own types of the web may be missing.

import { EngineError, init, loadLanguage, shippingCost } from "suanpan-engine";
import { batch, createWorker } from "suanpan-engine/worker";

await init();
await init("engine_bg.wasm", { data: new Uint8Array(), rules: new ArrayBuffer(0), language: "zh-Hans" });
await loadLanguage("en");
const outcome = shippingCost({ destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] });
const cost: string | undefined = outcome.ok ? outcome.value.headline.cost?.value : outcome.problems[0]?.code;
const outcomes = await batch("shipping-cost", [], { onProgress: (done, of) => void (done / of) });
const own = createWorker({ workerUrl: "thread.js", rules: null });
own.close();
// @ts-expect-error: no address
await init(42);
// @ts-expect-error: nothing that the engine starts from
await init(Promise.resolve({ wasm: true }));
export const told = [cost, outcomes.length, EngineError.name];
