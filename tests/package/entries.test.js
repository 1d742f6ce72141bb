// An entry for each calculator: its own wasm, and the answers of the whole engine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "vite";
import { inside, load, project, told } from "./installed.js";

let dir;
let whole;
let ids;
before(async () => {
  dir = project();
  whole = await load(dir);
  await whole.init();
  ids = whole.calculators().map((one) => one.id);
});
after(() => rmSync(dir, { recursive: true, force: true }));

const camel = (id) => id.replace(/-./g, ([, letter]) => letter.toUpperCase());
const options = { changes: true, swings: true };

test("each answers as the whole engine does, alone", async () => {
  for (const id of ids) {
    const entry = await load(dir, `suanpan-engine/${id}`);
    assert.throws(() => entry.run(id, {}), { code: "NOT_INITIALIZED" }, "it is not started with the whole engine");
    await entry.init();
    assert.deepEqual(entry.calculators().map((one) => one.id), [id]);
    assert.deepEqual(entry.describe(id), whole.describe(id));
    const own = told().filter(({ calculator }) => calculator === id);
    assert.ok(own.length > 5, id);
    for (const { name, inputs } of own) {
      const outcome = whole.run(id, inputs, options);
      assert.deepEqual(entry.run(id, inputs, options), outcome, `${id}: ${name}`);
      assert.deepEqual(entry[camel(id)](inputs, options), outcome);
      const { link } = whole.encode(id, inputs);
      assert.equal(entry.encode(id, inputs).link, link);
      assert.deepEqual(entry.decode(link), whole.decode(link));
    }
    // Of the others it knows nothing, and says so.
    for (const other of ids.filter((one) => one !== id)) {
      assert.equal(camel(other) in entry, false);
      const [{ code }] = entry.run(other, {}).problems;
      assert.equal(code, "UNKNOWN_CODE");
      const { inputs } = told().find(({ calculator }) => calculator === other);
      assert.equal(entry.decode(whole.encode(other, inputs).link).problems[0].code, "UNKNOWN_CODE");
    }
    // What is thrown is one class.
    assert.equal(entry.EngineError, whole.EngineError);
  }
});

test("rules are loaded where they are asked, in every language", async () => {
  for (const id of ids) {
    const entry = await load(dir, `suanpan-engine/${id}`);
    const { rules } = whole.describe(id);
    assert.equal(entry.snapshots().rules?.language, rules ? "en" : undefined, id);
    await entry.loadLanguage("zh-Hant");
    assert.equal(entry.snapshots().rules?.language, rules ? "zh-Hant" : undefined, id);
    await assert.rejects(entry.loadLanguage("tlh"), { code: "UNKNOWN_LANGUAGE" });
  }
});

test("their workers work", async () => {
  const id = "reorder-point";
  const worker = await load(dir, `suanpan-engine/${id}/worker`);
  const cases = told().filter(({ calculator }) => calculator === id).slice(0, 5).map(({ inputs }) => inputs);
  assert.deepEqual(await worker.batch(id, cases), cases.map((inputs) => whole.run(id, inputs)));
  worker.close();
});

test("they are smaller, and an app that imports one holds no other", async () => {
  const size = (name) => statSync(inside(dir, name)).size;
  for (const id of ids) assert.ok(size(`${id}/engine_bg.wasm`) < 0.6 * size("engine_bg.wasm"), id);
  writeFileSync(join(dir, "index.html"), `<script type="module" src="one.js"></script>`);
  writeFileSync(join(dir, "one.js"), `import { init, landedCost } from "suanpan-engine/landed-cost"; await init(); console.log(landedCost({}));`);
  await build({ root: dir, logLevel: "silent", build: { target: "es2022" } });
  const assets = readdirSync(join(dir, "dist/assets"));
  const wasm = assets.filter((name) => name.endsWith(".wasm"));
  assert.equal(wasm.length, 1, assets.join(" "));
  assert.deepEqual(readFileSync(join(dir, "dist/assets", wasm[0])), readFileSync(inside(dir, "landed-cost/engine_bg.wasm")));
  assert.ok(!assets.some((name) => name.includes("rules")), assets.join(" "));
});

test("their types are those of what they export", async () => {
  for (const id of ids) {
    const entry = await load(dir, `suanpan-engine/${id}`);
    const types = readFileSync(inside(dir, `${id}/index.d.ts`), "utf8");
    const [, names] = /export \{ ([^}]+) \} from/.exec(types);
    assert.deepEqual(names.split(", ").sort(), Object.keys(entry).sort());
  }
  writeFileSync(
    join(dir, "entries.ts"),
    ids
      .map(
        (id, place) => `import { init as init${place}, ${camel(id)}, EngineError as Error${place}, type Inputs as Inputs${place}, type Outcome as Outcome${place} } from "suanpan-engine/${id}";
import { batch as batch${place} } from "suanpan-engine/${id}/worker";
await init${place}();
declare const inputs${place}: Inputs${place}["${id}"];
export const one${place}: Outcome${place}<unknown> = ${camel(id)}(inputs${place});
export const all${place}: Outcome${place}<unknown>[] = await batch${place}("${id}", [inputs${place}]);
export const isMisuse${place} = (error: unknown): boolean => error instanceof Error${place};
`,
      )
      .join(""),
  );
  const tsc = new URL("node_modules/typescript/bin/tsc", import.meta.url).pathname;
  const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--exactOptionalPropertyTypes"];
  execFileSync(process.execPath, [tsc, ...strict, "entries.ts"], { cwd: dir, stdio: "inherit" });
});
