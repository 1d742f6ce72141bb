// The second calculator: a page of its own with a program of its own, to which the first one leads.

import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

import { type App, expect, test } from "./suanpan";
import { LANGUAGES, type Language } from "./words";

const PENNY = "v=1&t=lc&g=_520CNY_135.01GBP_12&d=GB&dt=2026-11-22&qf=8GBP&ap=2.5&al=12GBP&c=GBP&k=hand";

async function land(app: App, carried = "", language: Language = "en"): Promise<void> {
  app.language = language;
  await app.page.goto(`/${LANGUAGES[language]}/landed-cost/${carried}`);
  await app.drawn();
}

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`an example answers, in ${language}`, async ({ app, page }) => {
    await land(app, "", language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.landed-cost.question"));
    await expect(app.total).toHaveText("EUR11.65");
    await expect(app.fold("page.working").locator("dl")).toContainText(app.t("step-name.duty-by-line"));
    await expect(app.answer).not.toContainText(/landed-cost|\b(line|note|figure|step)\.|undefined|NaN/);
    await expect(page).toHaveTitle(new RegExp(app.t("calculator.landed-cost.name")));
  });
}

test("a penny above the limit, with what it costs", async ({ app }) => {
  await land(app, `#${PENNY}`);
  await expect(app.total).toHaveText("GBP125.10");
  await expect(app.answer).toContainText(app.t("note.VALUE_EDGE", { limit: "GBP\u00a0135.00", more: "GBP\u00a032.59" }));
});

test("a first visit loads no other calculator", async ({ app, page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await land(app);
  await expect(app.fold("page.working")).toBeVisible();
  expect(loaded.filter((path) => path.includes("app-landed-cost")).length).toBeGreaterThan(0);
  expect(loaded.filter((path) => path.includes("shipping-cost"))).toEqual([]);
});

test("what was typed for shipping cost is there", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("480");
  await page.getByRole("link", { name: app.t("calculator.landed-cost.name"), exact: true }).click();
  await expect(page).toHaveURL(/\/en\/landed-cost\/$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.landed-cost.question"));
  const parcels = app.inputs.locator("section", { has: page.getByRole("heading", { name: app.t("group.parcels"), exact: true }) });
  await expect(parcels.getByLabel(app.t("field.weight.label"), { exact: true })).toHaveValue("480");
});

test("a link of one calculator that arrives at the other opens its page", async ({ app, page }) => {
  await app.open(`#${PENNY}`);
  await expect(page).toHaveURL(/\/en\/landed-cost\/$/);
  await expect(app.total).toHaveText("GBP125.10");
});

test("the list of Section 301 is asked for, never guessed", async ({ app }) => {
  await land(app, "#v=1&t=lc&g=_28CNY_24USD_9.8&d=US&dt=2026-11-22&qf=5USD&c=USD&k=hand");
  await expect(app.answer).toContainText(app.t("problem.E_US_LIST"));
});

test("what the market asks for is asked at the field", async ({ app }) => {
  await land(app, "#v=1&t=lc&g=_28CNY&d=US&dt=2026-11-22&qf=5USD&c=USD&k=hand");
  await expect(app.inputs).toContainText(app.t("problem.E_BUYER_PRICE"));
});

// 60 orders, 20 a month, by way of one warehouse of the data.
const WAREHOUSE =
  "v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&br=125USD&bo=60&mo=20&cq=40&cw=15kg&cs=60x40x40cm&pr=24.99USD&c=USD&dt=2026-11-26&k=hand";

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`orders by way of a warehouse beside parcels, in ${language}`, async ({ app, page }) => {
    await land(app, `#${WAREHOUSE}`, language);
    await expect(app.total).toContainText("14.88");
    await expect(app.total).toContainText(app.t("figure.per-order"));
    const bill = app.answer.locator(".bill.card");
    for (const line of ["receiving", "storage", "pick-pack", "last-mile"]) {
      await expect(bill).toContainText(app.t(`line.${line}`));
    }
    const sale = page.getByRole("region", { name: app.t("section.sale") });
    await expect(sale.getByRole("row").nth(1)).toContainText("15.45");
    await expect(page.getByRole("img", { name: app.t("change.cost-by-volume") })).toBeVisible();
    await expect(app.answer).not.toContainText(/landed-cost|\b(line|note|figure|step|section|choice|change)\.|undefined|NaN/);
  });
}

test("a sale follows the way that is chosen, and the price that is typed", async ({ app, page }) => {
  await land(app, `#${WAREHOUSE}`);
  const sale = page.getByRole("region", { name: app.t("section.sale") });
  const best = sale.locator("tbody tr").first();
  await expect(best).toContainText("3.86");
  await app.unfold("group.sale");
  await app.fold("group.sale").getByLabel(app.t("field.sale-price.label"), { exact: true }).fill("30");
  await expect(best).toContainText("30.00");
  await expect(best).not.toContainText("3.86");
  const before = await best.textContent();
  await page.locator("#pick-special-line-general").click();
  await expect(sale).toContainText(app.t("service.special-line-general"));
  await expect(best).not.toHaveText(before ?? "");
});

