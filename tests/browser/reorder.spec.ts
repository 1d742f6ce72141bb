// The reorder point: typed figures, sales of the past, the simulation beside the page.

import { type App, expect, MUG, test } from "./suanpan";
import { LANGUAGES, type Language } from "./words";

/** 20 a day ± 9, 59 days and a hold in one of twenty consignments, a look every week; 900 in stock and 600 on order. */
const SEA =
  "v=1&t=ro&m=20&s=9&l=production_15_3&l=consolidation_3_1&l=first-leg_32_5&l=customs_3_1_5_12&l=receiving_6_2&rv=7&dt=2026-11-22&oh=900&a=600_2026-12-20&mq=500&cp=24&uc=42CNY&ko=1800CNY&k=hand";

async function reorder(app: App, carried = "", language: Language = "en"): Promise<void> {
  app.language = language;
  await app.page.goto(`/${LANGUAGES[language]}/reorder-point/${carried}`);
  await app.drawn();
}

/** A hundred and twenty days: ten a day but twelve on Mondays, and a week without stock. */
function sales(): string {
  const lines = ["date,units,in_stock"];
  for (let day = 0; day < 120; day++) {
    const date = new Date(Date.UTC(2026, 6, 25 + day));
    const out = day >= 60 && day < 67;
    const units = out ? 0 : (date.getUTCDay() === 1 ? 12 : 10) + (day % 3) - 1;
    lines.push(`${date.toISOString().slice(0, 10)},${units},${out ? 0 : 1}`);
  }
  return lines.join("\n");
}

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`an example says what to do today, in ${language}`, async ({ app, page }) => {
    await reorder(app, `#${SEA}`, language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.reorder-point.question"));
    await expect(app.total).toContainText("1,593");
    await expect(app.answer).toContainText(app.t("decision.reorder-today", { quantity: "1,584", position: "1,500", point: "1,593" }));
    await expect(app.answer).toContainText(app.t("method.cover-rule"));
    await expect(app.fold("page.working").locator("dl")).toContainText(app.t("step-name.deviation-to-cover"));
    await expect(app.answer.getByRole("img", { name: app.t("change.stock-picture") })).toBeVisible();
    await expect(app.answer).not.toContainText(/\b(line|note|figure|step|method|change|section)\.|undefined|NaN|\{/);
  });
}

test("the page answers typed figures before its engine is there", async ({ app, page }) => {
  // It is on its way, and stays there.
  await page.route(/assets\/engine/, () => {});
  await reorder(app, "");
  await expect(app.total).toContainText(app.t("figure.reorder-point"));
  await page.getByLabel(app.t("field.demand-mean.label"), { exact: true }).fill("40");
  await expect(app.total).not.toContainText("1,593");
});

test("sales that are pasted become a forecast, and days without stock no demand", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  await page.getByLabel(app.t("field.demand-from.label"), { exact: true }).selectOption("history");
  const box = page.getByLabel(app.t("field.history.label"), { exact: true });
  await box.fill(sales());
  await expect(app.inputs).toContainText(app.t("series-page.read", { n: 120 }));
  await expect(app.answer).toContainText(app.t("note.STOCK_OUTS", { days: 7 }));
  await expect(app.answer).toContainText(app.t("section.methods"));
  await expect(app.answer.getByRole("img", { name: app.t("change.history-picture") })).toBeVisible();
  // Half as much sells as was typed before.
  const point = Number((await app.total.innerText()).replace(/[^0-9]/g, ""));
  expect(point).toBeGreaterThan(600);
  expect(point).toBeLessThan(1000);
  // What is typed elsewhere leaves the history as it is, and it can be replaced.
  await page.getByLabel(app.t("field.on-hand.label"), { exact: true }).fill("100");
  await expect(app.answer).toContainText(app.t("note.STOCK_OUTS", { days: 7 }));
  await app.button("series-page.clear").click();
  await expect(box).toBeVisible();
  await app.button("page.undo").click();
  await expect(app.answer).toContainText(app.t("note.STOCK_OUTS", { days: 7 }));
});

