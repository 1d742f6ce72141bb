// Widgets in somebody's page: on another origin under a strict policy, in a sandbox, and among hosts that mean no good.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { type Frame, type Page, test as base, expect } from "@playwright/test";

import { LANGUAGES, type Language, text } from "./words";

interface Host {
  /** Opens a page of the host's with this body, under a policy that allows the site and nothing else. */
  open(body: string, path?: string): Promise<void>;
  origin: string;
  site: string;
  /** What the browser complained of. A test that provokes it takes it out. */
  problems: string[];
}

const test = base.extend<{ host: Host }>({
  async host({ page, baseURL }, use) {
    const site = new URL(baseURL!).origin;
    const pages = new Map<string, string>();
    const server: Server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, "http://host");
      if (pathname === "/host.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(LISTENER);
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": [
          "default-src 'none'",
          `script-src 'self' ${site}`,
          `frame-src ${site}`,
          "require-trusted-types-for 'script'",
          "trusted-types 'none'",
        ].join("; "),
      });
      response.end(`<!doctype html><html lang="en"><head><title>A shop</title>
        <script type="module" src="/host.js"></script>
        <script type="module" src="${site}/embed/1/loader.js"></script></head><body>${pages.get(pathname) ?? ""}</body></html>`);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const problems: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/favicon/.test(message.location().url)) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await use({
      origin,
      site,
      problems,
      async open(body, path = "/") {
        pages.set(path, body);
        await page.goto(origin + path);
      },
    });
    expect(problems, "nothing is refused by a policy and nothing throws").toEqual([]);
    server.closeAllConnections();
    server.close();
  },
});

/** The host's own script: notes every event of the widgets, and every message of a window. */
const LISTENER = `
window.heard = [];
for (const name of ["ready", "change", "result", "error", "export"]) {
  document.addEventListener("suanpan-" + name, (event) => heard.push({ by: event.target.localName, name, detail: event.detail }));
}
window.messages = [];
addEventListener("message", (event) => messages.push(event.data));
`;

// biome-ignore lint: what a message holds is for each test to know
type Heard = { by: string; name: string; detail: any };

const heard = (page: Page, name: string, by = ""): Promise<Heard[]> =>
  page.evaluate(([name, by]) => (window as never as { heard: Heard[] }).heard.filter((one) => one.name === name && one.by.endsWith(by!)), [name, by] as const);

/** The last thing of that name that a widget said, once it has said one. */
async function last(page: Page, name: string, by = ""): Promise<Heard["detail"]> {
  await expect.poll(async () => (await heard(page, name, by)).length, { message: `${name} ${by}`, timeout: 30_000 }).toBeGreaterThan(0);
  return (await heard(page, name, by)).at(-1)!.detail;
}

const frameOf = (page: Page, id: string): Promise<Frame> =>
  expect
    .poll(() => page.frames().find((frame) => frame.url().includes(`/${id}/`))?.url(), { timeout: 30_000 })
    .toBeTruthy()
    .then(() => page.frames().find((frame) => frame.url().includes(`/${id}/`))!);

const IDS = ["shipping-cost", "landed-cost", "reorder-point", "logistics-mode", "compliance"] as const;
const MUG = { parcels: [{ quantity: 2, weight: "350g", size: "20x15x8cm" }], destination: "DE", "shipping-date": "2026-11-22" };

/** Calls a method or sets a property of the first widget. */
const on = <T>(page: Page, act: (widget: never) => T): Promise<Awaited<T>> =>
  page.evaluate(`(${act.toString()})(document.querySelector(":is(${IDS.map((id) => `suanpan-${id}`)})"))`) as Promise<Awaited<T>>;

