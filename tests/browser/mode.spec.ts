// The logistics mode: every way to ship, with the volumes at which the choice changes. All of it is answered by the engine.

import { type App, expect, test } from "./suanpan";
import { LANGUAGES, type Language } from "./words";

/** Sixty mugs a month to the United States, promised in 20 days; a batch goes in cartons of forty. */
const MUGS =
  "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&dt=2026-11-22&mo=60&pd=20&cq=40&cw=15kg&cs=60x40x40cm&br=125USD&pl=1.5&ll=0.5&ul=list-4a&c=USD&k=hand";

async function mode(app: App, carried = "", language: Language = "en"): Promise<void> {
  app.language = language;
  await app.page.goto(`/${LANGUAGES[language]}/logistics-mode/${carried}`);
  await app.drawn();
}

const row = (app: App, name: string) =>
  app.answer.getByRole("table").first().getByRole("row").filter({ hasText: app.t(`choice.modes.${name}`) });

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`the best way and the volume at which another is, in ${language}`, async ({ app, page }) => {
    await mode(app, `#${MUGS}`, language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.logistics-mode.question"));
    await expect(app.total).toContainText("15.05");
    const slots = { best: app.t("choice.modes.sea-warehouse"), service: app.t("service.us-sea-ordinary"), before: app.t("choice.modes.line") };
    const decision = app.t("decision.mode-from", { ...slots, each: "§", more: "§", next: app.t("choice.modes.air-warehouse"), below: 20 });
    for (const part of decision.split("§")) await expect(app.answer).toContainText(part.trim());
    // Packets take too long; the express mail of the posts does not.
    await expect(row(app, "postal")).toContainText(app.t("service.ems"));
    const crossing = { orders: 21, way: app.t("choice.modes.sea-warehouse"), other: app.t("choice.modes.line") };
    await expect(app.answer).toContainText(app.t("change.mode-crossing", crossing));
    // Days as bars, beside what is promised.
    await expect(app.answer.getByRole("img", { name: app.t("change.mode-days-bars") })).toContainText(app.t("change.mode-days-promised", { days: 20 }));
    await expect(app.answer).not.toContainText(/\b(line|note|figure|step|method|change|section|order-landed|expected)[.-][a-z]|undefined|NaN|\{/);
  });
}

test("a volume below the crossing is answered in the same keystrokes, and a test goes by what can be lost", async ({ app, page }) => {
  await mode(app, `#${MUGS}`);
  await expect(app.total).toContainText("15.05");
  const orders = page.getByLabel(app.t("field.monthly-orders.label"), { exact: true });
  await orders.fill("20");
  await expect(app.answer.locator(".head")).toContainText(app.t("choice.modes.line"));
  await expect(app.answer).toContainText("From 21 orders a month");
  await orders.fill("21");
  await expect(app.answer).toContainText("Up to 20 orders a month");
  await page.getByLabel(app.t("field.promised-days.label"), { exact: true }).fill("16");
  await expect(row(app, "postal")).toContainText(app.t("problem.E_SPEED", { service: app.t("service.ems"), days: 17, promised: 16 }));
  await page.getByLabel(app.t("field.promised-days.label"), { exact: true }).fill("20");
  await page.getByLabel(app.t("field.product-stage.label"), { exact: true }).selectOption("testing");
  await expect(app.answer).toContainText("Test by Special line");
});

test("what a mode refuses can be mended, and nothing typed is lost", async ({ app, page }) => {
  await mode(app, `#${MUGS.replace("_350g_20x15x8cm", "_0.48kg_62x14x12cm_battery-in").replace("&pd=20", "")}`);
  await expect(row(app, "postal")).toContainText(app.t("problem.E_BATTERY", { what: app.t("choice.traits.battery-in") }));
  const orders = page.getByLabel(app.t("field.monthly-orders.label"), { exact: true });
  await orders.fill("6O");
  await expect(orders).toHaveAttribute("aria-invalid", "true");
  await expect(orders).toHaveValue("6O");
  await app.expectStale(true);
  await orders.fill("60");
  await app.expectStale(false);
});