test("of several products one is chosen", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  await page.getByLabel(app.t("field.demand-from.label"), { exact: true }).selectOption("history");
  const rows = sales().split("\n").slice(1);
  const two = ["sku,date,units,in_stock", ...rows.map((row) => `mug,${row}`), ...rows.map((row) => `lamp,${row}`)];
  await page.getByLabel(app.t("field.history.label"), { exact: true }).fill(two.join("\n"));
  await expect(app.inputs).toContainText(app.t("series-page.several", { n: 2 }));
  await page.getByLabel(app.t("series-page.product"), { exact: true }).selectOption("lamp");
  await expect(app.inputs).toContainText(app.t("series-page.read", { n: 120 }));
});

test("a history travels in a link", async ({ app, page, context }) => {
  await reorder(app, `#${SEA}`);
  await page.getByLabel(app.t("field.demand-from.label"), { exact: true }).selectOption("history");
  await page.getByLabel(app.t("field.history.label"), { exact: true }).fill(sales());
  await expect(app.answer).toContainText(app.t("note.STOCK_OUTS", { days: 7 }));
  const said = await app.total.innerText();
  await app.button("page.share").click();
  const link = await page.getByRole("dialog").getByRole("textbox").first().inputValue();
  expect(link).toContain("zh=");
  expect(link.length).toBeLessThan(2000);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator(".big")).toHaveText(said);
});

test("policies are simulated beside the page, the same every time, and can be stopped", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  const job = page.locator("#job");
  await job.locator("#run-job").click();
  const table = app.answer.getByRole("table", { name: app.t("section.simulation") });
  await expect(table).toContainText(app.t("method.min-max"), { timeout: 30_000 });
  const first = await table.innerText();
  await job.locator("#run-job").click();
  await expect(table).toContainText(app.t("method.min-max"), { timeout: 30_000 });
  expect(await table.innerText()).toBe(first);
  // A long run can be stopped.
  await reorder(app, `#${SEA.replace("&k=hand", "&sn=100000&sy=3650&k=hand")}`);
  await job.locator("#run-job").click();
  await expect(job.getByRole("status")).toContainText("100,000");
  await job.locator("#stop-job").click();
  await expect(job.locator("#run-job")).toBeVisible();
});

test("without workers it is simulated between two frames, to the same figures", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  await page.locator("#run-job").click();
  const table = app.answer.getByRole("table", { name: app.t("section.simulation") });
  await expect(table).toContainText(app.t("method.min-max"), { timeout: 30_000 });
  const beside = await table.innerText();
  await page.addInitScript(() => Object.assign(globalThis, { Worker: class { constructor() { throw new Error("no workers here"); } } }));
  await page.reload();
  await reorder(app, `#${SEA}`);
  await page.locator("#run-job").click();
  await expect(table).toContainText(app.t("method.min-max"), { timeout: 60_000 });
  expect(await table.innerText()).toBe(beside);
});

test("a hundred percent is refused at its field, and nothing typed is lost", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  const service = page.getByLabel(app.t("field.service-level.label"), { exact: true });
  await service.fill("100");
  await expect(app.inputs).toContainText(app.t("problem.E_NO_FINITE_STOCK"));
  await expect(service).toHaveValue("100");
  await service.fill("99.9");
  await expect(app.inputs).not.toContainText(app.t("problem.E_NO_FINITE_STOCK"));
});

