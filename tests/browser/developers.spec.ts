// The page for developers: a widget as chosen, its events, its snippets, links by a formula.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { type Locator, type Page, test as plain } from "@playwright/test";

import { expect, expectClean, test } from "./suanpan";
import { LANGUAGES, type Language, text } from "./words";

/** The row of a field in the table of what can be chosen. */
const rowOf = (page: Page, key: string): Locator => page.locator("#fields tr", { has: page.locator("code", { hasText: new RegExp(`^${key}$`) }) });
const valueOf = (page: Page, key: string): Locator => rowOf(page, key).locator("input[type=text]");

/** The address that the snippet of the plain iframe opens. */
const addressOf = async (page: Page): Promise<string> =>
  /src="([^"]+)"/.exec(await page.locator("#snippet-frame").innerText())![1]!.replaceAll("&amp;", "&");

/** That a link opens as one made by hand: it is said that it is one, and nothing that is wrong with it. */
async function expectOpens(page: Page, address: string): Promise<void> {
  const opened = await page.context().newPage();
  await opened.goto(address.replace("/embed/", "/"));
  await expect(opened.locator(".banner")).toHaveCount(1);
  await expect(opened.locator(".banner.bad")).toHaveCount(0);
  await opened.close();
}

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`a widget is chosen, seen, heard and taken away, in ${language}`, async ({ page }) => {
    const t = (key: string) => text(language, `html.dev-${key}`);
    await page.goto(`/developers/${LANGUAGES[language]}/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("title"));
    const frame = page.frameLocator("#widget iframe");
    await expect(frame.locator("#answer .big").first()).toBeVisible();
    await expect(frame.locator("html")).toHaveAttribute("lang", language);
    // The first event of all is the last in the list.
    await expect(page.locator("#events li").last()).toContainText("suanpan-ready");
    const value = page.locator("#fields tr", { has: page.locator("code", { hasText: /^destination$/ }) });
    await value.locator("input[type=text]").fill("FR");
    await value.locator("input[type=checkbox]").first().check();
    await expect(frame.locator("#destination")).toHaveValue("FR");
    await expect(frame.locator("#destination")).toBeDisabled();
    await expect(page.locator("#snippet-element")).toContainText('destination="FR"');
    await expect(page.locator("#snippet-element")).toContainText('locked="destination"');
    await expect(page.locator("#snippet-element")).toContainText('<script type="module" src="widget.js"></script>');
    await expect(page.locator("#snippet-script")).toContainText('document.querySelector("suanpan-shipping-cost").setFields(');
    await expect(page.locator("#frame-drops")).toHaveText(t("frame-drops"));
    await value.locator("input[type=checkbox]").first().uncheck();
    await expect(page.locator("#frame-drops")).toBeHidden();
    await value.locator("input[type=checkbox]").last().check();
    await expect(page.locator("#frame-drops")).toBeVisible();
    await valueOf(page, "shipping-date").fill("30/11/2026");
    await expect(rowOf(page, "shipping-date").locator(".told")).toHaveText(`${t("unwritten")} 2026-11-22`);
    await expect(page.locator("#snippet-frame")).toContainText(`/embed/${LANGUAGES[language]}/shipping-cost/#v=1&amp;t=sc&amp;`);
    await expect(page.locator("#formula")).toContainText(`/${LANGUAGES[language]}/shipping-cost/#v=1&t=sc&`);
    await expect(page.locator("#formula")).toContainText('&k=hand"');
    await page.locator("#calculator").selectOption("reorder-point");
    await expect(frame.locator("#demand-mean")).toBeVisible();
    await expect(page.locator("#keys")).toContainText("demand-mean");
    await expect(page.locator("#snippet-element")).toContainText("<suanpan-reorder-point");
  });
}

