// The package in Chromium: in an app built by Vite, and from a plain module script.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { build } from "vite";
import { bounded } from "./bounded.js";
import { asNative, copy, inside, project, told } from "./installed.js";
import { serve } from "./static.js";

let dir;
let browser;
before(async () => {
  dir = project();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
});
after(async () => {
  await browser?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Opens a folder's page and holds it to what Node holds: every case, a worker, its end. */
async function holds(folder) {
  const host = await serve(folder);
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(host.address) && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  try {
    await page.goto(host.address);
    await page.waitForFunction(() => globalThis.worker !== undefined, null, { timeout: 60_000 }).catch(() => {});
    assert.deepEqual(complaints, []);
    assert.equal(await page.textContent("output"), "39.5CNY");
    for (const { calculator, name, inputs, told: native } of told()) {
      const options = { changes: true, swings: true };
      const outcome = await page.evaluate((given) => engine.run(...given), [calculator, inputs, options]);
      if (native.answer) assert.deepEqual(asNative(outcome), native, `${calculator}: ${name}`);
      else assert.equal(outcome.ok, false);
    }
    const batch = await page.evaluate(async () => {
      const row = (grams) => ({
        destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: `${grams}g`, size: "20x15x8cm" }],
      });
      const rows = Array.from({ length: 60 }, (_, place) => row(100 + place));
      const steps = [];
      const outcomes = await worker.batch("shipping-cost", rows, { onProgress: (done, of) => steps.push([done, of]) });
      const same = outcomes.every((one, place) => JSON.stringify(one) === JSON.stringify(engine.shippingCost(rows[place])));
      const stop = new AbortController();
      const onProgress = () => stop.abort();
      const stopped = await worker.batch("shipping-cost", [...rows, ...rows, ...rows], { signal: stop.signal, onProgress });
      const next = await worker.batch("shipping-cost", rows.slice(0, 2));
      return { same, last: steps.at(-1), stopped: stopped.at(-1).problems?.[0].code, next: next.map((one) => one.ok) };
    });
    assert.deepEqual(batch, { same: true, last: [60, 60], stopped: "CANCELLED", next: [true, true] });
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
    host.end();
  }
}

test("in an app that Vite builds", async () => {
  copy(dir, "./app", ["index.html", "main.js"]);
  await build({ root: dir, configFile: false, logLevel: "warn", build: { target: "es2022" } });
  await holds(join(dir, "dist"));
});

test("from a plain module script", async () => {
  copy(dir, "./plain", ["index.html", "main.js"]);
  await holds(dir);
});

test("from whatever init is given, and again after a trap", async () => {
  writeFileSync(join(dir, "bounded.wasm"), bounded(readFileSync(inside(dir, "engine_bg.wasm")), 400));
  writeFileSync(join(dir, "blank.html"), "<!doctype html><title>Blank</title><link rel=icon href='data:,'>");
  const host = await serve(dir);
  try {
    for (const kind of ["nothing", "text", "url", "response", "promise", "buffer", "module"]) {
      const page = await browser.newPage();
      await page.goto(`${host.address}blank.html`);
      const told = await page.evaluate(async (kind) => {
        const wasm = "/bounded.wasm";
        const sources = {
          nothing: () => undefined,
          text: () => wasm,
          url: () => new URL(wasm, location.href),
          response: () => fetch(wasm),
          promise: async () => (await fetch(wasm)).arrayBuffer(),
          buffer: async () => (await fetch(wasm)).arrayBuffer(),
          module: () => WebAssembly.compileStreaming(fetch(wasm)),
        };
        const engine = await import("/node_modules/suanpan-engine/index.js");
        const source = sources[kind]();
        await engine.init(["response", "buffer", "module"].includes(kind) ? await source : source);
        const parcel = {
          destination: "DE", "shipping-date": "2026-11-22", parcels: [{ weight: "350g", size: "20x15x8cm" }],
        };
        const cost = () => engine.shippingCost(parcel).value?.headline.cost.value;
        const before = cost();
        if (kind === "nothing") return [before];
        const rows = "destination,parcels.weight,parcels.size\n" + "DE,350g,20x15x8cm\n".repeat(60_000);
        const broken = engine.table("shipping-cost", rows, { base: { "shipping-date": "2026-11-22" } });
        return [before, broken.problems[0].code, cost()];
      }, kind);
      assert.deepEqual(told, kind === "nothing" ? ["39.5"] : ["39.5", "INTERNAL", "39.5"], kind);
      await page.close();
    }
  } finally {
    host.end();
  }
});
