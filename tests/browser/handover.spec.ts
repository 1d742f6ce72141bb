// Cases that the page leaves to its engine: answered at the same keystroke once that is there, said until then.

import type { Locator, Page } from "@playwright/test";

import { type App, expect, test } from "./suanpan";
import { LANGUAGES } from "./words";

/** Six cartons by ship to the east of the US. */
const CARTONS = "v=1&t=sc&p=6_14.2kg_60x40x40cm&lg=first-leg&ur=east&dt=2026-11-22&k=hand";
/** 40 cartons to a warehouse in Germany. */
const BULK = "v=1&t=lc&g=800_36CNY__4.7&p=40_14kg_60x40x40cm&rt=bulk&d=DE&br=95EUR&if=180EUR&c=EUR&dt=2026-11-22&k=hand";

const ENGINE = /\/engine-[0-9a-f]{8}\.wasm$/;
/** The whole data; a first visit gets `…-first.pack`. */
const RATES = /-[0-9a-f]{8}\.pack$/;

const leg = (app: App): Locator => app.inputs.getByLabel(app.t("field.leg.label"), { exact: true });

/** Holds something back until it is let go. */
async function hold(page: Page, file: RegExp): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route(file, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

async function land(app: App, carried = ""): Promise<void> {
  await app.page.goto(`/${LANGUAGES[app.language]}/landed-cost/${carried}`);
  await app.drawn();
}

/** Leaves the page with nothing kept, so that a link opens at once. */
async function fresh(page: Page): Promise<void> {
  await page.evaluate(() => addEventListener("unload", () => localStorage.clear()));
  await page.goto("about:blank");
}

/** The headline in the frame of a keystroke. */
async function headlineAtOnce(box: Locator, text: string): Promise<string | null | undefined> {
  return box.evaluate(async (box: HTMLInputElement, text) => {
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    return document.querySelector(".big")?.textContent;
  }, text);
}

for (const [what, file] of [["the engine", ENGINE], ["its data", RATES]] as const) {
  test(`a first leg typed before ${what} is there is answered when it comes`, async ({ app, page }) => {
    const release = await hold(page, file);
    await app.open();
    await expect(app.total).toHaveText("CNY39.50");
    await leg(app).selectOption("first-leg");
    await expect(app.answer).toContainText(app.t("problem.ELSEWHERE"));
    // What stood there stays, greyed, and nothing says that a field is to be mended.
    await expect(app.total).toHaveText("CNY39.50");
    await expect(app.answer).not.toContainText(app.t("page.stale"));
    await app.field("weight", 1).fill("22000");
    await expect(app.answer).toContainText(app.t("problem.ELSEWHERE"));
    // The page answers what is its own.
    await leg(app).selectOption("direct");
    await app.expectPrices({ "special-line-general": "1,122.00" }); // 22 kg × 50 + 22
    await expect(app.answer).not.toContainText(app.t("problem.ELSEWHERE"));
    await leg(app).selectOption("first-leg");
    release();
    await expect(app.total).toHaveText("CNY664.60"); // 22 kg × 14.30 + 350 for the declaration
    await app.expectStale(false);
    await expect(app.answer).not.toContainText(app.t("problem.ELSEWHERE"));
    await expect(app.fold("page.working").locator("dl")).toContainText("22\u00a0kg");
  });
}

test("a keystroke is answered in its own frame, and can be taken back", async ({ app, page }) => {
  await app.open(`#${CARTONS}`);
  await expect(app.total).toHaveText("CNY1,630.00"); // 6 × 16 kg by volume, billed up to 100 × 12.80; 350 for the declaration
  await expect(app.fold("page.working").locator("dl")).toBeVisible();
  const weight = app.field("weight", 1);
  expect(await headlineAtOnce(weight, "20")).toBe("CNY1,886.00"); // 120 × 12.80 + 350
  expect(await headlineAtOnce(weight, "2x")).toBe("CNY1,886.00");
  await app.expectStale(true);
  await expect(app.answer).toContainText(app.t("page.stale"));
  expect(await headlineAtOnce(weight, "21")).toBe("CNY1,962.80"); // 126 × 12.80 + 350
  await app.expectStale(false);
  await app.button("page.undo").click();
  await expect(app.total).toHaveText("CNY1,630.00");
  await app.button("page.redo").click();
  await expect(app.total).toHaveText("CNY1,962.80");
  await expect(page.locator(".dock")).toContainText("CNY\u00a01,962.80");
  await expect(app.answer.locator(":scope > [role=status].quiet")).toContainText("CNY\u00a01,962.80");
});

test("the chosen service stays while one types, with its bill and its working", async ({ app }) => {
  await app.open(`#${CARTONS}`);
  const slow = app.t("service.us-sea-ordinary");
  await app.ranking.getByRole("button", { name: slow, exact: true }).click();
  const bill = app.answer.locator(".bill");
  await expect(bill).toContainText("1,360.00"); // 100 kg × 13.60
  await app.field("weight", 1).fill("20");
  await expect(bill).toContainText("1,632.00"); // 120 × 13.60
  await expect(bill).toContainText(slow);
  await expect(app.fold("page.working").locator("dl")).toContainText("120\u00a0kg");
});

for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
  test(`an answer of the engine has its words: ${language}`, async ({ app, page }) => {
    for (const carried of [CARTONS, CARTONS.replace("6_14.2kg", "5200_13.6kg"), "v=1&t=sc&p=_1.3lb_12.5x8x3in&c=USD&lg=last-mile&se=24.99USD&dt=2026-11-22&k=hand"]) {
      await app.open("", language);
      await fresh(page);
      await app.open(`#${carried}`, language);
      await expect(app.fold("page.working").locator("dl")).toBeVisible();
      await expect(app.answer).not.toContainText(/\b(line|note|figure|step|service|problem|decision)\.|[a-z]+-[a-z]+-[a-z]+|E_[A-Z]|undefined|NaN/);
    }
    await fresh(page);
    await land(app, `#${BULK}`);
    await expect(app.total).toHaveText("EUR5,158.58");
    await expect(app.answer).not.toContainText(/\b(line|note|figure|step|service|problem|decision)\.|E_[A-Z]|undefined|NaN/);
  });
}