test("all widgets stand on a page with a strict policy, each as high as what is in it", async ({ page, host }) => {
  const link = "v=1&amp;t=sc&amp;p=_350g_20x15x8cm&amp;d=DE&amp;dt=2026-11-22&amp;k=hand";
  await host.open(IDS.map((id) => `<suanpan-${id} ${id === "shipping-cost" ? `link="${link}"` : ""}></suanpan-${id}>`).join(""));
  for (const id of IDS) {
    await page.locator(`suanpan-${id}`).scrollIntoViewIfNeeded();
    const ready = await last(page, "ready", id);
    expect(ready).toMatchObject({ api: 1 });
    expect(ready.snapshot).toMatch(/^\d{4}-/);
    const frame = await frameOf(page, id);
    await expect(frame.locator("#answer")).toBeVisible();
    const iframe = page.locator(`suanpan-${id} iframe`);
    await expect
      .poll(async () => (await frame.evaluate(() => document.documentElement.scrollHeight)) - (await iframe.evaluate((one) => one.clientHeight)), { timeout: 30_000 })
      .toBeLessThanOrEqual(0);
    // What is the page's alone is not there, and what explains the answer is there once it is asked for.
    await expect(frame.locator("header.top")).toBeHidden();
    const more = frame.getByRole("button", { name: text("en", "html.more"), exact: true });
    if (id === "compliance") await expect(more).toBeHidden();
    // The others were given nothing, and begin blank.
    if (id !== "shipping-cost") continue;
    await expect(frame.locator("#details")).toBeHidden();
    await more.click();
    await expect(frame.locator("#details")).toBeVisible();
    await expect(more).toHaveAttribute("aria-expanded", "true");
  }
});

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`a product of the host's is priced, and the host hears the figures, in ${language}`, async ({ page, host }) => {
    await host.open(
      `<suanpan-shipping-cost lang="${language}" currency="EUR" destination="DE" shipping-date="2026-11-22"></suanpan-shipping-cost>`,
    );
    await last(page, "ready");
    await page.evaluate((fields) => ((document.querySelector("suanpan-shipping-cost") as never as { fields: unknown }).fields = fields), MUG);
    await expect.poll(async () => (await last(page, "result")).inputs.parcels?.[0]?.weight).toBe("350g");
    const result = await last(page, "result");
    expect(result.calc).toBe("sc");
    expect(result.answered).toBe(true);
    expect(result.outputs["shipping-cost"] ?? Object.values(result.outputs)[0]).toMatchObject({ unit: "EUR" });
    expect(result.workings.length).toBeGreaterThan(3);
    expect(result.sources.length).toBeGreaterThan(0);
    expect(result.inputs).toMatchObject({ destination: "DE", currency: "EUR" });
    const frame = await frameOf(page, "shipping-cost");
    await expect(frame.locator("html")).toHaveAttribute("lang", language);
    await expect(frame.getByLabel(text(language, "field.weight.label"), { exact: true })).toHaveValue("350");
    await expect(frame.locator("#told-host")).toHaveText(text(language, "html.told-host"));
    // The same without a port, from outside: the link opens the full page with the case.
    const full = await frame.locator("#open-full").getAttribute("href");
    expect(full).toContain("#v=1&t=sc");
    const own = await page.context().newPage();
    await own.goto(new URL(full!, frame.url()).href);
    await expect(own.getByLabel(text(language, "field.weight.label"), { exact: true })).toHaveValue("350");
    await expect(own.locator("header.top")).toBeVisible();
    await own.close();
  });
}

test("what the user changes is told, and what the host asks is answered", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" destination="DE" shipping-date="2026-11-22"></suanpan-shipping-cost>`);
  await last(page, "ready");
  await on(page, (widget: { setFields(fields: unknown): void }) => widget.setFields({ parcels: [{ weight: "350g" }] }));
  const frame = await frameOf(page, "shipping-cost");
  const weight = frame.getByLabel(text("en", "field.weight.label"), { exact: true });
  await expect(weight).toHaveValue("350");
  await weight.fill("900");
  await expect.poll(async () => (await last(page, "change")).fields.parcels.value[0].weight).toBe("900g");
  const change = await last(page, "change");
  expect(change.valid).toBe(true);
  expect(change.fields.parcels.source).toBe("user");
  expect(change.fields.destination).toEqual({ value: "DE", source: "prefill" });
  const asked = await on(page, (widget: { getResult(): Promise<{ inputs: { parcels: unknown[] } }> }) => widget.getResult());
  expect(asked.inputs.parcels).toEqual([{ weight: "900g" }]);
  expect(await on(page, (widget: { getLink(): string }) => widget.getLink())).toBe((await last(page, "change")).link);
  await weight.fill("heavy");
  await expect.poll(async () => (await last(page, "result")).problems[0]?.code).toBe("NOT_A_NUMBER");
  expect(await heard(page, "error")).toEqual([]);
  await on(page, (widget: { reset(): void }) => widget.reset());
  await expect(weight).toHaveValue("350");
  // What the host says wrong is named, and changes nothing else.
  await on(page, (widget: { setFields(fields: unknown): void }) => widget.setFields({ wieght: 3, destination: "FR" }));
  expect(await last(page, "error")).toMatchObject({ code: "UNKNOWN_FIELD", field: "wieght" });
  await expect.poll(async () => (await last(page, "result")).inputs.destination).toBe("FR");
});

