// The checklist of what the law asks: rules loaded in the language shown, held against what the form says.

import { readFileSync } from "node:fs";

import type { Locator, Page } from "@playwright/test";

import { type App, expect, expectClean, test } from "./suanpan";
import { LANGUAGES, type Language } from "./words";

/** T-shirts posted from China to Germany by an own shop. */
const SHIRTS = "v=1&t=co&es=CN&dt=2026-11-22&d=DE&ch=own-site&sb=post&ct=apparel&co=CN&cv=45EUR&tl=1&tc=610910&k=hand";
/** A Dutch shop that has sold EUR 8,500 of EUR 10,000 to its neighbours. */
const FURNITURE =
  "v=1&t=co&es=NL&dt=2026-11-22&d=DE&mk=FR&mk=NL&ch=own-site&sb=warehouse&sf=NL&sk=NL&ct=furniture&co=CN&sa=EU27-other_direct_2026-01-01_2026-11-22_8500EUR_120&k=hand";
/** Headphones from two states of the US. */
const HEADPHONES =
  "v=1&t=co&es=CN&dt=2026-11-22&d=US&mk=US-CA&mk=US-TX&ch=own-site.amazon&sb=warehouse&sk=US-CA&sk=US-TX&ct=radio.battery&co=CN&cv=18000USD&iv=49USD&tc=851830&sa=US-CA_direct_2026-01-01_2026-11-22_430000USD_8600&sa=US-TX_mp_2026-01-01_2026-11-22_210000USD_4200&k=hand";

async function checklist(app: App, link: string, language: Language = "en"): Promise<void> {
  // What is read where comes last and draws the list anew: nobody presses anything under that.
  const sources = app.page.waitForResponse(/rule-sources/, { timeout: 10_000 }).then((response) => response.finished());
  app.language = language;
  await app.page.goto(`/${LANGUAGES[language]}/compliance/#${link}`);
  await app.drawn();
  await expect(part(app, "checklist.title")).toBeVisible();
  await sources.catch(() => {}); // they are there already
  await app.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100))));
}

const part = (app: App, key: string): Locator => app.answer.getByRole("region", { name: app.t(key), exact: true });
const rule = (page: Page, id: string): Locator => page.locator(`#rule-${id}`);
const open = async (page: Page, id: string): Promise<void> => rule(page, id).locator("summary").click();

/** What a button hands over. */
async function taken(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`a list in the seller's own figures, in ${language}`, async ({ app, page }) => {
    await checklist(app, FURNITURE, language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.compliance.question"));
    const threshold = rule(page, "eu-vat-10k-threshold");
    await expect(threshold).toContainText(app.t("rule-state.watch"));
    await expect(threshold).toContainText("85%");
    await expect(threshold).toContainText(/8[.,]500/);
    await open(page, "eu-vat-10k-threshold");
    await expect(threshold).toContainText("2006/112");
    await expect(app.answer).toContainText(app.t("checklist.no-advice"));
    await expect(app.answer).not.toContainText(/\b(reason|ask|rule-[a-z]+|compared|nexus|place|choice)[.-][a-z]|undefined|NaN|\{/);
  });
}

test("every keystroke is answered, and what waits for an answer gets fewer", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await expect(rule(page, "eu-textile-label")).toContainText(app.t("rule-state.applies"));
  const value = page.getByLabel(app.t("field.consignment-value.label"), { exact: true });
  await expect(rule(page, "eu-duty-3eur-per-item")).toContainText(app.t("rule-state.applies"));
  await value.fill("151");
  await expect(rule(page, "eu-duty-3eur-per-item")).toHaveCount(0);
  await value.fill("15l");
  await expect(value).toHaveAttribute("aria-invalid", "true");
  await expect(value).toHaveValue("15l");
  await app.expectStale(true);
  await value.fill("150");
  await app.expectStale(false);
  await expect(rule(page, "eu-duty-3eur-per-item")).toContainText(app.t("rule-state.applies"));
});

test("a question is answered beside the list, and taken back by undo", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  const asks = part(app, "checklist.next");
  const first = asks.getByRole("listitem").filter({ has: page.getByRole("button", { name: app.t("ask.yes"), exact: true }) }).first();
  const asked = await first.locator("b, h3, strong, p").first().innerText();
  await first.getByRole("button", { name: app.t("ask.no"), exact: true }).click();
  await expect(asks).not.toContainText(asked);
  await expect(page).toHaveURL(/compliance/);
  await app.button("page.undo").click();
  await expect(asks).toContainText(asked);
});

