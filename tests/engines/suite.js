// What must hold in every engine: the pages under their own policy, workers, links, languages, and the widgets in a strict host.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";

import { wording } from "../browser/wording.js";
import { until } from "./browsers.js";
import { PROBE, sites } from "./sites.js";

const IDS = ["shipping-cost", "landed-cost", "reorder-point", "logistics-mode", "compliance"];
const MUG = "v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand";
/** 20 a day ± 9, 59 days at sea; 900 in stock and 600 on order. */
const SEA =
  "v=1&t=ro&m=20&s=9&l=production_15_3&l=consolidation_3_1&l=first-leg_32_5&l=customs_3_1_5_12&l=receiving_6_2&rv=7&dt=2026-11-22&oh=900&a=600_2026-12-20&mq=500&cp=24&uc=42CNY&ko=1800CNY&k=hand";
const WORDING = Object.fromEntries(["en", "zh-Hans", "zh-Hant"].map((tag) => [tag, wording(tag)]));
const text = (tag, name) => WORDING[tag].get(name) ?? assert.fail(`no text ${name} in ${tag}`);
const HAN = /\p{Script=Han}{2}/u;

/** Runs in the page: the frame of a widget. */
const frameOf = (id) => document.querySelector(`suanpan-${id}`)?.shadowRoot.querySelector("iframe");
/** Runs in the page: what a widget said last under a name. */
const lastOf = (id, name) => heard.filter((one) => one.by === `suanpan-${id}` && one.name === name).at(-1)?.detail;