test("days of a service become the first leg, once, and can be undone", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  await page.getByRole("button", { name: app.t("link.keep-as-mine"), exact: true }).click();
  await page.getByLabel(app.t("field.demand-mean.label"), { exact: true }).fill("33");
  const firstLeg = page.getByLabel(app.t("field.stage-days.label"), { exact: true }).nth(2);
  await expect(firstLeg).toHaveValue("32");
  await expect(app.total).not.toContainText("1,593");
  // Drafts are kept a moment after the last key.
  await page.waitForTimeout(1500);

  await page.goto(`/${LANGUAGES.en}/shipping-cost/#v=1&t=sc&p=6_14.2kg_60x40x40cm&lg=first-leg&ur=east&dt=2026-11-22&k=hand`);
  await app.drawn();
  const offer = page.getByRole("region", { name: app.t("onward-page.title") });
  await expect(offer).toContainText("10th to the 90th percentile");
  const mean = ((await offer.innerText()).match(/: ([0-9.]+) days on average/) ?? [])[1] ?? "";
  expect(Number(mean)).toBeGreaterThan(0);
  await offer.getByRole("link").first().click();

  await expect(page).toHaveURL(/reorder-point\/$/);
  await app.drawn();
  await expect(app.answer).toContainText(app.t("onward-page.taken"));
  await expect(firstLeg).toHaveValue(mean);
  await expect(page.getByLabel(app.t("field.demand-mean.label"), { exact: true })).toHaveValue("33");
  await app.answer.getByRole("button", { name: app.t("onward-page.undo") }).click();
  await expect(firstLeg).toHaveValue("32");
  await expect(app.answer).not.toContainText(app.t("onward-page.taken"));
  await page.reload();
  await app.drawn();
  await expect(firstLeg).toHaveValue("32");
});

test("events, policies and products of one order stand below the answer", async ({ app, page }) => {
  // (s, S) is counted out where it is not too wide; names of products are in no link.
  const more = "&e=double-11_3&e=christmas_2&tg=backorder-cost&sc=40CNY&bg=60000CNY&uv=0.002&pr=_30_200__12_0.06_9_20CNY_5";
  await reorder(app, `#${SEA.replace("&k=hand", `${more}&k=hand`)}`);
  await expect(app.answer.getByRole("img", { name: app.t("change.stock-picture") })).toContainText(app.t("event.christmas"));
  await expect(app.answer).toContainText(app.t("section.policies"));
  await expect(app.answer).toContainText("(s, S)");
  for (const section of ["container", "budget", "slow-movers"]) {
    await expect(app.answer).toContainText(app.t(`section.${section}`));
  }
  await expect(app.answer).not.toContainText(/\b(line|note|figure|step|method|change|section)\.|undefined|NaN|\{/);
});

/** Two warehouses, one of them nearly empty, an event that an order of today misses, and an order that arrives too late. */
const TODAY_FIRST =
  "v=1&t=ro&m=20&l=other_60&rv=7&dt=2026-11-26&a=100_2027-01-20&st=700_20&st=20_80&e=other_3_2027-01-02_2027-01-06&k=hand";

for (const [width, height] of [[1280, 900], [375, 812]] as const) {
  test(`what has to be done today stands directly below the headline, ${width} wide`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await reorder(app, `#${TODAY_FIRST}`);
    const flags = app.answer.locator(".flag b");
    const missed = app.t("note.EVENT_MISSED", { event: "Your event", day: "2026-11-26", arrival: "2027-01-25" });
    const expected = [
      app.t("note.TRANSFER_FIRST_SOME", { units: 424, site: 2 }),
      app.t("note.TRANSFER_LATE", { site: 2 }),
      app.t("note.RUNS_OUT_FIRST", { day: "2027-01-01", arrival: "2027-01-25" }),
      app.t("note.ARRIVES_LATE", { units: 100, day: "2027-01-20", days: 19 }),
      missed,
    ];
    for (const [index, words] of expected.entries()) await expect(flags.nth(index)).toHaveText(words);
    // Each is said once.
    await expect(app.answer.getByText(missed)).toHaveCount(1);
    if (width < 960) await page.locator(".dock").click();
    const places = [app.answer.locator(".head"), app.answer.locator(".flag").first(), app.answer.locator(".flag").nth(expected.length - 1)];
    const [head, first, last] = await Promise.all(places.map((place) => place.boundingBox()));
    expect(first!.y - (head!.y + head!.height)).toBeLessThan(24);
    // A phone shows what comes first, and the rest behind it; a desk all of it.
    if (width < 960) expect(first!.y + first!.height).toBeLessThan(height - 96);
    else expect(last!.y + last!.height).toBeLessThanOrEqual(height);
  });
}