test("the chosen way goes on to landed cost and, by sea, to the reorder point", async ({ app, page }) => {
  await mode(app, `#${MUGS}`);
  const offer = page.getByRole("region", { name: app.t("onward-page.title") });
  await expect(offer).toContainText(app.t("onward.mode-lead", { service: app.t("choice.modes.sea-warehouse"), mean: 23, deviation: "1.6" }));
  await offer.getByRole("link").first().click();
  await expect(page).toHaveURL(/landed-cost\/$/);
  await app.drawn();
  await expect(page.getByLabel(app.t("field.monthly-orders.label"), { exact: true })).toHaveValue("60");
  await expect(page.getByLabel(app.t("field.batch-orders.label"), { exact: true })).toHaveValue("60");
  // What landed cost says of the same way, before what is only expected.
  await expect(app.total).toContainText("14.85");
});

test("the same on the way back: what was typed elsewhere is there", async ({ app, page }) => {
  await app.page.goto("/en/landed-cost/#v=1&t=lc&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&ul=list-4a&c=USD&dt=2026-11-22&k=hand");
  await app.drawn();
  await page.getByRole("link", { name: app.t("calculator.logistics-mode.name"), exact: true }).first().click();
  await expect(page).toHaveURL(/logistics-mode\/$/);
  await page.getByLabel(app.t("field.monthly-orders.label"), { exact: true }).fill("60");
  await expect(app.total).toContainText("21.4");
});

/** A courier, two forwarders and a niche line: the example of the page. */
const CARRIERS =
  "v=1&t=lm&g=_28CNY_24USD_9.8&p=_350g_20x15x8cm&dt=2026-11-22&mo=600&pr=34.9USD&pd=20&md=postal.line.express&pl=1.5&lf=30&ls=3USD&ul=list-4a&c=USD&ca=_180CNY_3_5_98_3000_30&ca=_52CNY_8_14_88_200_30&ca=_55CNY_8_13_94_1500_15&ca=_60CNY_7_12_95_700_0&pk=1200&cf=8&k=hand";

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`core, backup and what a failure in peak loses, in ${language}`, async ({ app }) => {
    await mode(app, `#${CARRIERS}`, language);
    const carriers = app.answer.getByRole("region", { name: app.t("section.carriers"), exact: true });
    await expect(carriers).toContainText(app.t("role.core"));
    await expect(carriers).toContainText(app.t("role.backup"));
    const failure = app.answer.getByRole("region", { name: app.t("section.carrier-failure"), exact: true });
    await expect(failure).toContainText(app.t("figure.unshipped"));
    await expect(app.answer).not.toContainText(/\b(line|note|figure|step|method|role|section|decision)[.-][a-z]|undefined|NaN|\{/);
  });
}

test("a carrier that is named keeps its name here, and the link leaves it out", async ({ app, page }) => {
  await mode(app, `#${CARRIERS}`);
  const group = app.t("group.carriers");
  await page.locator("summary", { hasText: group }).click();
  await page.getByLabel(app.t("field.carrier-name.label"), { exact: true }).nth(2).fill("YunExpress");
  const carriers = app.answer.getByRole("region", { name: app.t("section.carriers"), exact: true });
  await expect(carriers).toContainText("YunExpress");
  await page.getByRole("button", { name: app.t("page.share"), exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText(app.t("share.left-out", { fields: "" }).trim());
  expect(await page.getByRole("dialog").locator("textarea, input").first().inputValue()).not.toContain("YunExpress");
});

test("one warehouse, or East and West", async ({ app }) => {
  const sites = "&wh=_60_west_2&wh=_40_east_2";
  await mode(app, `#${MUGS.replace("&mo=60", "&mo=900").replace("&k=hand", `${sites}&k=hand`)}`);
  const section = app.answer.getByRole("region", { name: app.t("section.mode-sites"), exact: true });
  await expect(section).toContainText(app.t("stocked.all-east"));
  await expect(section).not.toContainText(/undefined|NaN|\{/);
});

test("a hybrid stands in the ranking with its parts", async ({ app }) => {
  await mode(app, `#${MUGS.replace("&mo=60", "&mo=70").replace("&cq=40", "&cq=40&os=25")}`);
  const ranks = app.answer.getByRole("table").first();
  await expect(ranks).toContainText(app.t("hybrid.base-direct"));
});
