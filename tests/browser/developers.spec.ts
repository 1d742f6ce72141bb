// The page for developers: a widget as chosen, its events, its snippets, links by a formula.

import { expect, expectClean, test } from "./suanpan";
import { LANGUAGES, type Language, text } from "./words";

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
    await expect(page.locator("#snippet-element")).toContainText("setFields(");
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
