// Adding a calculator is adding one folder and one line: the page that the toy gets for it, on a site of its own.

import { toyPort } from "./playwright.config";
import { expect, test } from "./suanpan";
import { LANGUAGES, TAGS } from "./words";

const site = `http://127.0.0.1:${toyPort}`;

for (const language of TAGS) {
  test(`it has a page with its words: ${language}`, async ({ app, page }) => {
    app.language = language;
    await page.goto(`${site}/${LANGUAGES[language]}/toy/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.toy.question"));
    // 20 × 2.5 EUR, the first example.
    await expect(app.total).toHaveText("EUR50.00");
    await expect(app.answer).toContainText(app.t("decision.worth-it", { left: "EUR\u00a050.00" }));
    await expect(app.answer).toContainText(app.t("step-name.wares"));
    await expect(app.answer).not.toContainText(/toy\.|\bline\.|undefined/);
    await expect(page).toHaveTitle(new RegExp(app.t("calculator.toy.name")));
  });
}

test("every kind of field is there and counts", async ({ app, page }) => {
  await page.goto(`${site}/en/toy/`);
  await app.field("count", 1).fill("10");
  await expect(app.total).toHaveText("EUR25.00");
  await app.field("price", 1).fill("=1.5*2");
  await expect(app.total).toHaveText("EUR30.00");
  await app.field("stall-rent").fill("1.25");
  await app.field("stall-days").fill("2");
  // A rent in another currency than the wares cannot be taken off.
  await app.expectStale(true);
  await app.field("stall-rent").fill("1.25 EUR");
  await expect(app.total).toHaveText("EUR27.50");
  await expect(app.field("umbrella-fee")).toBeHidden();
  await app.field("weather").selectOption("rain");
  await app.field("umbrella-fee").fill("4");
  // Left, the field keeps the figure, and the currency stands beside it.
  await expect(app.field("stall-rent")).toHaveValue("1.25");
  await expect(page.getByLabel(app.t("page.unit-of", { field: app.t("field.stall-rent.label") }))).toHaveValue("EUR");
  await page.getByLabel(app.t("page.unit-of", { field: app.t("field.umbrella-fee.label") })).selectOption("EUR");
  await expect(app.total).toHaveText("EUR23.50");
  await app.field("helper").check();
  await expect(app.total).toHaveText("EUR20.50");
  await app.field("haggling").fill("50");
  await app.field("luck").fill("2");
  await expect(app.total).toHaveText("EUR20.50");
  await app.row(1).getByLabel(app.t("choice.tags.rare")).check();
  await app.row(1).getByLabel(app.t("choice.tags.old")).check();
  await app.row(1).getByLabel(app.t("choice.tags.rare")).uncheck();
  await app.field("ware", 1).fill("books");

  const address = await app.share();
  expect(address).toMatch(/t=ty&w=_10_3EUR_350g__old&d=[\d-]+&n=2&we=rain&u=4EUR&h=50&l=2&hp=1&r=/);
  await expect(page.getByRole("dialog")).toContainText(app.t("field.stall-rent.label"));
});

test("its link opens on its page, and the tabs lead from one calculator to the other", async ({ app, page }) => {
  await page.goto(`${site}/zh-hans/shipping-cost/`);
  app.language = "zh-Hans";
  await app.field("weight", 1).fill("360");
  // Its drawer is empty, so that nothing would be replaced.
  await page.evaluate(() => (location.hash = "#v=1&t=ty&w=_2_80EUR_12kg_60x40x40cm_old.rare&d=2026-11-22&k=hand"));
  await expect(app.total).toHaveText("EUR160.00");
  await expect(page).toHaveURL(/zh-hans\/toy\/$/);
  await expect(app.row(1).getByLabel(app.t("choice.tags.old"))).toBeChecked();
  await expect(app.row(1).getByLabel(app.t("choice.tags.broken"))).not.toBeChecked();
  await page.getByRole("link", { name: app.t("calculator.shipping-cost.name"), exact: true }).click();
  await expect(app.field("weight", 1)).toHaveValue("360");
  await expect(page).toHaveURL(/zh-hans\/shipping-cost\/$/);
});

test("from its page to the other calculator and back", async ({ app, page }) => {
  await page.goto(`${site}/en/toy/`);
  await expect(app.total).toHaveText("EUR50.00");
  await page.getByRole("link", { name: app.t("calculator.shipping-cost.name"), exact: true }).click();
  await expect(app.total).toHaveText("CNY39.50");
  await app.field("weight", 1).fill("700");
  await expect(app.total).not.toHaveText("CNY39.50");
  await page.getByRole("link", { name: app.t("calculator.toy.name"), exact: true }).click();
  await app.field("count", 1).fill("2");
  await expect(app.total).toHaveText("EUR5.00");
});

test("rows pasted from a spreadsheet fill its list", async ({ app, page }) => {
  await page.goto(`${site}/en/toy/`);
  await app.button("page.start-again").click();
  await app.paste(app.field("ware", 1), "cups\t3\t2 EUR\t200 g\nplates\t2\t5 EUR\t400 g");
  await expect(app.field("ware", 2)).toHaveValue("plates");
  await expect(app.total).toHaveText("EUR16.00");
});