test("goods in bulk: a draft is answered as soon as the engine is there, and at every key", async ({ app, page }) => {
  await land(app, `#${BULK}`);
  await expect(app.total).toHaveText("EUR5,158.58");
  await app.page.waitForTimeout(800); // the draft is kept once typing pauses
  const release = await hold(page, ENGINE);
  await page.reload();
  await app.drawn();
  await expect(app.answer).toContainText(app.t("problem.ELSEWHERE"));
  await expect(app.total).toHaveCount(0);
  await expect(app.answer).toContainText(app.t("page.coming"));
  release();
  await expect(app.total).toHaveText("EUR5,158.58");
  const brokerage = app.inputs.getByLabel(app.t("field.brokerage.label"), { exact: true });
  expect(await headlineAtOnce(brokerage, "100")).toBe("EUR5,163.58");
});

test("where the engine never comes, that is said, with a way to try again", async ({ app, page, complaints }) => {
  await page.route("**/engine-*", (route) => route.abort());
  await app.open();
  await leg(app).selectOption("last-mile");
  await expect(app.answer).toContainText(app.t("problem.ELSEWHERE"));
  await expect(app.answer).toContainText(app.t("page.not-come"));
  await app.page.waitForTimeout(800);
  await page.reload();
  await app.drawn();
  // Now there is nothing to show greyed either.
  await expect(app.total).toHaveCount(0);
  await expect(app.answer).toContainText(app.t("problem.ELSEWHERE"));
  await expect(app.answer).toContainText(app.t("page.not-come"));
  // What the page answers by itself it answers.
  await leg(app).selectOption("direct");
  await expect(app.total).toHaveText("CNY39.50");
  await leg(app).selectOption("first-leg");
  await page.unroute("**/engine-*");
  complaints.splice(0);
  await app.button("page.try-again").click();
  await expect(app.total).toHaveText("CNY650.30"); // at least 21 kg × 14.30; 350 for the declaration
  await app.expectStale(false);
  await expect(app.fold("page.working").locator("dl")).toBeVisible();
});

test("a first visit does not load the data twice", async ({ app, page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await app.open();
  await expect(app.fold("page.working").locator("dl")).toBeVisible();
  expect(loaded.filter((path) => RATES.test(path))).toHaveLength(1);
});

/** A market, its currency, and whether the page tells the cost of the example there by itself. */
const MARKETS = [
  ["DE", "EUR", true],
  ["FR", "EUR", true],
  ["GB", "GBP", true],
  ["AU", "AUD", true],
  ["SG", "SGD", true],
  ["US", "USD", false],
  ["BR", "BRL", false],
] as const;

test("what the page tells of a landed cost by itself is what the engine says", async ({ app, page, context, complaints }) => {
  const told = async (on: Page, shown: boolean): Promise<string[]> => {
    const form = on.getByRole("region", { name: app.t("page.inputs"), exact: true });
    const field = (key: string) => form.getByLabel(app.t(`field.${key}.label`), { exact: true });
    const figures: string[] = [];
    for (const [country, currency, alone] of MARKETS) {
      await field("destination").selectOption(country);
      await form.locator("details", { has: on.getByRole("heading", { name: app.t("group.currency"), exact: true }) }).evaluate((fold: HTMLDetailsElement) => (fold.open = true));
      await field("currency").selectOption(currency);
      const answer = on.getByRole("region", { name: app.t("page.answer"), exact: true });
      if (alone) {
        await expect(answer.locator(".stale")).toHaveCount(0);
        figures.push(`${country} ${await answer.locator(".big").textContent()} ${await answer.locator("table[aria-labelledby=ranks-title]").textContent()}`);
      } else if (!shown) {
        await expect(answer).toContainText(app.t("problem.ELSEWHERE"));
      }
    }
    return figures;
  };
  await page.route(ENGINE, (route) => route.abort());
  await land(app);
  const alone = await told(page, false);
  complaints.splice(0);
  const other = await context.newPage();
  await other.goto(`/${LANGUAGES.en}/landed-cost/`);
  await expect(other.locator("#working")).toBeVisible();
  expect(await told(other, true)).toEqual(alone);
  expect(alone).toHaveLength(5);
});