test("what the host locks cannot be changed, and what it hides is not seen", async ({ page, host }) => {
  await host.open(
    `<suanpan-landed-cost lang="en" destination="FR" locked="destination goods" hidden-fields="shipping-date"
       link="v=1&t=lc&g=10_12EUR&d=DE&dt=2026-11-22&k=hand"></suanpan-landed-cost>`,
  );
  await last(page, "ready");
  const frame = await frameOf(page, "landed-cost");
  const destination = frame.locator("#destination");
  // A link wins over single fields.
  await expect(destination).toHaveValue("DE");
  await expect(destination).toBeDisabled();
  await expect(frame.locator("#goods-1-unit-cost")).toBeDisabled();
  await expect(frame.locator("#shipping-date")).toBeHidden();
  await expect(frame.locator("#route")).toBeEnabled();
  // A step back would bring the form of before.
  await frame.locator("#route").selectOption("bulk");
  for (let step = 0; step < 4; step++) {
    const undo = frame.getByRole("button", { name: text("en", "page.undo"), exact: true });
    if (await undo.isEnabled()) await undo.click();
  }
  await expect.poll(async () => (await last(page, "result")).inputs.destination).toBe("DE");
  await expect(destination).toHaveValue("DE");
  await expect(destination).toBeDisabled();
  // What the host itself says otherwise is held from then on.
  await on(page, (widget: { setFields(fields: unknown): void }) => widget.setFields({ destination: "GB" }));
  await expect(destination).toHaveValue("GB");
  await frame.locator("#route").selectOption("bulk");
  await expect.poll(async () => (await last(page, "result")).inputs).toMatchObject({ destination: "GB", route: "bulk" });
  await expect(destination).toHaveValue("GB");
});

test("what is locked is all that stands there before something is filled in, and says so", async ({ page, host }) => {
  await host.open(`<suanpan-landed-cost lang="en" title="Cost of this mug" destination="FR" locked="destination"></suanpan-landed-cost>`);
  const { inputs } = await last(page, "result");
  expect(inputs).toEqual({ destination: "FR", "shipping-date": inputs["shipping-date"] });
  const frame = await frameOf(page, "landed-cost");
  await expect(frame.locator("#told-locked")).toHaveText(text("en", "html.locked"));
  await on(page, (widget: HTMLElement) => (widget.lang = "zh-Hans"));
  await expect(frame.locator("#told-locked")).toHaveText(text("zh-Hans", "html.locked"));
  const name = () => page.evaluate(() => document.querySelector("suanpan-landed-cost")?.shadowRoot?.querySelector("iframe")?.title);
  expect(await name()).toBe("Cost of this mug");
  await on(page, (widget: HTMLElement & { locked: string }) => (widget.locked = ""));
  await expect(frame.locator("#told-locked")).toBeHidden();
  await expect(frame.locator("#destination")).toBeEnabled();
});

test("a hidden field without which nothing can be computed is shown, and the host is told", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" destination="FR" hidden-fields="parcels shipping-date"></suanpan-shipping-cost>`);
  expect(await last(page, "error")).toMatchObject({ code: "REQUIRED", field: "parcels" });
  const frame = await frameOf(page, "shipping-cost");
  await expect(frame.locator("#parcels-1-weight")).toBeVisible();
  await expect(frame.locator("#shipping-date")).toBeHidden();
  await frame.locator("#parcels-1-weight").fill("350");
  await expect.poll(async () => (await last(page, "result")).answered).toBe(true);
  // It stays while somebody may be typing there.
  await expect(frame.locator("#parcels-1-weight")).toBeVisible();
  await on(page, (widget: HTMLElement & { hiddenFields: string }) => (widget.hiddenFields = "parcels"));
  await expect(frame.locator("#parcels-1-weight")).toBeHidden();
});

