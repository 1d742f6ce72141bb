// The package in Chromium: in an app that Vite builds, in one that its development server serves, and from a plain module script.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { build, createServer } from "vite";
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

/** Opens a host's page and holds it to what Node holds: every case, a worker, its end, the languages of rules. */
async function holds(host) {
  const page = await browser.newPage();
  const complaints = [];
  const packs = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(host.address) && !request.url().startsWith("data:")) complaints.push(request.url());
    if (request.url().includes(".pack")) packs.push(request.url().replace(/^.*\/|-[\w-]{8}(?=\.pack)|\?.*$/g, ""));
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
    assert.deepEqual([...new Set(packs)].sort(), ["data.pack", "rule-sources.pack", "rules.pack"]);
    const { inputs } = told().find((one) => one.calculator === "compliance" && one.told.answer);
    const names = await page.evaluate(async (inputs) => {
      const name = (outcome) => outcome.value.changes.checklist.items[0].name;
      await engine.loadLanguage("zh-Hans");
      const own = worker.createWorker({ language: "zh-Hant" });
      const [outcome] = await own.batch("compliance", [inputs], { changes: true });
      own.close();
      return [name(engine.compliance(inputs, { changes: true })), name(outcome)];
    }, inputs);
    assert.ok(names.every((name) => /\p{Script=Han}/u.test(name)) && names[0] !== names[1], String(names));
    assert.deepEqual(packs.filter((name) => name.includes("-zh-")), ["rules-zh-Hans.pack", "rules-zh-Hant.pack"]);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
    await host.end();
  }
}

test("in an app that Vite builds", async () => {
  copy(dir, "./app", ["index.html", "main.js"]);
  await build({ root: dir, configFile: false, logLevel: "warn", build: { target: "es2022" } });
  await holds(await serve(join(dir, "dist")));
});

test("in an app that Vite's development server serves", async () => {
  copy(dir, "./app", ["index.html", "main.js"]);
  const optimizeDeps = { exclude: ["suanpan-engine"] };
  const server = await createServer({ root: dir, configFile: false, logLevel: "warn", optimizeDeps, server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  const { port } = server.httpServer.address();
  await holds({ address: `http://127.0.0.1:${port}/`, end: () => server.close() });
});

test("from a plain module script", async () => {
  copy(dir, "./plain", ["index.html", "main.js"]);
  await holds(await serve(dir));
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