test("ticks, notes and costs stay on the device and out of links", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await page.locator("#tick-eu-ioss-eligible, #tick-eu-textile-label").first().check();
  await open(page, "eu-textile-label");
  await page.locator("#rule-note-eu-textile-label").fill("labels ordered on Monday");
  await page.locator("#rule-cost-eu-textile-label").fill("240 EUR");
  await expect(page.locator("#rule-costs")).toContainText("240");
  await page.reload();
  await expect(part(app, "checklist.title")).toBeVisible();
  await open(page, "eu-textile-label");
  await expect(page.locator("#rule-note-eu-textile-label")).toHaveValue("labels ordered on Monday");
  await expect(part(app, "checklist.title")).toContainText(/1 of \d+ ticked/);
  await page.locator("#open-share").click();
  const link = await page.locator("#sheet-place input, #sheet-place textarea").first().inputValue();
  expect(decodeURIComponent(link)).toContain("t=co");
  expect(decodeURIComponent(link)).not.toMatch(/labels|240/);
});

/** Holds back the file of sources until it is asked to go on. */
async function holdSources(page: Page): Promise<() => Promise<void>> {
  let go = (): void => undefined;
  const waits = new Promise<void>((resolve) => (go = resolve));
  await page.route(/rule-sources[^/]*\.pack/, async (route) => {
    await waits;
    await route.continue();
  });
  return async () => {
    const came = page.waitForResponse(/rule-sources[^/]*\.pack/);
    go();
    await (await came).finished();
  };
}

for (const [box, typed, more, whole] of [
  ["note", "labels or", "dered", "labels ordered"],
  // Not yet to be read: an amount with half a currency.
  ["cost", "240 EU", "R", "240 EUR"],
] as const) {
  test(`what arrives while a ${box} is typed takes neither focus nor text`, async ({ app, page }) => {
    const goOn = await holdSources(page);
    await checklist(app, SHIRTS);
    await open(page, "eu-textile-label");
    const item = rule(page, "eu-textile-label");
    await expect(item).toContainText(app.t("checklist.sources-coming"));
    const field = page.locator(`#rule-${box}-eu-textile-label`);
    await field.click();
    await field.pressSequentially(typed);
    await goOn();
    // Longer than what takes long waits for a pause.
    await page.waitForTimeout(500);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(typed);
    await field.pressSequentially(more);
    await expect(field).toHaveValue(whole);
    // Once the box is left, what came is drawn.
    await field.blur();
    await expect(item).not.toContainText(app.t("checklist.sources-coming"));
    await expect(item).toHaveAttribute("open", "");
    await expect(field).toHaveValue(whole);
  });
}

test("one press says no to the questions that are shown, and undo takes all of it back", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  const asks = part(app, "checklist.next");
  const flags = asks.getByRole("listitem").filter({ has: page.getByRole("button", { name: app.t("ask.no"), exact: true }) });
  await expect(flags.nth(1)).toBeVisible();
  const asked = await flags.locator("b").allInnerTexts();
  await expect(page.locator("#ask-no-to-all")).toContainText(String(asked.length));
  await page.locator("#ask-no-to-all").click();
  for (const question of asked) {
    await expect(asks).not.toContainText(question);
  }
  await app.button("page.undo").click();
  await expect.poll(async () => flags.locator("b").allInnerTexts()).toEqual(asked);
});

test("what a list costs a year goes on to landed cost by the consignment", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await open(page, "eu-textile-label");
  await page.locator("#rule-cost-eu-textile-label").fill("240 EUR");
  await page.locator("#rule-consignments").fill("12");
  await page.getByRole("link", { name: app.t("onward-page.use", { calculator: app.t("calculator.landed-cost.name") }) }).click();
  await page.waitForURL(/landed-cost/);
  await expect(page.getByLabel(app.t("field.other-costs.label"), { exact: true })).toHaveValue("20");
});

test("a search says why a rule is not in the list", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await page.locator("#rules-search").fill("WEEE");
  const why = part(app, "checklist.not-here");
  await expect(why).toContainText("WEEE");
  await expect(why).toContainText("The goods are none of");
  await page.locator("#rules-search").fill("no such words at all");
  await expect(why).toContainText(app.t("checklist.not-found"));
  // What people call it otherwise is found as well, and what is in the list leads there.
  await page.locator("#rules-search").fill("packaging act");
  await page.locator("#found-de-packaging-lucid").click();
  await expect(rule(page, "de-packaging-lucid")).toHaveAttribute("open", "");
  await expect(page.locator("#rule-head-de-packaging-lucid")).toBeFocused();
});

