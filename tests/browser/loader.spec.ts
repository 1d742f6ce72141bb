// The loader of the widgets in a strict host of another origin, with a frame of the test's own that keeps the contract.
// Needs no built site: `SUANPAN_SITE=http://127.0.0.1:9 npx playwright test loader.spec.ts`.

import { readFileSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";

import { type Frame, type Page, test as base, expect } from "@playwright/test";

const ROOT = new URL("../../", import.meta.url);
const RESERVED = 640;
/** The calculators, by what links are held to: id and code. */
const CALCULATORS = [...readFileSync(new URL("tests/links/v1-fields.txt", ROOT), "utf8").matchAll(/^([a-z-]+) ([a-z]+)$/gm)]
  .map(([, id, code]) => [id, code] as const)
  .filter(([id]) => id !== "toy");
const LOADER = readFileSync(new URL("www/embed/loader.js", ROOT), "utf8").replace("__CALCULATORS__", JSON.stringify(CALCULATORS));
const TAG = "suanpan-shipping-cost";

/** The page in the frame: says hello, logs what it is told, and answers as a calculator would. */
const FAKE = `
  const parameters = new URLSearchParams(location.search);
  const nonce = parameters.get("nonce") ?? "";
  const hello = (more) => parent.postMessage({ ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce, ...more }, "*");
  window.hello = hello;
  window.told = [];
  window.connects = 0;
  window.state = {};
  window.say = (message) => window.port.postMessage(message);
  window.change = (link) => say({ type: "change", link, fields: {}, valid: true });
  addEventListener("message", ({ data, source, origin, ports }) => {
    if (source !== parent || data?.ns !== "suanpan" || data.type !== "connect") return;
    window.connects++;
    if (window.port || data.api !== 1 || data.nonce !== nonce || ports.length !== 1) return;
    if (parameters.get("allow") !== origin) return;
    window.port = ports[0];
    port.onmessage = ({ data }) => {
      told.push(data);
      Object.assign(state, data.fields);
      if (data.lang) say({ type: "title", title: "Shipping cost: " + data.lang });
      if (data.type === "init") say({ type: "ready", app: "1", api: 1, calc: "sc", snapshot: "s" });
      if (data.type === "get" && !window.isMute) say({ type: "result", id: data.id, calc: "sc", inputs: { ...state }, outputs: {}, link: "v=1&t=sc&g=" + data.id });
    };
  });
  for (const wait of [0, 100, 400, 1600]) setTimeout(() => window.port || hello(), wait);
`;

type Site = { origin: string; asked: string[]; server: Server };

async function serve(answer: (path: string, response: ServerResponse, request: IncomingMessage) => string): Promise<Site> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const path = new URL(request.url!, "http://x").pathname;
    response.setHeader("Content-Type", path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
    response.end(answer(path, response, request));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

/** The servers, the pages of the host by path, and a policy for our frames where a test needs one. */
type Sites = { ours: Site; host: Site; foreign: Site; pages: Map<string, string>; policy: string };

/** A page of the host and what is in it. */
class Host {
  constructor(
    readonly page: Page,
    readonly sites: Sites,
  ) {}

  async open(body: string, { loads = true, html = "<html>" } = {}): Promise<void> {
    const path = `/${this.sites.pages.size}`;
    const script = loads ? `<script type="module" src="${this.loader}"></script>` : "";
    this.sites.pages.set(path, `<!doctype html>${html}<head><title>Host</title>${script}</head><body>${body}</body>`);
    await this.page.addInitScript(() => {
      const heard: [string, any][] = [];
      for (const name of ["ready", "change", "result", "export", "error"]) {
        addEventListener(`suanpan-${name}`, (event) => heard.push([name, (event as CustomEvent).detail]));
      }
      Object.assign(window, { heard });
    });
    await this.page.goto(this.sites.host.origin + path);
  }

  get loader(): string {
    return `${this.sites.ours.origin}/sub/embed/1/loader.js`;
  }

  async load(address = this.loader): Promise<void> {
    // Not by a module of the page: Trusted Types would refuse the address as a text.
    await this.page.evaluate((address) => import(address), address);
  }

  /** The frames of ours, in the order in which they came. */
  frames(): Frame[] {
    return this.page.frames().filter((frame) => frame.url().startsWith(`${this.sites.ours.origin}/sub/embed/`));
  }

  /** The frame, once it is connected. */
  async frame(index = 0): Promise<Frame> {
    await expect(async () => expect((await this.told(index)).length).toBeGreaterThan(0)).toPass({ timeout: 8_000, intervals: [50] });
    return this.frames()[index];
  }

  told(index = 0): Promise<any[]> {
    return this.frames()[index].evaluate(() => (window as any).told);
  }

  /** Waits until the frame was told something of that kind, and gives the last of it. */
  async hears(type: string, frameIndex = 0): Promise<any> {
    let last: any;
    await expect(async () => {
      last = (await this.told(frameIndex)).filter((message) => message.type === type).at(-1);
      expect(last).toBeTruthy();
    }).toPass({ timeout: 8_000, intervals: [50] });
    return last;
  }

  heard(name: string): Promise<any[]> {
    return this.page.evaluate((name) => (window as any).heard.filter(([one]: [string]) => one === name).map(([, detail]: [string, any]) => detail), name);
  }

  /** Something of the element. */
  on<T>(work: (element: any) => T, tag = TAG): Promise<Awaited<T>> {
    return this.page.locator(tag).first().evaluate(work as any) as any;
  }

  get height(): Promise<number> {
    return this.on((element) => element.getBoundingClientRect().height);
  }
}

const test = base.extend<{ host: Host; complaints: string[] }, { sites: Sites }>({
  sites: [
    async ({}, use) => {
      const sites = { pages: new Map<string, string>(), policy: "" } as Sites;
      const ours = await serve((path, response) => {
        response.setHeader("Access-Control-Allow-Origin", "*");
        if (path.startsWith("/sub/embed/1/")) return LOADER;
        if (path === "/fake.js") return FAKE;
        if (sites.policy) response.setHeader("Content-Security-Policy", sites.policy);
        return `<!doctype html><title>Frame</title><script src="/fake.js"></script>`;
      });
      const foreign = await serve(
        () => `<!doctype html><title>Foreign</title><script>
          window.got = [];
          addEventListener("message", ({ data, ports }) => got.push([data, ports.length]));
        </script>`,
      );
      const host = await serve((path, response) => {
        response.setHeader(
          "Content-Security-Policy",
          `default-src 'none'; script-src ${ours.origin}; frame-src ${ours.origin} ${foreign.origin} 'self'; require-trusted-types-for 'script'`,
        );
        return sites.pages.get(path) ?? `<!doctype html><title>Empty</title>`;
      });
      await use(Object.assign(sites, { ours, host, foreign }));
      for (const { server } of [ours, host, foreign]) {
        server.closeAllConnections();
        server.close();
      }
    },
    { scope: "worker" },
  ],
  /** What the browser complained of; a test that provokes it takes it out. */
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (message) => {
        if (/error|warning/.test(message.type()) && !/favicon/.test(message.location().url)) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  host: async ({ page, sites }, use) => use(new Host(page, sites)),
});

test.describe("what is in the page", () => {
  test("an element is a frame of ours with its address, title and leave to copy", async ({ host }) => {
    await host.open(`<${TAG} weight="350g" data-x="1" class="a" aria-label="l" on-hand="3" currency="EUR" locked="weight, zone" hidden-fields="zone" number-locale="de-DE" units="metric" result-mode="event" link="v=1&amp;t=sc"></${TAG}>`, { html: `<html lang="en-GB">` });
    const frame = await host.frame();
    const address = new URL(frame.url());
    expect(address.pathname).toBe("/sub/embed/en/shipping-cost/");
    expect(address.searchParams.get("allow")).toBe(host.sites.host.origin);
    expect(address.searchParams.get("nonce")!.length).toBeGreaterThan(20);
    const [init] = await host.told();
    expect(init).toMatchObject({
      type: "init",
      lang: "en",
      numberLocale: "de-DE",
      currency: "EUR",
      units: "metric",
      theme: "light",
      link: "v=1&t=sc",
      locked: ["weight", "zone"],
      hidden: ["zone"],
      resultMode: "event",
    });
    expect(init.fields).toEqual({ weight: "350g", "on-hand": "3" });
    const iframe = host.page.locator(`${TAG} iframe`);
    // What the host calls the element, and without that what the frame calls itself.
    await expect(iframe).toHaveAttribute("title", "l");
    await expect(iframe).toHaveAttribute("allow", "clipboard-write");
    expect(await iframe.getAttribute("style")).toBeNull();
    expect(await iframe.getAttribute("sandbox")).toBeNull();
    await expect.poll(() => host.heard("ready")).toEqual([{ type: "ready", app: "1", api: 1, calc: "sc", snapshot: "s" }]);
  });

  test("no field has the name of something that every element has", async ({ host }) => {
    await host.open("");
    const keys = [...readFileSync(new URL("tests/links/v1-fields.txt", ROOT), "utf8").matchAll(/^ +[a-z\d]+ ([a-z\d-]+):/gm)].map(([, key]) => key);
    expect(keys.length).toBeGreaterThan(100);
    const set = [...new Set(keys)];
    const read = await host.page.evaluate(
      ([tag, set]) => {
        const element = document.createElement(tag as string) as any;
        for (const key of set) element.setAttribute(key, "1");
        return Object.keys(element.fields);
      },
      [TAG, set] as const,
    );
    expect(set.filter((key) => !read.includes(key))).toEqual(["currency"]); // an attribute of the element's own
  });

  test("every calculator has an element, and the types name them all", async ({ host }) => {
    const types = readFileSync(new URL("www/embed/loader.d.ts", ROOT), "utf8");
    const tags = CALCULATORS.map(([id]) => `suanpan-${id}`);
    expect([...types.matchAll(/"(suanpan-[a-z-]+)": SuanpanElement;/g)].map(([, tag]) => tag).sort()).toEqual([...tags].sort());
    await host.open("");
    await host.load();
    expect(await host.page.evaluate((tags) => tags.filter((tag) => !customElements.get(tag)), tags)).toEqual([]);
    // No globals.
    expect(await host.page.evaluate(() => Object.keys(window).filter((name) => /suanpan|widget/i.test(name)))).toEqual([]);
  });

  test("what is far away waits, its place reserved", async ({ host }) => {
    await host.open(`<div id="space"></div><${TAG}></${TAG}>`, { loads: false });
    await host.page.evaluate(() => (document.querySelector<HTMLElement>("#space")!.style.height = "3000px"));
    await host.load();
    await host.page.waitForTimeout(300);
    expect(host.frames()).toHaveLength(0);
    expect(await host.height).toBe(RESERVED);
    await host.page.evaluate(() => scrollTo(0, 1400)); // 3000 − 1400 − 900 = 700
    await host.page.waitForTimeout(300);
    expect(host.frames()).toHaveLength(0);
    await host.page.evaluate(() => scrollTo(0, 1550));
    await host.frame();
    expect(await host.height).toBe(RESERVED);
  });

  test("its height is that of the frame, whole, from 120 to max-height", async ({ host }) => {
    await host.open(`<${TAG} max-height="900"></${TAG}>`);
    const frame = await host.frame();
    for (const [told, height] of [[333.2, 334], [5, 120], [4000, 900], [200, 200], ["x", 200], [NaN, 200], [-5, 200], [{}, 200], [Infinity, 900]] as const) {
      await frame.evaluate((told) => (window as any).say({ type: "resize", height: told }), told);
      await expect.poll(() => host.height, { message: String(told) }).toBe(height);
      await host.page.waitForTimeout(30);
      expect(await host.height).toBe(height);
    }
    await host.on((element) => (element.maxHeight = ""));
    await expect.poll(() => host.height).toBe(50_000);
    await host.on((element) => (element.maxHeight = "300"));
    await expect.poll(() => host.height).toBe(300);
  });

  test("hidden hides it", async ({ host }) => {
    await host.open(`<${TAG} hidden></${TAG}>`);
    await host.page.waitForTimeout(200);
    expect(await host.height).toBe(0);
    expect(host.frames()).toHaveLength(0);
    await host.on((element) => (element.hidden = false));
    await host.frame();
  });
});

test.describe("language", () => {
  for (const [name, html, attribute, folder, title] of [
    ["its own", `<html lang="en">`, `lang="zh-TW"`, "zh-hant", "zh-Hant"],
    ["that of what is around it", `<html lang="zh-CN">`, "", "zh-hans", "zh-Hans"],
    ["no language of ours: the browser's", `<html lang="de">`, `lang="x_y"`, "en", "en"],
  ]) {
    test(name, async ({ host }) => {
      await host.open(`<p><${TAG} ${attribute}></${TAG}></p>`, { html });
      const frame = await host.frame();
      expect(frame.url()).toContain(`/embed/${folder}/`);
      await expect(host.page.locator("iframe")).toHaveAttribute("title", `Shipping cost: ${title}`);
    });
  }

  test("through shadows, and changed later", async ({ host }) => {
    await host.open(`<div id="outer" lang="zh-Hant"></div>`);
    await host.page.evaluate((tag) => {
      const root = document.querySelector("#outer")!.attachShadow({ mode: "open" });
      root.append(document.createElement("section"));
      root.firstElementChild!.append(document.createElement(tag));
    }, TAG);
    const frame = await host.frame();
    expect(frame.url()).toContain("/zh-hant/");
    await host.page.evaluate(() => document.querySelector("#outer")!.setAttribute("lang", "zh-Hans"));
    expect(await host.hears("set")).toEqual({ type: "set", lang: "zh-Hans" });
    await expect(host.page.locator("iframe")).toHaveAttribute("title", "Shipping cost: zh-Hans");
    await host.on((element) => (element.lang = "en"));
    await expect.poll(async () => (await host.hears("set")).lang).toBe("en");
    expect(host.frames()[0]).toBe(frame);
  });
});

test.describe("coming and going", () => {
  test("twice in a page: each has its own nonce, link and result", async ({ host }) => {
    await host.open(`<${TAG} zone="1"></${TAG}><${TAG} zone="2"></${TAG}>`);
    const [a, b] = [await host.frame(0), await host.frame(1)];
    const nonces = [a, b].map((frame) => new URL(frame.url()).searchParams.get("nonce"));
    expect(nonces[0]).not.toBe(nonces[1]);
    const results = await host.page.evaluate((tag) => Promise.all([...document.querySelectorAll<any>(tag)].map(async (one) => (await one.getResult()).inputs.zone)), TAG);
    expect(results).toEqual(["1", "2"]);
  });

  test("moved, it goes on with a new nonce from the last link, and with what was set since", async ({ host }) => {
    await host.open(`<div id="a"><${TAG} weight="350g" zone="1" currency="EUR"></${TAG}></div><div id="b"></div>`);
    const before = await host.frame();
    const nonce = new URL(before.url()).searchParams.get("nonce");
    await before.evaluate(() => (window as any).change("v=1&t=sc&p=_777g"));
    await expect.poll(() => host.on((element) => element.getLink())).toBe("v=1&t=sc&p=_777g");
    await host.on((element) => {
      element.setFields({ zone: "3" });
      document.querySelector("#b")!.append(element);
    });
    await expect.poll(() => host.frames().length === 1 && host.frames()[0] !== before).toBe(true);
    const after = await host.frame();
    expect(new URL(after.url()).searchParams.get("nonce")).not.toBe(nonce);
    await host.hears("set");
    expect(await host.told()).toMatchObject([
      { type: "init", link: "v=1&t=sc&p=_777g", currency: "EUR", fields: {} },
      { type: "set", fields: { zone: "3" } },
    ]);
  });

  test("a question stays over a move", async ({ host }) => {
    await host.open(`<div id="a"><${TAG} zone="4"></${TAG}></div><div id="b"></div>`);
    await (await host.frame()).evaluate(() => ((window as any).isMute = true));
    const zone = await host.on(async (element) => {
      const asked = element.getResult();
      document.querySelector("#b")!.append(element);
      return (await asked).inputs.zone;
    });
    expect(zone).toBe("4");
  });

  test("moved with its state, the frame stays", async ({ host }) => {
    await host.open(`<div id="a"><${TAG}></${TAG}></div><div id="b" lang="zh-Hant"></div>`);
    const frame = await host.frame();
    await host.on((element) => (document.querySelector("#b") as any).moveBefore(element, null));
    expect(await host.hears("set")).toMatchObject({ lang: "zh-Hant" });
    expect(host.frames()).toEqual([frame]);
  });

  test("taken out, questions end; put back, it goes on", async ({ host }) => {
    await host.open(`<${TAG} zone="1"></${TAG}>`);
    const frame = await host.frame();
    await frame.evaluate(() => {
      (window as any).isMute = true;
      (window as any).change("v=1&t=sc&z=9");
    });
    await expect.poll(() => host.heard("change")).toHaveLength(1);
    const outcome = await host.on(async (element) => {
      Object.assign(window, { kept: element });
      const asked = element.getResult();
      element.remove();
      return asked.catch((error: any) => [error instanceof Error, error.code]);
    });
    expect(outcome).toEqual([true, "REMOVED"]);
    expect(host.frames()).toHaveLength(0);
    await host.page.evaluate(() => {
      const { kept } = window as any;
      kept.setFields({ zone: "2" });
      kept.setAttribute("weight", "5g");
      document.body.append(kept);
    });
    await host.frame();
    await host.hears("set");
    expect(await host.told()).toMatchObject([
      { type: "init", link: "v=1&t=sc&z=9" },
      { type: "set", fields: { zone: "2", weight: "5g" } },
    ]);
  });

  test("a link that the host sets meanwhile counts", async ({ host }) => {
    await host.open(`<${TAG}></${TAG}>`);
    await (await host.frame()).evaluate(() => (window as any).change("v=1&t=sc&z=9"));
    await expect.poll(() => host.heard("change")).toHaveLength(1);
    await host.on((element) => {
      element.remove();
      element.link = "v=1&t=sc&z=8";
      document.body.append(element);
    });
    expect((await host.hears("init")).link).toBe("v=1&t=sc&z=8");
  });

  test("there before the script, with properties set", async ({ host }) => {
    await host.open(`<${TAG} weight="1g"></${TAG}>`, { loads: false });
    await host.on((element) => Object.assign(element, { currency: "JPY", maxHeight: 500, fields: { parcels: [{ weight: "2g" }], weight: "3g" } }));
    await host.load();
    await host.frame();
    expect(await host.hears("init")).toMatchObject({ currency: "JPY", fields: { weight: "3g", parcels: [{ weight: "2g" }] } });
    expect(await host.on((element) => [element.getAttribute("max-height"), element.getAttribute("currency"), Object.keys(element)])).toEqual(["500", "JPY", []]);
    expect(await host.height).toBe(500);
  });

  test("loaded twice, also from two addresses", async ({ host }) => {
    await host.open(`<${TAG}></${TAG}>`);
    await host.frame();
    await host.load(`${host.loader}?again`);
    await host.load(`${host.sites.ours.origin}/sub/embed/1/loader.abc.js`);
    expect(host.frames()).toHaveLength(1);
  });

  test("imported where there is no page, it does nothing", async ({}, info) => {
    const file = info.outputPath("loader.mjs");
    writeFileSync(file, LOADER);
    await import(pathToFileURL(file).href);
  });

  test("adopted by another document and back", async ({ host }) => {
    await host.open(`<${TAG} zone="7"></${TAG}>`);
    await host.frame();
    await host.on((element) => {
      document.implementation.createHTMLDocument().body.append(element);
      document.body.append(element);
    });
    await host.frame();
    expect(await host.on(async (element) => (await element.getResult()).inputs.zone)).toBe("7");
    expect(await host.on((element) => getComputedStyle(element).display)).toBe("block");
  });

  test("in another window's document it shows its frame, which takes no port from here; back, it does", async ({ host }) => {
    await host.open(`<iframe id="other" src="/empty" width="800" height="700"></iframe><${TAG} zone="7"></${TAG}>`);
    await host.frame();
    await host.on((element) => {
      Object.assign(window, { kept: element });
      document.querySelector<HTMLIFrameElement>("#other")!.contentDocument!.body.append(element);
    });
    await expect.poll(() => host.frames()[0]?.parentFrame()?.url()).toMatch(/empty$/);
    expect(await host.page.evaluate(() => getComputedStyle((window as any).kept).display)).toBe("block");
    await host.page.evaluate(() => document.body.append((window as any).kept));
    await expect.poll(() => host.frames()[0]?.parentFrame()?.url()).not.toMatch(/empty$/);
    await host.frame();
    expect((await host.hears("init")).fields).toEqual({ zone: "7" });
  });
});

test.describe("what is said", () => {
  test("calls before the port wait for it, and fetch the frame", async ({ host }) => {
    await host.open(`<div id="space"></div><${TAG}></${TAG}>`, { loads: false });
    await host.page.evaluate(() => (document.querySelector<HTMLElement>("#space")!.style.height = "5000px"));
    await host.load();
    const result = await host.on((element) => {
      element.setFields({ zone: "2" });
      element.print();
      element.reset();
      element.setFields({ weight: "9g" });
      return element.getResult();
    });
    expect((result as any).inputs).toEqual({ zone: "2", weight: "9g" });
    expect((await host.told()).map(({ type }) => type)).toEqual(["init", "print", "reset", "get"]);
    expect(await host.on((element) => element.getLink())).toMatch(/^v=1&t=sc&g=/);
    expect(await host.heard("result")).toEqual([]); // who asked has it
  });

  test("no answer is an error after ten seconds", async ({ host, page }) => {
    await page.clock.install();
    await host.open(`<${TAG}></${TAG}>`);
    await page.clock.runFor(200);
    await (await host.frame()).evaluate(() => ((window as any).isMute = true));
    const outcome = host.on((element) => element.getResult().catch((error: any) => error.code));
    await host.hears("get");
    await page.clock.runFor(10_100);
    expect(await outcome).toBe("TIMEOUT");
  });

  test("attributes, properties and calls are told once, in their order", async ({ host }) => {
    await host.open(`<${TAG} weight="1g"></${TAG}>`);
    await host.frame();
    await host.on((element) => {
      element.link = "v=1&t=sc&a=1";
      element.setFields({ zone: "1" });
      element.fields = { zone: "1" }; // as before
      element.setAttribute("weight", "2g");
      element.setFields({ zone: "1" });
      element.focus();
    });
    await host.hears("focus");
    expect((await host.told()).slice(1)).toEqual([
      { type: "set", link: "v=1&t=sc&a=1" },
      { type: "set", fields: { zone: "1" } },
      { type: "set", fields: { weight: "2g" } },
      { type: "set", fields: { zone: "1" } },
      { type: "focus" },
    ]);
    expect(await host.page.evaluate(() => document.activeElement!.localName)).toBe(TAG);
    await host.on((element) => {
      element.removeAttribute("weight");
      element.currency = "USD";
      element.locked = "zone";
      element.fields = { list: [{ a: 1 }] };
    });
    await expect.poll(() => host.on((element) => element.fields)).toEqual({ list: [{ a: 1 }] });
    expect((await host.told()).slice(6)).toEqual([
      { type: "set", currency: "USD", locked: ["zone"], fields: { weight: null } },
      { type: "set", fields: { zone: null, list: [{ a: 1 }] } },
    ]);
  });

  test("a framework's proxies are taken; what cannot be told throws nothing", async ({ host, complaints }) => {
    await host.open(`<${TAG}></${TAG}>`);
    await host.frame();
    await host.on((element) => {
      element.setFields(new Proxy({ zone: new Proxy(["1"], {}) }, {}));
      const cycle: any = {};
      cycle.cycle = cycle;
      element.setFields(cycle);
      element.setFields(undefined);
      element.setFields({ big: BigInt(1) });
      element.fields = null;
      element.fields = cycle;
      element.link = Symbol("x");
      element.theme = null;
    });
    expect((await host.told()).filter(({ fields }) => fields?.zone)).toEqual([{ type: "set", fields: { zone: ["1"] } }]);
    expect(complaints.splice(0).every((complaint) => complaint.startsWith("Suanpan:"))).toBe(true);
  });

  test("messages of the frame become events; others do not", async ({ host, complaints }) => {
    await host.open(`<div id="in"></div>`);
    await host.page.evaluate((tag) => document.querySelector("#in")!.attachShadow({ mode: "open" }).append(document.createElement(tag)), TAG);
    const frame = await host.frame();
    await frame.evaluate(() => {
      const { say } = window as any;
      say({ type: "change", link: "v=1&t=sc&p=1", fields: {}, valid: true });
      say({ type: "change", link: 5 });
      say({ type: "result", link: "javascript:1", outputs: {} });
      say({ type: "result", id: "999", outputs: {} });
      say({ type: "export", name: "a.csv", mime: "text/csv", text: "x" });
      say({ type: "error", code: "UNKNOWN_FIELD", field: "q" });
      say({ type: "sudo" });
      say({ type: "init" });
      say({ type: ["ready"] });
      say({ type: "toString" });
      say({});
      for (const odd of [null, undefined, 5, "ready", [{ type: "ready" }], new Map([["type", "ready"]]), new Date(), new Error("x")]) say(odd);
      say({ type: "ready", text: "x".repeat(1 << 20) });
      say({ type: "change", big: BigInt(5) });
      const cycle: any = { type: "change" };
      cycle.cycle = cycle;
      say(cycle);
      say({ type: "export", name: "last" });
    });
    await expect.poll(async () => (await host.heard("export")).length).toBe(2);
    expect(await host.heard("ready")).toHaveLength(1);
    expect(await host.heard("change")).toHaveLength(2);
    expect(await host.heard("result")).toHaveLength(1);
    expect(await host.heard("error")).toEqual([{ type: "error", code: "UNKNOWN_FIELD", field: "q" }]);
    expect(await host.page.evaluate((tag) => (document.querySelector("#in")!.shadowRoot!.querySelector(tag) as any).getLink(), TAG)).toBe("v=1&t=sc&p=1");
    await expect.poll(async () => (await host.told()).filter(({ code }) => code === "MESSAGE_REFUSED").length).toBe(11);
    expect(complaints.splice(0)).toHaveLength(2); // what is no JSON
  });

  test("a listener of the host that throws breaks nothing", async ({ host, complaints }) => {
    await host.open(`<${TAG}></${TAG}>`);
    const frame = await host.frame();
    await host.on((element) => element.addEventListener("suanpan-change", () => { throw new Error("theirs"); }));
    await frame.evaluate(() => (window as any).change("v=1"));
    await frame.evaluate(() => (window as any).change("v=2"));
    await expect.poll(() => host.on((element) => element.getLink())).toBe("v=2");
    expect(complaints.splice(0)).toEqual(["Error: theirs", "Error: theirs"]);
  });

  test("another api is noticed once in a page", async ({ host, page }) => {
    const notices: string[] = [];
    page.on("console", (message) => message.type() === "info" && notices.push(message.text()));
    await host.open(`<${TAG} api="2"></${TAG}><${TAG} api="3"></${TAG}><${TAG} api="1"></${TAG}>`);
    await host.frame(2);
    expect(notices).toEqual(["Suanpan: api 1 only"]);
  });
});

test.describe("theme", () => {
  test("values of the host are checked and printed anew", async ({ host }) => {
    await host.open(`<${TAG}></${TAG}>`, { loads: false });
    await host.on((element) => {
      for (const [name, value] of Object.entries({
        accent: "oklch(62.8% 0.25768 29.2339)",
        surface: "light-dark(#fff, #000)",
        text: "rgb(none 128 0 / 50%)",
        radius: "12px",
        font: "inherit-system",
        density: "compact",
      })) {
        element.style.setProperty(`--suanpan-${name}`, value);
      }
      element.style.colorScheme = "dark";
    });
    await host.load();
    await host.frame();
    expect(await host.hears("init")).toMatchObject({
      theme: "dark",
      vars: { accent: "rgba(255,0,0,1)", surface: "rgba(0,0,0,1)", text: "rgba(0,128,0,0.5)", radius: "12px", font: "inherit-system", density: "compact" },
    });
    for (const [name, value] of [
      ["accent", "red;}*{color:red"],
      ["accent", "red 10%"],
      ["accent", "var(--nothing)"],
      ["accent", "url(https://evil.example/)"],
      ["accent", "red, blue) , rgb(1"],
      ["radius", "25px"],
      ["radius", "-1px"],
      ["radius", "1px;x"],
      ["font", "Comic Sans MS"],
      ["font", "sans-serif, url(x)"],
      ["density", "huge"],
      ["surface", ""],
    ]) {
      await host.on((element) => element.style.setProperty("--suanpan-text", element.style.getPropertyValue("--suanpan-text") === "red" ? "blue" : "red"));
      await host.page.evaluate(
        ([tag, name, value]) => {
          const { style } = document.querySelector<HTMLElement>(tag)!;
          style.removeProperty(`--suanpan-${name}`);
          style.setProperty(`--suanpan-${name}`, value);
        },
        [TAG, name, value],
      );
      await host.on((element) => element.setFields({ now: 1 }));
      const vars = await host.frames()[0].evaluate(() => Object.assign({}, ...(window as any).told.map((message: any) => message.vars)));
      expect(vars[name], `${name}: ${value}`).toBeNull();
    }
  });

  test("light, dark, or as the host and the reader have it; changes are followed", async ({ host, page }) => {
    await host.open(`<${TAG}></${TAG}>`);
    await host.frame();
    expect((await host.hears("init")).theme).toBe("light");
    const follows = (theme: string) => expect.poll(async () => (await host.hears("set")).theme).toBe(theme);
    await page.emulateMedia({ colorScheme: "dark" });
    await follows("dark");
    await host.on((element) => (element.theme = "light"));
    await follows("light");
    await host.on((element) => (element.theme = "auto"));
    await follows("dark");
    await page.evaluate(() => (document.documentElement.style.colorScheme = "only light")); // far above, no attribute of ours
    await follows("light");
    await page.evaluate(() => (document.documentElement.style.colorScheme = "light dark"));
    await follows("dark");
    await page.evaluate(() => document.body.style.setProperty("--suanpan-accent", "#010203"));
    await expect.poll(async () => (await host.hears("set")).vars).toEqual({ accent: "rgba(1,2,3,1)" });
    await page.evaluate(() => document.body.style.removeProperty("--suanpan-accent"));
    await expect.poll(async () => (await host.hears("set")).vars).toEqual({ accent: null });
  });
});

test.describe("hostile", () => {
  test("a hello from another window is not answered", async ({ host }) => {
    await host.open(`<iframe src="${host.sites.foreign.origin}/"></iframe><iframe src="${host.sites.ours.origin}/plain"></iframe><${TAG}></${TAG}>`, { loads: false });
    // The frame itself stays silent; others know its nonce and speak for it.
    await host.page.route(/fake\.js/, (route) => route.fulfill({ contentType: "text/javascript", body: FAKE.replace("[0, 100, 400, 1600]", "[]") }));
    await host.load();
    await expect.poll(() => host.frames().length).toBe(1);
    const [ours] = host.frames();
    await ours.waitForLoadState();
    const nonce = new URL(ours.url()).searchParams.get("nonce");
    const hello = { ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce };
    await host.page.evaluate((hello) => postMessage(hello, "*"), hello);
    const beside = host.page.frames().find((frame) => frame.url().startsWith(host.sites.foreign.origin))!;
    await beside.evaluate((hello) => parent.postMessage(hello, "*"), hello);
    const plain = host.page.frames().find((frame) => frame.url().endsWith("/plain"))!;
    await plain.evaluate((nonce) => (window as any).hello({ nonce }), nonce);
    // And the frame with what is not right.
    for (const more of [{ nonce: "1" }, { nonce: "" }, { api: [2] }, { api: [] }, { calc: "lc" }, { ns: "x" }, { type: "connect" }]) {
      await ours.evaluate((more) => (window as any).hello(more), more);
    }
    await host.page.waitForTimeout(200);
    expect(await beside.evaluate(() => (window as any).got)).toEqual([]);
    expect(await plain.evaluate(() => (window as any).connects)).toBe(0);
    expect(await ours.evaluate(() => (window as any).connects)).toBe(0);
    await ours.evaluate(() => (window as any).hello());
    await host.frame();
    expect(await ours.evaluate(() => (window as any).connects)).toBe(1);
  });

  test("a second hello is not answered", async ({ host }) => {
    await host.open(`<${TAG}></${TAG}>`);
    const frame = await host.frame();
    await frame.evaluate(() => (window as any).hello());
    await host.page.waitForTimeout(200);
    expect(await frame.evaluate(() => (window as any).connects)).toBe(1);
    expect(await host.heard("ready")).toHaveLength(1);
  });

  test("a frame led elsewhere gets nothing; led back, it goes on", async ({ host }) => {
    await host.open(`<${TAG} zone="5"></${TAG}>`);
    const frame = await host.frame();
    const address = frame.url();
    const nonce = new URL(address).searchParams.get("nonce");
    await frame.evaluate(() => (window as any).change("v=1&t=sc&z=9"));
    await expect.poll(() => host.heard("change")).toHaveLength(1);
    await frame.goto(`${host.sites.foreign.origin}/`);
    await frame.evaluate((nonce) => parent.postMessage({ ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce }, "*"), nonce);
    await host.on((element) => {
      element.setFields({ zone: "6" });
      element.print();
    });
    await host.page.waitForTimeout(300);
    expect(await frame.evaluate(() => (window as any).got)).toEqual([]);
    // Our own document again, as after a step back: the target of the port was our origin all the time.
    await frame.goto(address);
    await host.hears("print");
    expect(await host.told()).toMatchObject([
      { type: "init", link: "v=1&t=sc&z=9" },
      { type: "set", fields: { zone: "6" } },
      { type: "print" },
    ]);
  });

  test("a sandbox is given to the frame, and its nonce is answered once", async ({ host }) => {
    await host.open(`<${TAG} sandbox="allow-scripts"></${TAG}>`);
    const frame = await host.frame();
    expect(await frame.evaluate(() => origin)).toBe("null");
    await expect(host.page.locator("iframe")).toHaveAttribute("sandbox", "allow-scripts");
    const nonce = new URL(frame.url()).searchParams.get("nonce");
    await frame.goto(`${host.sites.foreign.origin}/`);
    expect(await frame.evaluate(() => origin)).toBe("null");
    await frame.evaluate((nonce) => parent.postMessage({ ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce }, "*"), nonce);
    await host.page.waitForTimeout(300);
    expect(await frame.evaluate(() => (window as any).got)).toEqual([]);
    // Another sandbox is another frame.
    await host.on((element) => (element.sandbox = "allow-scripts allow-same-origin"));
    await expect.poll(() => host.frames().length).toBe(1);
    await host.frame();
    expect(new URL(host.frames()[0].url()).searchParams.get("nonce")).not.toBe(nonce);
  });

  test("an origin that is null is not taken where no sandbox was asked for", async ({ host }) => {
    await host.open(`<${TAG}></${TAG}>`, { loads: false });
    host.sites.policy = "sandbox allow-scripts";
    await host.load();
    await expect.poll(() => host.frames().length).toBe(1);
    await host.page.waitForTimeout(700);
    host.sites.policy = "";
    expect(await host.frames()[0].evaluate(() => [origin, (window as any).connects])).toEqual(["null", 0]);
  });
});
