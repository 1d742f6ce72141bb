// The second calculator: a page of its own with a program of its own, to which the first one leads.

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