test("another day tells what is otherwise", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await page.getByLabel(app.t("field.compare-date.label"), { exact: true }).fill("2026-12-09");
  const turns = app.answer.getByRole("region", { name: app.t("checklist.turns", { day: "2026-12-09" }) }).first();
  await expect(turns).toContainText(app.t("rule-state.applies"));
  await expect(part(app, "checklist.deadlines")).toContainText("2026-12-09");
});

test("limits by state stand beside one's own sales and can be sorted", async ({ app, page }) => {
  await checklist(app, HEADPHONES);
  const nexus = part(app, "checklist.nexus");
  // A head, and for each state its figures and below them what is tested.
  await expect(nexus.getByRole("row")).toHaveCount(97);
  const tested = (state: string) => nexus.getByRole("row").filter({ hasText: state }).locator("xpath=following-sibling::tr[1]");
  await expect(nexus.getByRole("row").filter({ hasText: "California" })).toContainText("86%");
  await expect(tested("Louisiana")).toContainText(app.t("rule-sure.uncertain"));
  await expect(tested("District of Columbia")).toContainText(app.t("checklist.rate-unsure"));
  await nexus.getByRole("button", { name: app.t("checklist.nexus-state") }).click();
  await expect(nexus.locator("th[aria-sort]").filter({ hasText: app.t("checklist.nexus-state") })).toHaveAttribute("aria-sort", "ascending");
  await expect(nexus.getByRole("row").nth(1)).toContainText("Alabama");
});

test("the list goes to a spreadsheet, to machines and into a calendar", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  const csv = await taken(page, page.locator("#rules-csv"));
  expect(csv.name).toBe("compliance_2026-11-22_DE.csv");
  expect(csv.text.startsWith("\ufeff")).toBe(true);
  expect(csv.text).toContain("eu-textile-label");
  const json = JSON.parse((await taken(page, page.locator("#rules-json"))).text) as { calculator: string; inputs: { established: string } };
  expect([json.calculator, json.inputs.established]).toEqual(["compliance", "CN"]);
  const ics = await taken(page, page.locator("#rules-ics"));
  expect(ics.name).toBe("compliance_2026-11-22_DE.ics");
  expect(ics.text.split("\r\n")[0]).toBe("BEGIN:VCALENDAR");
  expect(ics.text).toContain("DTSTART;VALUE=DATE:20261209");
});

test("goods, value and way come from the other calculators", async ({ app, page }) => {
  await page.goto(`/en/logistics-mode/#v=1&t=lm&g=_28CNY_24EUR_12__851830&p=_350g_20x15x8cm_battery-in&d=DE&dt=2026-11-22&mo=90&md=line&c=EUR&k=hand`);
  await app.drawn();
  await page.getByRole("link", { name: app.t("onward-page.use", { calculator: app.t("calculator.compliance.name") }) }).click();
  await page.waitForURL(/compliance/);
  const form = app.inputs;
  await expect(form.getByLabel(app.t("field.destination.label"), { exact: true })).toHaveValue("DE");
  await expect(form.getByLabel(app.t("choice.categories.battery"), { exact: true })).toBeChecked();
  await expect(form.getByLabel(app.t("choice.shipped-by.linehaul"), { exact: true })).toBeChecked();
  await expect(form.getByLabel(app.t("field.consignment-value.label"), { exact: true })).toHaveValue("24");
  // Where the seller is established no other calculator knows.
  await expect(app.answer.locator(".rules-list")).toHaveCount(0);
  await form.getByLabel(app.t("field.established.label"), { exact: true }).selectOption("CN");
  await expect(part(app, "checklist.title")).toBeVisible();
});

test("another language has the same list in its own words", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  const count = await page.locator(".rule-rows > .rule").count();
  app.language = "zh-Hans";
  await page.goto(`/zh-hans/compliance/#${SHIRTS}`);
  await expect(part(app, "checklist.title")).toBeVisible();
  await expect(page.locator(".rule-rows > .rule")).toHaveCount(count);
  await expect(rule(page, "eu-textile-label")).toContainText(/[\u4e00-\u9fff]/);
});