test("names stand in a list as the language sets them apart", async ({ app }) => {
  await app.open(`#${MUG}`, "zh-Hans");
  const aside = app.answer.locator(".ranks .hint").filter({ hasText: app.t("page.not-for", { services: "" }).slice(0, 6) });
  await expect(aside).toContainText("、");
  await expect(aside).not.toContainText(", ");
  await app.open(`#${MUG}`, "en");
  await expect(app.answer.locator(".ranks .hint").filter({ hasText: app.t("page.not-for", { services: "" }).slice(0, 20) })).toContainText(", ");
});

test("a change that is tried leaves names where they are, and can be undone", async ({ app, page }) => {
  await reorder(app, `#${SEA.replace("&k=hand", "&pr=_30_200__12_0.06_9_20CNY_5&k=hand")}`);
  const names = page.getByLabel(app.t("field.product-name.label"), { exact: true });
  const service = page.getByLabel(app.t("field.service-level.label"), { exact: true });
  await app.unfold("group.together");
  await names.fill("Blue mug");
  await expect(app.answer).toContainText("Blue mug");
  await expect(service).toHaveValue("");
  const tries = page.locator("#edges").getByRole("button", { name: app.t("change-page.try") });
  await tries.first().click();
  await expect(service).toHaveValue("90");
  await expect(names).toHaveValue("Blue mug");
  // What was blank stays blank.
  await expect(page.getByLabel(app.t("field.safety-days.label"), { exact: true })).toHaveValue("");
  await app.button("page.undo").click();
  await expect(service).toHaveValue("");
  await expect(names).toHaveValue("Blue mug");
});

test("a service is shown with the decimals that were typed", async ({ app, page }) => {
  await reorder(app, `#${SEA}`);
  await page.getByLabel(app.t("field.service-level.label"), { exact: true }).fill("99.9999");
  await expect(app.answer.locator(".ranks").first()).toContainText("99.9999%");
});

test("without lead time and review it is said what the service rests on", async ({ app }) => {
  await reorder(app, "#v=1&t=ro&m=20&s=9&l=other_0&rv=0&dt=2026-11-22&k=hand");
  await expect(app.answer.locator(".flag").filter({ hasText: app.t("note.NO_WAIT") })).toBeVisible();
});

for (const language of Object.keys(LANGUAGES) as Language[]) {
  test(`what a choice says can be read in its box, in ${language}`, async ({ app, page }) => {
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await reorder(app, `#${SEA}`, language);
      const selects = page.locator("#target, #demand-from, #lead-from");
      await expect(selects).toHaveCount(3);
      const cut = await selects.evaluateAll((all) =>
        (all as HTMLSelectElement[]).flatMap((select) => {
          const style = getComputedStyle(select);
          const pen = document.createElement("canvas").getContext("2d")!;
          pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          // Beside the words stands the arrow.
          const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
          return [...select.options].map((option) => option.text).filter((words) => pen.measureText(words).width > room);
        }),
      );
      expect(cut, `${width}`).toEqual([]);
    }
  });
}

test("on a phone an opened link is told of before its form", async ({ app, page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await reorder(app, `#${SEA}`);
  await expect(app.banner).toContainText(app.t("link.from"));
  const [banner, form] = await Promise.all([app.banner.boundingBox(), app.inputs.boundingBox()]);
  expect(banner!.y + banner!.height).toBeLessThan(form!.y + 1);
  expect(banner!.y + banner!.height).toBeLessThan(812 - 96);
  // Keys meet it there as well.
  await app.button("link.keep-as-mine").focus();
  await page.keyboard.press("Tab");
  await expect(app.button("link.back")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(app.button("page.undo")).toBeFocused();
});

test("words in pictures can be read on a phone", async ({ app, page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await reorder(app, `#${SEA}`);
  const pictures = app.answer.locator(".chart svg");
  await expect(pictures).toHaveCount(2);
  const sizes = await pictures.evaluateAll((all) =>
    (all as SVGSVGElement[]).map((picture) => parseFloat(getComputedStyle(picture).fontSize) * picture.getScreenCTM()!.a),
  );
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(11);
  // Nothing of a picture has to be scrolled to.
  const outside = await pictures.locator("text").evaluateAll((all) =>
    all.filter((word) => word.getBoundingClientRect().left < 0 || word.getBoundingClientRect().right > innerWidth).map((word) => word.textContent),
  );
  expect(outside).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
});