test("what the way by a warehouse needs is asked for where it is typed", async ({ app, page }) => {
  await land(app, "#v=1&t=lc&g=_28CNY_24EUR_9.8&p=_350g_20x15x8cm&d=DE&c=EUR&dt=2026-11-26&k=hand");
  const warehouse = app.fold("group.warehouse");
  await expect(warehouse).toBeHidden();
  await app.inputs.getByLabel(app.t("field.route.label"), { exact: true }).selectOption("warehouse");
  await expect(warehouse).toHaveAttribute("open", "");
  const orders = warehouse.getByLabel(app.t("field.batch-orders.label"), { exact: true });
  await expect(app.said(orders)).toHaveText(app.t("problem.E_BATCH"));
  await orders.fill("300");
  await warehouse.getByLabel(app.t("field.monthly-orders.label"), { exact: true }).fill("100");
  await warehouse.getByLabel(app.t("field.carton-orders.label"), { exact: true }).fill("40");
  await warehouse.getByLabel(app.t("field.carton-weight.label"), { exact: true }).fill("15");
  for (const [side, figure] of [["length", "60"], ["width", "40"], ["height", "40"]] as const) {
    const name = `${app.t("field.carton-size.label")}: ${app.t(`page.${side}`)}`;
    await warehouse.getByLabel(name, { exact: true }).fill(figure);
  }
  // The parcels stand; the data have no warehouse of this market.
  await expect(app.total).toContainText(app.t("figure.per-order"));
  await expect(page.locator("tr.out").filter({ hasText: app.t("problem.E_WAREHOUSE", { what: app.t("field.receiving.label") }) }).first()).toBeVisible();
});

test("what it depends on is looked at when it is opened", async ({ app, page }) => {
  await land(app, `#${WAREHOUSE}`);
  const swings = page.locator("#swings");
  await expect(swings).toBeVisible();
  await expect(swings.locator("table")).toHaveCount(0);
  await app.unfold("change-page.swings");
  await expect(swings.locator("tbody tr").first()).toContainText(app.t("field.sale-price.label"));
  await expect(swings.locator("svg.swing").first()).toBeVisible();
  // What nobody typed is told as that.
  const rate = swings.locator("tbody th").filter({ hasText: app.t("field.exchange-rate.label") });
  await expect(rate.locator("small")).toHaveText(app.t("status.sample"));
  await expect(swings.locator("tbody th").first().locator("small")).toHaveCount(0);
});

/** A file of a zip archive, as text. */
function unzipped(archive: Buffer, name: string): string {
  let at = archive.readUInt32LE(archive.lastIndexOf("PK\u0005\u0006") + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [packed, length, extra, comment] = [archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)];
    const local = archive.readUInt32LE(at + 42);
    if (archive.toString("utf8", at + 46, at + 46 + length) === name) {
      const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      return inflateRawSync(archive.subarray(begin, begin + packed)).toString("utf8");
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`no ${name}`);
}

for (const language of ["en", "zh-Hans"] as Language[]) {
  test(`the case as an Excel file with formulas; what writes it is loaded on the click, in ${language}`, async ({ app, page }) => {
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await land(app, `#${PENNY}`, language);
    await app.button("page.save").click();
    const excel = page.locator("#save-xlsx");
    await expect(excel).toBeVisible();
    expect(loaded.filter((path) => path.includes("xlsx"))).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent("download"), excel.click()]);
    expect(download.suggestedFilename()).toBe("suanpan-landed-cost-2026-11-22.xlsx");
    expect(loaded.filter((path) => path.includes("xlsx"))).toHaveLength(2);
    const archive = await readFile(await download.path());
    const sheet = unzipped(archive, "xl/worksheets/sheet1.xml");
    expect(sheet).toMatch(/<c r="B2"[^>]*><f>\$B\$\d+<\/f><v>125\.1<\/v>/);
    expect(sheet).toMatch(/<f>ROUND\(\$B\$\d+\*\$B\$\d+\/100,2\)<\/f><v>32\.03<\/v>/);
    const words = unzipped(archive, "xl/sharedStrings.xml");
    for (const key of ["line.import-duty", "workbook.way", "calculator.landed-cost.name"]) expect(words).toContain(`<t>${app.t(key)}</t>`);
    expect(words).not.toMatch(/workbook\.|field\.|line\.|status\./);
  });
}

test("the Excel file of a batch has its shipment and the channels on sheets that name each other", async ({ app, page }) => {
  await land(app, "#v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&rt=warehouse&ul=list-4a&bo=900&mo=300&cq=40&cw=15kg&cs=60x40x40cm&pr=49USD&c=USD&dt=2026-11-26&k=hand", "zh-Hans");
  await app.button("page.save").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save-xlsx").click()]);
  const archive = await readFile(await download.path());
  const book = unzipped(archive, "xl/workbook.xml");
  const names = [...book.matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
  expect(names.slice(0, 3)).toEqual([app.t("calculator.landed-cost.name"), app.t("workbook.shipment"), app.t("group.sale")]);
  const batch = unzipped(archive, "xl/worksheets/sheet1.xml");
  expect(batch).toContain(`<f>'${app.t("workbook.shipment")}'!$B$`);
  const sale = unzipped(archive, "xl/worksheets/sheet3.xml");
  expect(sale).toContain(`'${app.t("calculator.landed-cost.name")}'!$D$`);
  expect(unzipped(archive, "xl/sharedStrings.xml")).not.toMatch(/workbook\.|field\.|line\.|status\./);
});

test("an Excel file that cannot be written is said, and the next try writes it", async ({ app, page, complaints }) => {
  await land(app, `#${PENNY}`);
  await page.route("**/xlsx-*.wasm", (route) => route.abort());
  await app.button("page.save").click();
  await page.locator("#save-xlsx").click();
  await expect(page.getByRole("dialog")).toContainText(app.t("save.not-written"));
  complaints.splice(0);
  await page.unroute("**/xlsx-*.wasm");
  await Promise.all([page.waitForEvent("download"), page.locator("#save-xlsx").click()]);
  await expect(page.getByRole("dialog")).not.toContainText(app.t("save.not-written"));
});

test("shipping cost has no such file", async ({ app, page }) => {
  await app.open();
  await app.button("page.save").click();
  await expect(page.locator("#save-csv")).toBeVisible();
  await expect(page.locator("#save-xlsx")).toHaveCount(0);
});
