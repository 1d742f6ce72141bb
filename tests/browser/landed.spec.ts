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