test("without its rules the page says so and asks again", async ({ app, page, complaints }) => {
  await page.route(/rules-en[^/]*\.pack/, (route) => route.abort());
  await page.goto(`/en/compliance/#${SHIRTS}`);
  await app.drawn();
  const again = app.answer.getByRole("button", { name: app.t("page.try-again") });
  await expect(again).toBeVisible();
  await expect(app.answer.locator(".rules-list")).toHaveCount(0);
  complaints.splice(0); // that the file did not come
  await page.unroute(/rules-en[^/]*\.pack/);
  // The page may have asked again by itself.
  await again.or(part(app, "checklist.title")).first().click();
  await expect(part(app, "checklist.title")).toBeVisible();
  complaints.splice(0);
});

test("rules of one's own stand beside ours, and what is wrong with them is said on the screen", async ({ app, page }) => {
  await checklist(app, SHIRTS);
  await page.getByRole("tab", { name: app.t("tool.own-rules") }).or(page.getByRole("button", { name: app.t("tool.own-rules"), exact: true })).first().click();
  const rule = (when: string) =>
    `as-of = "2026-11-01"\n\n[[rule]]\nid = "my-boxes"\nplace = "DE"\ntopic = "packaging"\nseverity = "M"\nwho = "seller"\nwhen = ${when}\nstatus = "known"\nsources = []\n[rule.en]\nname = "Boxes of our own"\nduty = "Only brown boxes."\nsteps = ["Order them"]\n`;
  const text = page.locator("#own-rules-text");
  await text.fill(rule(`{ dest = ["DE"], colour = "brown" }`));
  await expect(page.getByText(/own\.toml.*my-boxes.*colour/)).toBeVisible();
  await text.fill(rule(`{ dest = ["DE"] }`));
  await expect(page.getByText(/1 rule of your own in use/)).toBeVisible();
  await page.getByRole("tab", { name: app.t("ways.compliance.one") }).or(page.getByRole("button", { name: app.t("ways.compliance.one"), exact: true })).first().click();
  await expect(page.locator("#rule-my-boxes")).toContainText("Boxes of our own");
  await page.reload();
  await expect(page.locator("#rule-my-boxes")).toContainText(app.t("own-rules.name", { name: "Boxes of our own" }));
});

test("a fold that is drawn anew before it has told that it was opened stays open, and nothing complains", async ({ app, page }) => {
  await checklist(app, HEADPHONES);
  const fold = page.locator(".rule-rows > .rule details").first();
  // An odd number of presses, each followed at once by a keystroke that draws the list anew.
  await page.evaluate(async () => {
    const value = [...document.querySelectorAll("input")].find((input) => input.value === "49");
    for (let presses = 0; presses < 31; presses++) {
      document.querySelector<HTMLElement>(".rule-rows > .rule details summary")?.click();
      if (value) value.value = String(50 + presses);
      value?.dispatchEvent(new Event("input", { bubbles: true }));
      const busy = performance.now() + 5;
      while (performance.now() < busy);
      await new Promise((over) => setTimeout(over, 0));
    }
  });
  await expect(fold).toHaveAttribute("open", "");
  await expect(fold.locator(".rule-in > *").first()).toBeVisible();
});

test("a press that is under way when the sources come is not lost", async ({ app, page }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/rule-sources/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/en/compliance/#${FURNITURE}`);
  await app.drawn();
  const threshold = rule(page, "eu-vat-10k-threshold");
  await threshold.locator("summary").hover();
  await page.mouse.down();
  const came = page.waitForResponse(/rule-sources/).then((response) => response.finished());
  release();
  await came;
  await page.waitForTimeout(300);
  await page.mouse.up();
  await expect(threshold).toHaveAttribute("open", "");
  await expect(threshold).toContainText("2006/112");
});

test("who takes the goods stands beside what the law asks of them", async ({ app }) => {
  await checklist(app, HEADPHONES);
  const table = app.answer.getByRole("table", { name: "Who takes these goods" });
  await expect(table.getByRole("row").nth(1)).toContainText("Battery in the device");
  await expect(table).toContainText("refused");
});

for (const [scheme, width] of [["light", 1280], ["dark", 375]] as const) {
  test(`axe finds nothing: ${scheme}, ${width}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await checklist(app, `${HEADPHONES.replace("&k=hand", "&cd=2027-01-01&k=hand")}`);
    await page.locator(".rule-rows > .rule details summary").first().click();
    await page.locator("#rules-search").fill("EPR");
    await expectClean(page);
    // Nothing is wider than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