test("numbers that are none are told, and clear nothing", async ({ page, host }) => {
  await host.open(`<suanpan-reorder-point lang="en" on-hand="900"></suanpan-reorder-point>`);
  await last(page, "ready");
  await on(page, (widget: { setFields(fields: unknown): void }) => widget.setFields({ "on-hand": Number.NaN }));
  await expect.poll(async () => (await last(page, "result")).problems.map((one: { code: string; field: string }) => `${one.code} ${one.field}`)).toContain("NOT_A_NUMBER on-hand");
});

test("a frame in which nothing is kept offers to keep nothing", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" link="v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand"></suanpan-shipping-cost>`);
  await last(page, "result");
  const frame = await frameOf(page, "shipping-cost");
  await frame.getByRole("button", { name: text("en", "page.save"), exact: true }).first().click();
  await expect(frame.locator("#save-csv")).toBeVisible();
  // A host that calls it nothing has it called what the page is called.
  const iframe = page.locator("suanpan-shipping-cost iframe");
  await expect(iframe).toHaveAttribute("title", `${text("en", "calculator.shipping-cost.name")} · ${text("en", "app.name")}`);
  for (const id of ["save-compare", "keep-defaults", "case-name"]) await expect(frame.locator(`#${id}`)).toBeHidden();
});

test("what is typed last is told when the frame is left", async ({ page, host }) => {
  await host.open(`<suanpan-reorder-point lang="en" on-hand="900"></suanpan-reorder-point><input id="else">`);
  await last(page, "result");
  const frame = await frameOf(page, "reorder-point");
  await frame.locator("#on-hand").fill("901");
  await page.evaluate(() => document.querySelector<HTMLElement>("#else")?.focus());
  // Long before a pause would tell it.
  await expect.poll(async () => (await last(page, "change")).fields["on-hand"].value, { intervals: [10], timeout: 200 }).toBe("901");
});

for (const attributes of ["", `locked="destination parcels"`]) {
  test(`steps go back to what the host filled in, and no further${attributes && ", also where it is locked"}`, async ({ page, host }) => {
    await host.open(`<suanpan-shipping-cost lang="en" currency="USD" ${attributes} link="v=1&t=sc&p=_480g_28x10x10cm&d=FR&dt=2026-11-22&k=hand"></suanpan-shipping-cost>`);
    await last(page, "result");
    const frame = await frameOf(page, "shipping-cost");
    const inputs = async () => (await last(page, "result")).inputs;
    const given = await inputs();
    expect(given).toMatchObject({ destination: "FR", currency: "USD", parcels: [{ weight: "480g" }] });
    const undo = frame.getByRole("button", { name: text("en", "page.undo"), exact: true });
    await expect(undo).toBeDisabled();
    await frame.locator("#leg").selectOption("first-leg");
    await expect.poll(inputs).toEqual({ ...given, leg: "first-leg" });
    await frame.locator("#start-again").click();
    await expect.poll(inputs).toEqual(given);
    await undo.click();
    await expect.poll(inputs).toEqual({ ...given, leg: "first-leg" });
    await undo.click();
    await expect.poll(inputs).toEqual(given);
    await expect(undo).toBeDisabled();
  });
}

test("a link that did not arrive whole computes nothing, and the element goes on from what stands there", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" link="v=1&t=sc&p=_350g_20x15x8cm&d=FR&dt=2026-11-22&k=zzzz"></suanpan-shipping-cost>`);
  expect(await last(page, "error")).toMatchObject({ code: "LINK_CORRUPT" });
  const { answered, inputs } = await last(page, "result");
  expect(answered).toBe(false);
  expect(inputs).toEqual({ "shipping-date": inputs["shipping-date"] });
  await on(page, (widget: { setFields(fields: unknown): void }) => widget.setFields({ destination: "IT" }));
  const link = () => page.evaluate(() => (document.querySelector("suanpan-shipping-cost") as never as { getLink(): string }).getLink());
  await expect.poll(link).toContain("d=IT");
  await on(page, (widget: HTMLElement & { link: string }) => (widget.link = "v=1&t=lc&d=DE&k=hand"));
  await expect.poll(async () => (await last(page, "error")).code).toBe("LINK_OTHER_CALCULATOR");
  await expect.poll(link).toContain("d=IT");
});

