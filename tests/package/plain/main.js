import * as engine from "./node_modules/suanpan-engine/index.js";
import * as worker from "./node_modules/suanpan-engine/worker.js";

await Promise.all([engine.init(), engine.init()]);
const parcel = { destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] };
const { value } = engine.shippingCost(parcel);
document.querySelector("output").textContent = value.headline.cost.value + value.headline.cost.unit;
Object.assign(globalThis, { engine, worker });