/** Holds it all in one engine, which `start` starts. */
export function holds(engine, start) {
  describe(engine, () => {
    let site;
    let browser;
    before(async () => {
      site = await sites();
      browser = await start();
    });
    after(() => {
      browser?.stop();
      site?.stop();
    });
    /** What the browser complained of; a test that provokes it takes it out. */
    async function complaints() {
      // What pages say of themselves is on its way.
      await new Promise((resolve) => setTimeout(resolve, 200));
      return [...site.complaints.splice(0), ...(await browser.told())];
    }
    afterEach(async () => assert.deepEqual(await complaints(), [], "nothing throws and nothing is refused"));

    /** Opens a page of the site anew, also where only what stands behind `#` is another. */
    async function open(path) {
      await browser.open("about:blank");
      await browser.open(site.origin + path);
    }
    const answer = (fits) => browser.text("#answer .big", fits);
    const language = () => browser.run(() => document.documentElement.lang);
    /** What a widget said last, once it fits. */
    const last = (id, name, fits = Boolean) => until(`${name} of ${id}: ${fits}`, async () => {
      const detail = await browser.run(lastOf, id, name);
      if (!detail || !fits(detail)) throw new Error(JSON.stringify(detail));
      return detail;
    });
    /** The table of the simulation, once it is there. */
    const simulated = () => browser.text(`#answer table[aria-label="${text("en", "section.simulation")}"]`, (table) => table.includes(text("en", "method.min-max")));
    const inFrame = (id, work) => browser.within(frameOf, [id], work);

    test("the policy is on, and holds", async () => {
      await open(`/en/reorder-point/#${SEA}`);
      await answer();
      const worker = await browser.run(() => document.querySelector('meta[name="suanpan:worker"]').content);
      for (const path of ["/en/reorder-point/", new URL(worker, `${site.origin}/en/reorder-point/`).pathname]) {
        const policy = (await fetch(site.origin + path)).headers.get("content-security-policy");
        assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/, path);
        assert.doesNotMatch(policy, /unsafe-(inline|eval'.*'unsafe-eval)|'unsafe-eval'/, path);
      }
      const name = await browser.run(() => {
        const script = document.createElement("script");
        script.text = "globalThis.ran = true";
        document.head.append(script);
        return String(globalThis.ran);
      });
      assert.equal(name, "undefined");
      const said = await complaints();
      assert.ok(said.length > 0 && said.every((one) => /script-src|inline/.test(one)), said.join("\n"));
    });

    test("a link opens, every key is answered, and what is shared opens to the same", async () => {
      await open(`/en/shipping-cost/#${MUG}`);
      await answer((price) => price.includes("39.50"));
      await browser.fill("#parcels-1-weight", "1234.5");
      const price = await answer((price) => price.includes("83.75"));
      await browser.click("#open-share");
      const link = await until("a link", () => browser.run(() => document.querySelector("dialog[open] input, dialog[open] textarea")?.value));
      assert.match(link, /\/en\/shipping-cost\/#v=1&t=sc&p=_1234\.5g_20x15x8cm&d=DE/);
      await open(new URL(link).pathname + new URL(link).hash);
      await answer((told) => told === price);
      // What was typed is kept on the device.
      await browser.fill("#parcels-1-weight", "900");
      const kept = await answer((told) => told !== price);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await open("/en/shipping-cost/");
      await answer((told) => told === kept);
    });

    test("the simulation runs in a worker", async () => {
      await open(`/en/reorder-point/#${SEA}`);
      await answer((point) => point.includes("1,593"));
      await browser.click("#run-job");
      const said = await until("a result of the worker", async () => {
        const said = await browser.run(() => workers);
        return said.at(-1) === "result" && said;
      });
      assert.ok(said.includes("done"), said.join());
      await simulated();
    });

    test("every calculator opens in Chinese and answers", async () => {
      for (const [tag, folder] of [["zh-Hans", "zh-hans"], ["zh-Hant", "zh-hant"]]) {
        for (const id of IDS) {
          await open(`/${folder}/${id}/`);
          await browser.text("h1", (title) => title.trim() === text(tag, `calculator.${id}.question`));
          const all = await browser.text("#answer", (all) => HAN.test(all));
          assert.doesNotMatch(all, /\b(line|note|figure|step|method|change|section)\.[a-z]|undefined|NaN|\{/, `${tag} ${id}`);
          assert.equal(await language(), tag);
        }
      }
    });

    test("another language without a reload, and what was typed stays", async () => {
      await open(`/en/shipping-cost/#${MUG}`);
      await answer();
      await browser.fill("#parcels-1-weight", "400");
      await browser.choose("#language", "zh-Hant");
      await browser.text("h1", (title) => title.trim() === text("zh-Hant", "calculator.shipping-cost.question"));
      assert.equal(await language(), "zh-Hant");
      assert.equal(await browser.run(() => document.querySelector("#parcels-1-weight").value), "400");
    });

    test("all widgets stand on a page with a strict policy, each as high as what is in it", async () => {
      const link = MUG.replaceAll("&", "&amp;");
      await browser.open(site.page(IDS.map((id) => `<suanpan-${id} lang="en" ${id === "shipping-cost" ? `link="${link}"` : ""}></suanpan-${id}>`).join("")));
      for (const id of IDS) {
        await browser.run((id) => document.querySelector(`suanpan-${id}`).scrollIntoView(), id);
        const ready = await last(id, "ready");
        assert.equal(ready.api, 1);
        await last(id, "result");
        await inFrame(id, () => browser.text("#answer"));
        await fits(id);
      }
      const result = await last("shipping-cost", "result", (result) => result.answered);
      assert.equal(result.inputs.parcels[0].weight, "350g");
      assert.deepEqual(Object.values(result.outputs)[0], { value: "39.5", unit: "CNY" });
      // It grows with what is in it.
      const height = () => browser.run(() => document.querySelector("suanpan-shipping-cost").shadowRoot.querySelector("iframe").clientHeight);
      const before = await height();
      await inFrame("shipping-cost", async () => {
        await browser.click("#more");
        await until("details", () => browser.run(() => document.querySelector("#details").checkVisibility()));
      });
      await until("a higher frame", async () => (await height()) > before);
      await fits("shipping-cost");
    });

    /** That nothing in a widget has to be scrolled to, and little is left empty. */
    async function fits(id) {
      await until(`the height of ${id}`, async () => {
        const inside = await inFrame(id, () => browser.run(() => document.documentElement.scrollHeight));
        const outside = await browser.run((id) => document.querySelector(`suanpan-${id}`).shadowRoot.querySelector("iframe").clientHeight, id);
        if (inside > outside) throw new Error(`${inside} in ${outside}`);
        return true;
      });
    }

    test("what the host fills in and what the user types are told, and what the host asks is answered", async () => {
      await browser.open(site.page(`<suanpan-shipping-cost lang="en" currency="EUR" destination="DE" shipping-date="2026-11-22"></suanpan-shipping-cost>`));
      await last("shipping-cost", "ready");
      await browser.run(() => document.querySelector("suanpan-shipping-cost").setFields({ parcels: [{ weight: "350g", size: "20x15x8cm" }] }));
      const first = await last("shipping-cost", "result", (result) => result.inputs.parcels?.[0]?.weight === "350g");
      assert.equal(Object.values(first.outputs)[0].unit, "EUR");
      await inFrame("shipping-cost", () => browser.fill("#parcels-1-weight", "900"));
      const change = await last("shipping-cost", "change", (change) => change.fields.parcels.value[0].weight === "900g");
      assert.equal(change.fields.parcels.source, "user");
      assert.deepEqual(change.fields.destination, { value: "DE", source: "prefill" });
      const asked = await browser.run(() => document.querySelector("suanpan-shipping-cost").getResult());
      assert.equal(asked.inputs.parcels[0].weight, "900g");
      const link = await browser.run(() => document.querySelector("suanpan-shipping-cost").getLink());
      assert.equal(link, (await last("shipping-cost", "change")).link);
      assert.match(link, /^v=1&t=sc&p=_900g_20x15x8cm&d=DE/);
      await browser.run(() => document.querySelector("suanpan-shipping-cost").setFields({ destination: "FR" }));
      await last("shipping-cost", "result", (result) => result.inputs.destination === "FR");
      assert.equal(await browser.run(lastOf, "shipping-cost", "error"), null);
    });

    test("a widget follows the language of the host", async () => {
      await browser.open(site.page(`<suanpan-shipping-cost lang="en" link="${MUG.replaceAll("&", "&amp;")}"></suanpan-shipping-cost>`));
      await last("shipping-cost", "ready");
      const steps = await browser.run(() => history.length);
      for (const tag of ["en", "zh-Hans", "zh-Hant"]) {
        await browser.run((tag) => (document.querySelector("suanpan-shipping-cost").lang = tag), tag);
        await inFrame("shipping-cost", async () => {
          await until(`the frame in ${tag}`, async () => (await language()) === tag);
          for (const name of ["told-host", "more", "open-full"]) await browser.text(`#${name}`, (words) => words.trim() === text(tag, `html.${name}`));
          await browser.text('[for="parcels-1-weight"]', (label) => label.includes(text(tag, "field.weight.label")));
          await answer((price) => price.includes("39.50"));
        });
      }
      // The way back is the host's, and a frame that is loaded anew finds its host again.
      assert.equal(await browser.run(() => history.length), steps);
      assert.match(await inFrame("shipping-cost", () => browser.run(() => location.href)), /\/embed\/zh-hant\/shipping-cost\/\?nonce=\d+&allow=/);
    });

    test("a sandbox without an origin: the widget answers, and simulates without a worker", async () => {
      // Some versions of WebKit let such a frame load nothing by 'self' (their bug 316847). Where that is so, it leads to the full
      // page, and does the rest once the policy names the origin.
      await browser.open(site.page(`<iframe sandbox="allow-scripts" src="${site.origin}${PROBE}"></iframe>`));
      const knowsSelf = await browser.within(() => document.querySelector("iframe"), [], () => browser.run(() => document.title === "self"));
      const widget = `<suanpan-reorder-point lang="en" sandbox="allow-scripts allow-forms" link="${SEA.replaceAll("&", "&amp;")}"></suanpan-reorder-point>`;
      if (!knowsSelf) {
        await browser.open(site.page(widget));
        await inFrame("reorder-point", async () => {
          await browser.text("h1", (title) => title.trim() === text("en", "calculator.reorder-point.question"));
          assert.equal(await browser.run(() => document.querySelector("#open-full").href), `${site.origin}/en/reorder-point/`);
        });
      }
      await browser.open(site.page(widget, knowsSelf ? site.origin : site.named));
      await last("reorder-point", "ready");
      await last("reorder-point", "result", (result) => result.answered);
      await inFrame("reorder-point", async () => {
        assert.equal(await browser.run(() => self.origin), "null");
        await answer((point) => point.includes("1,593"));
        await browser.click("#more");
        await browser.click("#run-job");
        await simulated();
        assert.deepEqual(await browser.run(() => workers), []);
      });
    });
  });
}
