import { expect, MUG, test } from "./suanpan";

test("after starting again the tools have no case, and say so", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(page.locator("#working")).toBeVisible();
  await app.button("page.start-again").click();
  await app.button("tool.compare").click();
  await expect(page.locator("#tool .beside")).toHaveCount(0);
  await expect(page.getByText(app.t("compare.nothing"))).toBeVisible();
  await page.locator("#case-save").click();
  await expect(page.locator("#tool .said")).toHaveText(app.t("compare.nothing"));
  await expect(page.locator("#tool").getByText(app.t("compare.none-saved"))).toBeVisible();
  await app.button("tool.bill").click();
  await expect(page.getByText(app.t("tool.no-answer"))).toBeVisible();
  await app.button("ways.shipping-cost.one").click();
  await app.button("page.undo").click();
  await app.button("tool.bill").click();
  await expect(page.getByText(app.t("tool.no-answer"))).toBeHidden();
});

test("what is compared and saved is what the form holds, finished or not", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(page.locator("#working")).toBeVisible();
  await app.field("weight", 1).fill("heavy");
  await app.expectStale(true);
  await app.button("tool.compare").click();
  const table = page.getByRole("region", { name: app.t("tool.compare"), exact: true });
  await expect(table.getByRole("row", { name: new RegExp(`^${app.t("field.parcels.label")}`) })).toContainText("heavy");
  await expect(table).toContainText(app.t("compare.no-answer"));
  await expect(table).not.toContainText("39.50");
});

test("a damaged link that is held is what the tools work with", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(page.locator("#working")).toBeVisible();
  await page.evaluate((link) => void (location.hash = link), MUG.replace("350g", "900g"));
  await expect(app.answer).toContainText(app.t("page.held"));
  await app.button("tool.compare").click();
  const table = page.getByRole("region", { name: app.t("tool.compare"), exact: true });
  await expect(table.getByRole("row", { name: new RegExp(`^${app.t("field.parcels.label")}`) })).toContainText("900");
});

test("what a tool does draws nothing behind it", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(page.locator("#working")).toBeVisible();
  await app.button("tool.many").click();
  await page.evaluate(() => {
    const watched = window as unknown as { drawn: number };
    watched.drawn = 0;
    new MutationObserver((changes) => void (watched.drawn += changes.length)).observe(document.querySelector("#details")!, {
      childList: true,
      subtree: true,
    });
  });
  const lines = Array.from({ length: 3_000 }, (_, n) => `N${n},US,${100 + (n % 900)},20,15,8`);
  const text = ["ref,country,weight (g),length,width,height", ...lines].join("\n");
  await page.locator("#many-text-file").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.locator("#tool .figures")).toContainText("3000");
  expect(await page.evaluate(() => (window as unknown as { drawn: number }).drawn)).toBe(0);
  // What changed meanwhile is drawn once it is seen again.
  await page.getByLabel(app.t("page.language")).selectOption("zh-Hans");
  app.language = "zh-Hans";
  await app.button("ways.shipping-cost.one").click();
  await expect(page.locator("#working")).toContainText(app.t("page.working"));
});

test("the case after the last place is refused in words, none is dropped", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await app.button("tool.compare").click();
  for (const name of ["first", "other"]) {
    await page.getByLabel(app.t("compare.name")).fill(name);
    await page.locator("#case-save").click();
    await expect(page.locator("#tool .said")).toHaveText(app.t("compare.saved"));
  }
  // 198 more, as they are kept.
  await page.evaluate(() => {
    const drawer = "suanpan.saved.shipping-cost";
    const one = localStorage.getItem(drawer)!;
    const half = one.slice(one.length / 2);
    localStorage.setItem(drawer, one + half.repeat(198));
  });
  await page.getByLabel(app.t("compare.name")).fill("one too many");
  await page.locator("#case-save").click();
  await expect(page.locator("#tool .said")).toHaveText(app.t("compare.full", { n: 200 }));
  await expect(page.getByRole("row", { name: /^first/ })).not.toHaveCount(0);
  await page.getByLabel(app.t("compare.name")).fill("other");
  await app.button("ways.shipping-cost.one").click();
  await app.field("weight", 1).fill("360");
  await app.button("tool.compare").click();
  await page.locator("#case-save").click();
  await expect(page.locator("#tool .said")).toHaveText(app.t("compare.replaced"));
});

test("a device that refuses is said", async ({ app, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await app.open(`#${MUG}`);
  await app.button("tool.compare").click();
  for (const press of ["#case-save", "#compare-add", "#keep-defaults"]) {
    await page.locator(press).click();
    await expect(page.locator("#tool .said")).toHaveText(app.t("compare.not-kept"));
    await page.reload();
    await expect(page.locator("#case-save")).toBeVisible();
  }
});