test("a dialog opens where the user looks, however high the frame is", async ({ page, host }) => {
  await page.setViewportSize({ width: 375, height: 700 });
  await host.open(`${"<p>The shop</p>".repeat(8)}<suanpan-landed-cost lang="en" link="v=1&t=lc&g=10_12EUR_30EUR&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand"></suanpan-landed-cost>`);
  await last(page, "result");
  const frame = await frameOf(page, "landed-cost");
  const share = frame.getByRole("button", { name: text("en", "page.share"), exact: true }).first();
  await share.scrollIntoViewIfNeeded();
  await share.click();
  const dialog = frame.locator("dialog[open]");
  await expect(dialog).toBeVisible();
  // Of the page around, not of the frame.
  await expect.poll(async () => (await dialog.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
  const box = await dialog.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 9_999)).toBeLessThanOrEqual(700);
});

test("another currency of the host takes the place of the one before, and of no other", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" currency="USD" destination="DE"></suanpan-shipping-cost>`);
  const currency = async () => (await last(page, "result")).inputs.currency;
  expect(await currency()).toBe("USD");
  await on(page, (widget: HTMLElement & { currency: string }) => (widget.currency = "JPY"));
  await expect.poll(currency).toBe("JPY");
  const frame = await frameOf(page, "shipping-cost");
  await frame.locator("details:has(#currency) > summary").click();
  await frame.locator("#currency").selectOption("EUR");
  await expect.poll(currency).toBe("EUR");
  await on(page, (widget: HTMLElement & { currency: string }) => (widget.currency = "GBP"));
  await page.waitForTimeout(600);
  expect(await currency()).toBe("EUR");
});

test("daily sales, stock and orders of the host drive the reorder point", async ({ page, host }) => {
  await host.open(`<suanpan-reorder-point lang="en"></suanpan-reorder-point>`);
  await last(page, "ready");
  await page.evaluate(() => {
    const day = (index: number) => new Date(Date.UTC(2026, 6, 25 + index)).toISOString().slice(0, 10);
    const history = Array.from({ length: 120 }, (_, index) => ({ date: day(index), units: 9 + (index % 4) }));
    (document.querySelector("suanpan-reorder-point") as never as { setFields(fields: unknown): void }).setFields({
      "demand-from": "history",
      history,
      stages: [{ "stage-days": 45, "stage-deviation": 6 }],
      "stock-date": "2026-11-22",
      "on-hand": 400,
      arrivals: [{ arriving: 200, due: "2026-12-20" }],
    });
  });
  await expect.poll(async () => (await last(page, "result")).inputs["on-hand"]).toBe("400");
  const result = await last(page, "result");
  expect(result.answered).toBe(true);
  expect(Number(result.outputs["reorder-point"].value)).toBeGreaterThan(400);
  expect(result.inputs.arrivals).toEqual([{ arriving: "200", due: "2026-12-20" }]);
});

test("the look of the host, as far as it can be read", async ({ page, host }) => {
  await host.open(`<suanpan-shipping-cost lang="en" theme="dark" class="shop"></suanpan-shipping-cost>`);
  await last(page, "ready");
  const frame = await frameOf(page, "shipping-cost");
  const value = (name: string) => frame.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => {
    const widget = document.querySelector<HTMLElement>("suanpan-shipping-cost")!;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".shop{--suanpan-accent:#9ad0ff;--suanpan-radius:14px;--suanpan-density:compact}");
    document.adoptedStyleSheets = [sheet];
    widget.setAttribute("theme", "dark");
    widget.setAttribute("theme", "light");
    widget.setAttribute("theme", "dark");
  });
  await expect.poll(() => value("--bead")).toBe("rgb(154 208 255)");
  expect(await value("--r")).toBe("14px");
  // Light on light is not taken.
  await page.evaluate(() => document.querySelector("suanpan-shipping-cost")!.setAttribute("theme", "light"));
  await expect.poll(() => value("--bead")).toBe("#a8321f");
  expect(host.problems.splice(0)).toEqual(["suanpan: a contrast below 4.5:1 is not taken: accent"]);
});

test("nothing is kept, and nothing that is kept is seen", async ({ page, host, context }) => {
  const own = await context.newPage();
  await own.goto(`${host.site}/en/shipping-cost/`);
  await own.getByLabel(text("en", "field.weight.label"), { exact: true }).first().fill("777");
  await own.close();
  await host.open(`<suanpan-shipping-cost lang="en"></suanpan-shipping-cost>`);
  await last(page, "ready");
  const frame = await frameOf(page, "shipping-cost");
  await expect(frame.getByLabel(text("en", "field.weight.label"), { exact: true }).first()).not.toHaveValue("777");
  expect(await frame.evaluate(() => [localStorage, sessionStorage, indexedDB])).toEqual([null, null, null]);
});

