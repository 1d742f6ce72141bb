// A project of Node: what the web has in common with it comes from Node's own types.

import { readFile } from "node:fs/promises";
import { init } from "suanpan-engine";
import { batch, createWorker } from "suanpan-engine/worker";

await init(new URL("engine_bg.wasm", import.meta.url), { data: await readFile("data.pack") });
await init(fetch("https://example.org/engine_bg.wasm"));
const stop = new AbortController();
await batch("shipping-cost", [], { signal: stop.signal });
createWorker({ workerUrl: new URL("thread.js", import.meta.url), source: await readFile("engine_bg.wasm") });
// @ts-expect-error: no address
await init({ href: "engine_bg.wasm" });
// @ts-expect-error: no signal
await batch("shipping-cost", [], { signal: stop });