test("what the formula gives is a link that opens the case", async ({ app, page }) => {
  await page.goto("/developers/en/");
  const field = (key: string) => page.locator("#fields tr", { has: page.locator("code", { hasText: new RegExp(`^${key}$`) }) }).locator("input[type=text]");
  await field("parcels").fill('[{"quantity":"2","weight":"350g","size":"20x15x8cm"}]');
  await field("destination").fill("DE");
  await field("shipping-date").fill("2026-11-22");
  const formula = await page.locator("#formula").innerText();
  const cells = await page.locator("#cells tr").last().locator("td").allInnerTexts();
  // What a spreadsheet makes of it: texts and cells, joined.
  const link = formula
    .slice(1)
    .split(/&(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((part) => (part.startsWith('"') ? part.slice(1, -1) : cells["ABCDEFGHIJ".indexOf(part[0]!) + 1]!))
    .join("");
  await page.goto(link);
  await app.drawn();
  await expect(app.field("weight", 1)).toHaveValue("350");
  await expect(app.field("destination")).toHaveValue("DE");
  // It is said that the case came from a link, and nothing that is wrong with it.
  await expect(app.banner).toHaveCount(1);
  await expect(page.locator(".banner.bad")).toHaveCount(0);
});

test("rows that are no list are marked, and nothing typed is lost", async ({ page }) => {
  await page.goto("/developers/en/");
  const parcels = page.locator("#fields tr", { has: page.locator("code", { hasText: /^parcels$/ }) }).locator("input[type=text]");
  await parcels.fill("two");
  await expect(parcels).toHaveAttribute("aria-invalid", "true");
  await page.locator("#calculator").selectOption("compliance");
  await page.locator("#calculator").selectOption("shipping-cost");
  await expect(parcels).toHaveValue("two");
});

// The host is of another origin, which pages of the site never ask.
plain("the snippet and its files run under the policy beside them, and under no looser one", async ({ page, baseURL }) => {
  await page.goto("/developers/en/");
  await expect(page.locator("#snippet-style")).toBeHidden();
  await valueOf(page, "parcels").fill('[{"quantity":3,"weight":"350 g","size":"20x15x8cm"}]');
  await page.locator("#accent").fill("#0a6b4f");
  await page.locator("#currency").fill("eur");
  await expect(page.frameLocator("#widget iframe").locator("#parcels-1-quantity")).toHaveValue("3");
  const [html, script, style, policy] = await Promise.all(["element", "script", "style", "policy"].map((name) => page.locator(`#snippet-${name}`).innerText()));
  expect(html).toContain('currency="EUR"');
  expect(html).not.toContain("<style");
  expect(html).not.toContain(" style=");
  expect(html!.replace(/<script type="module" src="[^"]+"><\/script>/g, "")).not.toContain("<script");
  const files = new Map([
    ["/", ["text/html", `<!doctype html><html lang="en"><head><title>A shop</title></head><body>${html}</body></html>`]],
    ["/widget.js", ["text/javascript", script!]],
    ["/widget.css", ["text/css", style!]],
  ]);
  const server = createServer((request, response) => {
    const [type, content] = files.get(request.url!) ?? ["text/plain", ""];
    response.writeHead(200, { "content-type": type, "content-security-policy": `default-src 'none'; ${policy!.replace(/^[^:]+: /, "")}` }).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/favicon/.test(message.location().url)) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const frame = page.frameLocator(`iframe[src^="${new URL(baseURL!).origin}"]`);
  await expect(frame.locator("#parcels-1-quantity")).toHaveValue("3");
  await expect(frame.locator("#parcels-1-weight")).toHaveValue("350");
  await expect(frame.locator("html")).toHaveCSS("--bead", /10[ ,]+107[ ,]+79/);
  expect(problems).toEqual([]);
  server.closeAllConnections();
  server.close();
});

test("of every calculator, the examples of all fields are a link that opens", async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto("/developers/en/");
  type Field = { key: string; link: string; example: string; kind: string; columns: Field[] | null };
  const calculators: { id: string; fields: Field[] }[] = await page.evaluate(async () =>
    (await fetch(document.querySelector<HTMLMetaElement>('meta[name="suanpan:fields"]')!.content)).json(),
  );
  expect(calculators).toHaveLength(5);
  for (const { id, fields } of calculators) {
    await page.locator("#calculator").selectOption(id);
    for (const { key, example, columns } of fields) {
      await valueOf(page, key).fill(columns ? JSON.stringify([Object.fromEntries(columns.map((column) => [column.key, column.example]))]) : example);
    }
    // All are written, but for what goes beyond the pairs of a link.
    const wrong = page.locator("#fields input[aria-invalid=true]");
    expect(await wrong.count(), id).toBe(Math.max(0, fields.length - 62));
    for (const told of await page.locator("#fields .told:not(:empty)").allInnerTexts()) expect(told).toBe(text("en", "html.dev-long"));
    const address = await addressOf(page);
    for (const { key, link, example } of fields.filter(({ columns }) => !columns)) {
      if ((await valueOf(page, key).getAttribute("aria-invalid")) === "false") expect(address, key).toContain(`&${link}=${example}&`);
    }
    await expectOpens(page, address);
  }
});

/** Calculator, field, what is typed, and what a link says of it; nothing where the field is marked. */
const TYPED: [calculator: string, key: string, typed: string, pair?: string][] = [
  ["shipping-cost", "shipping-date", "2026/11/30", "dt=2026-11-30"],
  ["shipping-cost", "shipping-date", " 2026.1.5 ", "dt=2026-01-05"],
  ["shipping-cost", "shipping-date", "2026年3月1日", "dt=2026-03-01"],
  ["shipping-cost", "shipping-date", "2026_11_30"],
  ["shipping-cost", "shipping-date", "30/11/2026"],
  ["shipping-cost", "shipping-date", "2026-02-30"],
  ["shipping-cost", "destination", "de", "d=DE"],
  ["shipping-cost", "destination", "Germany & co"],
  ["shipping-cost", "leg", "first_leg", "lg=first-leg"],
  ["shipping-cost", "insured", "true", "in=1"],
  ["shipping-cost", "insured", "yes"],
  ["shipping-cost", "goods-value", "1,250.50 usd", "gv=1250.50USD"],
  ["shipping-cost", "goods-value", "EUR 45", "gv=45EUR"],
  ["shipping-cost", "goods-value", "45", "gv=45CNY"],
  ["shipping-cost", "goods-value", "€45"],
  ["shipping-cost", "goods-value", "1,5EUR"],
  ["shipping-cost", "fuel-percent", "２８．５％", "fu=28.5"],
  ["shipping-cost", "fuel-percent", "1e3"],
  ["shipping-cost", "parcels", '[{"weight":"350 g","size":"20 × 15 × 8 CM","traits":["liquid","brand"]},{"quantity":2,"weight":"1kg"}]', "p=_350g_20x15x8cm_liquid.brand&p=2_1kg"],
  ["shipping-cost", "parcels", '[{"weight":"350g_#"}]'],
  ["shipping-cost", "parcels", '[{"mass":"350g"}]'],
  ["shipping-cost", "parcels", "[1]"],
  ["shipping-cost", "parcels", JSON.stringify(Array(70).fill({ weight: "1kg" }))],
  ["landed-cost", "carton-size", "20 cm * 15 cm * 8 cm", "cs=20x15x8cm"],
  ["landed-cost", "carton-weight", "2 KG", "cw=2kg"],
  ["landed-cost", "carton-weight", "2"],
  ["reorder-point", "history", " 2026-11-01_5 _6 ", "h=2026-11-01_5_6"],
  ["reorder-point", "history", `2026-11-01${"_12".repeat(40)}`],
  ["reorder-point", "suppliers", '[{"supplier-lead":30,"supplier-name":"A & B"}]', "su=30"],
  ["logistics-mode", "modes", "postal, line", "md=postal.line"],
  ["compliance", "registrations", '[{"registration":"gb-establishment","registration-number":"№ 7","registration-expiry":"2027/1/2"}]', "rg=gb-establishment__2027-01-02"],
];

test("what is typed is written as links need it, or marked; the link always opens", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/developers/en/");
  const opened = new Set<string>();
  for (const [calculator, key, typed, pair] of TYPED) {
    await page.locator("#calculator").selectOption(calculator);
    const before = await valueOf(page, key).inputValue();
    await valueOf(page, key).fill(typed);
    await expect(valueOf(page, key), typed).toHaveAttribute("aria-invalid", String(pair === undefined));
    await expect(rowOf(page, key).locator(".told"), typed).toHaveText(pair === undefined ? /./ : "");
    const address = await addressOf(page);
    expect(address, typed).toMatch(/#v=1&t=[a-z]{2}(&[a-z0-9]{1,3}=[A-Za-z0-9._-]{0,64})*&k=hand$/);
    if (pair !== undefined) {
      expect(`${address}&`, typed).toContain(`&${pair}&`);
      expect(await page.locator("#formula").innerText()).toContain(`&${pair.split("=")[0]}="`);
    }
    if (!opened.has(address)) await expectOpens(page, address);
    opened.add(address);
    await valueOf(page, key).fill(before);
  }
});

test("the currency of the widget is set, in its link too, and marked where it is none", async ({ page }) => {
  await page.goto("/developers/en/");
  await page.locator("#currency").fill("eur");
  await expect(page.locator("#widget > *")).toHaveAttribute("currency", "EUR");
  expect(await addressOf(page)).toContain("&c=EUR&");
  await page.locator("#currency").fill("e1");
  await expect(page.locator("#currency")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#widget > *")).not.toHaveAttribute("currency");
});

test("the heads of the table of keys stand on one line on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  for (const language of Object.values(LANGUAGES)) {
    await page.goto(`/developers/${language}/`);
    await expect(page.locator("#keys tbody tr").first()).toBeVisible();
    for (const table of ["#keys", "#fields"]) {
      const tall = await page.locator(`${table} thead th`).evaluateAll((heads) => heads.map((head) => {
        const range = document.createRange();
        range.selectNodeContents(head);
        return range.getClientRects().length;
      }));
      expect(tall, `${language} ${table}`).toEqual([1, 1, 1, 1]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  }
});

for (const scheme of ["light", "dark"] as const) {
  for (const width of [1280, 375]) {
    test(`axe finds nothing: ${scheme}, ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto("/developers/zh-hans/");
      await expect(page.frameLocator("#widget iframe").locator("#answer .big").first()).toBeVisible();
      await expectClean(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}