test("a sandbox without an origin: everything but what it forbids", async ({ page, host }) => {
  await host.open(
    `<suanpan-reorder-point lang="en" sandbox="allow-scripts allow-forms"
       link="v=1&t=ro&m=20&s=9&l=other_45_6&dt=2026-11-22&oh=900&sn=200&k=hand"></suanpan-reorder-point>`,
  );
  await last(page, "ready");
  const frame = await frameOf(page, "reorder-point");
  expect(await frame.evaluate(() => self.origin)).toBe("null");
  await expect.poll(async () => (await last(page, "result")).answered).toBe(true);
  // Long work goes on without a worker.
  await frame.getByRole("button", { name: text("en", "html.more"), exact: true }).click();
  await frame.getByRole("button", { name: text("en", "job-page.run"), exact: true }).click();
  await expect(frame.locator("#answer")).toContainText(text("en", "section.simulation"), { timeout: 60_000 });
});

test("a plain frame shows the case of its link and grows where the host asks", async ({ page, host }) => {
  await host.open(`<iframe title="plain" src="${host.site}/embed/en/shipping-cost/#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=hand"></iframe>`);
  const frame = await frameOf(page, "shipping-cost");
  await expect(frame.locator("#answer .big").first()).toContainText("39.50");
  await expect(frame.locator("#told-host")).toBeHidden();
  const messages = () => page.evaluate(() => (window as never as { messages: unknown[] }).messages);
  // What leads to another page of ours opens the full one, beside the host's.
  await frame.getByRole("button", { name: text("en", "html.more"), exact: true }).click();
  const opened = page.waitForEvent("popup");
  await frame.getByRole("link", { name: text("en", "onward-page.use", { calculator: text("en", "calculator.compliance.name") }) }).click();
  const full = await opened;
  await full.waitForURL(/\/en\/compliance\//);
  expect(full.url()).not.toContain("/embed/");
  await full.close();
  // The first may come before the host listens.
  await expect.poll(async () => (await messages()).length).toBeGreaterThanOrEqual(3);
  for (const one of await messages()) expect(one).toEqual({ ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce: "" });
  await page.evaluate(() => document.querySelector("iframe")!.contentWindow!.postMessage("[iFrameSizer]one:8:false:true", "*"));
  await expect.poll(async () => (await messages()).some((one) => /^\[iFrameSizer\]one:\d{3,5}:\d+:size$/.test(String(one)))).toBe(true);
});

test.describe("hosts that mean no good", () => {
  /** Opens a frame with this address and offers it ports; what comes out of those within two seconds, and what the window hears. */
  async function offered(page: Page, host: Host, query: string, offers: unknown[]): Promise<{ told: unknown[]; messages: unknown[] }> {
    await host.open(`<iframe title="plain" width="600" height="400" src="${host.site}/embed/en/shipping-cost/${query}"></iframe>`);
    const frame = await frameOf(page, "shipping-cost");
    await expect(frame.locator("#answer")).toBeVisible();
    return page.evaluate(async (offers) => {
      const told: unknown[] = [];
      for (const offer of offers) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => told.push(event.data);
        document.querySelector("iframe")!.contentWindow!.postMessage(offer, "*", [port2]);
        port1.postMessage({ type: "get", id: 1 });
      }
      await new Promise((over) => setTimeout(over, 2_000));
      return { told, messages: (window as never as { messages: unknown[] }).messages };
    }, offers);
  }
  const connect = { ns: "suanpan", type: "connect", api: 1, nonce: "abc" };

  test("an origin that is not among those allowed gets no answer", async ({ page, host }) => {
    for (const allow of ["https://shop.example", `${host.origin}0`, "null", "", "garbage"]) {
      const { told, messages } = await offered(page, host, `?nonce=abc&allow=${allow}`, [connect]);
      expect(told, allow).toEqual([]);
      // The window hears that there is a frame, and nothing of a case.
      expect(messages.length, allow).toBeGreaterThan(0);
      for (const one of messages) expect(one).toEqual({ ns: "suanpan", type: "hello", api: [1], calc: "sc", nonce: "abc" });
    }
    const { told } = await offered(page, host, `?nonce=abc&allow=https://shop.example,${host.origin}`, [connect]);
    expect(told.length).toBeGreaterThan(0);
  });

  test("a wrong or used nonce, another contract and a second port get none", async ({ page, host }) => {
    const wrong = [{ ...connect, nonce: "abd" }, { ...connect, nonce: undefined }, { ...connect, api: 2 }, { ...connect, ns: "other" }, "connect", null, 7, []];
    expect((await offered(page, host, "?nonce=abc", wrong)).told).toEqual([]);
    const { told } = await offered(page, host, "?nonce=abc", [connect, connect]);
    const answers = (told as { type: string; id?: number }[]).filter((one) => one.type === "result" && one.id === 1);
    expect(answers).toHaveLength(1);
  });

  test("a window that is not the parent gets none", async ({ page, host }) => {
    await host.open(
      `<iframe title="plain" width="600" height="400" src="${host.site}/embed/en/shipping-cost/?nonce=abc"></iframe><iframe title="other" src="${host.site}/embed/en/landed-cost/?nonce=x"></iframe>`,
    );
    const frame = await frameOf(page, "shipping-cost");
    const other = await frameOf(page, "landed-cost");
    await expect(frame.locator("#answer")).toBeVisible();
    const told = await other.evaluate(async (connect) => {
      const told: unknown[] = [];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => told.push(event.data);
      parent.frames[0]!.postMessage(connect, "*", [port2]);
      port1.postMessage({ type: "get", id: 1 });
      await new Promise((over) => setTimeout(over, 1_500));
      return told;
    }, connect);
    expect(told).toEqual([]);
  });

  test("giant and malformed messages are refused and break nothing", async ({ page, host }) => {
    await host.open(`<iframe title="plain" width="600" height="400" src="${host.site}/embed/en/shipping-cost/?nonce=abc"></iframe>`);
    const frame = await frameOf(page, "shipping-cost");
    await expect(frame.locator("#answer")).toBeVisible();
    const told = await page.evaluate(async (connect) => {
      const told: { type: string; code?: string; id?: unknown }[] = [];
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => told.push(event.data);
      document.querySelector("iframe")!.contentWindow!.postMessage(connect, "*", [port2]);
      const cycle: { self?: unknown } = {};
      cycle.self = cycle;
      const refused: unknown[] = ["text", null, 7, [1], new Map(), 12n, { type: "set", big: 1n }, cycle, { type: "set", fields: { text: "x".repeat(2_000_000) } }];
      for (const one of refused) port1.postMessage(one);
      const odd: unknown[] = [
        { type: "set", fields: [] },
        { type: "set", fields: { parcels: "many", destination: ["DE"], "shipping-date": {} } },
        { type: "set", link: "v=1&t=sc&d=DE" },
        { type: "set", link: "v=99&t=sc&d=DE" },
        { type: "set", link: "v=1&t=lc&d=DE&k=hand" },
        { type: "set", link: "x".repeat(9_000) },
        { type: "set", link: 7, locked: [null, "nothing", "__proto__"], hidden: ["a}b{", 3] },
        { type: "init", vars: { accent: "url(x)", radius: "9999px", font: "evil;}", surface: "red", text: "red" }, theme: "'><", lang: "xx", units: "stones" },
        { type: "__proto__" },
        { type: 7 },
        {},
        { type: "get", id: { a: 1 } },
      ];
      for (const one of odd) port1.postMessage(one);
      for (let at = 0; at < 200 && !told.some((one) => one.type === "result" && typeof one.id === "object"); at++) await new Promise((over) => setTimeout(over, 50));
      return told;
    }, connect);
    const codes = told.filter((one) => one.type === "error").map((one) => one.code);
    // A map is read as an object without keys.
    expect(codes.filter((code) => code === "MESSAGE_REFUSED").length).toBeGreaterThanOrEqual(8);
    for (const code of ["LINK_CORRUPT", "LINK_NEWER", "LINK_OTHER_CALCULATOR", "LINK_TOO_LONG", "UNKNOWN_FIELD"]) expect(codes).toContain(code);
    expect(told.some((one) => one.type === "result")).toBe(true);
    await expect(frame.locator("#answer")).toBeVisible();
    expect(host.problems.splice(0)).toEqual(["suanpan: a contrast below 4.5:1 is not taken: surface, text"]);
  });
});
