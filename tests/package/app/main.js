import * as engine from "suanpan-engine";
import * as worker from "suanpan-engine/worker";

await Promise.all([engine.init(), engine.init()]);
const parcel = { destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }] };
const { value } = engine.shippingCost(parcel);
document.querySelector("output").textContent = value.headline.cost.value + value.headline.cost.unit;
Object.assign(globalThis, { engine, worker });
