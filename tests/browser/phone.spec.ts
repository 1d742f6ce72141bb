import type { Locator, Page } from "@playwright/test";

import { expect, expectClean, MUG, test } from "./suanpan";
import { TAGS } from "./words";

test.use({ viewport: { width: 375, height: 812 } });

const ORDERS = "Order\tCountry\tWeight (g)\tLength\tWidth\tHeight\nA1\tDE\t350\t20\t15\t8\nA2\tDE\theavy\t20\t15\t8\n";
const BILL = "运单号\t实重\t长\t宽\t高\t计费重\t金额\nY1\t0.35\t20\t15\t8\t0.35\t39.5\nY2\t0.35\t30\t25\t18\t2.7\t157\n";
const SHEET = "国家,重量段(KG),单价(元/KG),挂号费(元/票),时效,备注\n德国,0-0.3,33,15,8-12,\n德国,0.301-2,30,16,8-12,\n";

async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await expectClean(page);
}

/** Every cell of a table is within the width of the phone. */
async function expectAllInView(cells: Locator): Promise<void> {
  for (const cell of await cells.all()) {
    const box = (await cell.boundingBox())!;
    expect(box.width).toBeGreaterThan(0);
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(375);
  }
}

for (const [index, language] of TAGS.entries()) {
  test(`on a phone no column of a tool is out of reach: ${language}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: index === 1 ? "dark" : "light" });
    await app.open(`#${MUG}`, language);
    for (const [tool, text, table] of [["many", ORDERS, ".priced"], ["bill", BILL, ".billed"]] as const) {
      await app.button(`tool.${tool}`).click();
      await page.locator(`#${tool}-text`).fill(text);
      const rows = page.locator(`${table} tbody tr`);
      await expect(rows).toHaveCount(2);
      await expectAllInView(rows.locator("th, td"));
      await expectToFit(page);
    }
    await expect(page.locator(".billed td").nth(1)).toHaveAttribute("data-label", app.t("bill-page.weights"));

    await app.button("tool.rates").click();
    await page.locator("#rates-add").click();
    await page.locator("#rates-text").fill(SHEET);
    await expect(page.locator("#tool .columns .scroll.more")).toBeVisible();
    await expectToFit(page);
    await page.locator("#rates-use").click();
    await expect(page.locator("#rates-text")).toHaveCount(0);
    await expectAllInView(page.locator("#tool tbody :is(th, td)"));

    await app.button("tool.compare").click();
    for (const name of ["One", "Two"]) {
      await page.getByLabel(app.t("compare.name")).fill(name);
      await page.locator("#compare-add").click();
    }
    const scroll = page.locator("#tool .scroll", { has: page.locator(".beside") });
    await expect(scroll.locator("thead th")).toHaveCount(3);
    await expect(scroll).toHaveClass(/more/);
    await expectToFit(page);
    await scroll.evaluate((place) => place.scrollTo(place.scrollWidth, 0));
    await expect(scroll).not.toHaveClass(/more/);
    await expectAllInView(scroll.locator("tbody tr:not(.part) th"));
    await expectAllInView(scroll.locator("thead th:last-child"));
  });
}
