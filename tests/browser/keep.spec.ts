import { expect, test } from "./suanpan";

test("what was typed is there after a reload, finished or not", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("12 k");
  await app.side("height").fill("");
  await app.field("destination").selectOption("JP");
  await app.button("field.parcels.add").click();
  await app.field("weight", 2).fill("400");
  await page.reload();
  await app.drawn();
  await expect(app.field("weight", 1)).toHaveValue("12 k");
  await expect(app.side("length")).toHaveValue("20");
  await expect(app.side("height")).toHaveValue("");
  await expect(app.field("destination")).toHaveValue("JP");
  await expect(app.field("weight", 2)).toHaveValue("400");
  await expect(page.locator(".example")).toBeHidden();
});

test("a draft is kept while the page stays open", async ({ app, page, context }) => {
  await app.open();
  await app.field("weight", 1).fill("360");
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
  const second = await context.newPage();
  await second.goto(page.url());
  await expect(second.locator(".big")).toHaveText("CNY40.00");
});

test("an untouched example is not kept as a draft", async ({ app, page }) => {
  await app.open();
  await page.reload();
  await expect(page.locator(".example")).toContainText(app.t("page.example"));
});

test("units and theme are kept", async ({ app, page }) => {
  await app.open();
  await page.getByRole("button", { name: app.t("page.units-now", { units: "kg · cm" }) }).click();
  await page.getByLabel(app.t("page.theme")).selectOption("dark");
  await page.reload();
  await expect(page.getByLabel(app.t("page.theme"))).toHaveValue("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("button", { name: app.t("page.units-now", { units: "lb · in" }) })).toBeVisible();
});

test("undo and redo: one step for a field, however many keys", async ({ app, page }) => {
  await app.open();
  const [undo, redo] = [app.button("page.undo"), app.button("page.redo")];
  await expect(undo).toBeDisabled();
  await expect(redo).toBeDisabled();
  await app.field("weight", 1).selectText();
  await page.keyboard.type("1234");
  await app.field("destination").selectOption("US");
  await undo.click();
  await expect(app.field("destination")).toHaveValue("DE");
  await expect(app.field("weight", 1)).toHaveValue("1234");
  await undo.click();
  await expect(app.field("weight", 1)).toHaveValue("350");
  await expect(app.total).toHaveText("CNY39.50");
  await expect(undo).toBeDisabled();
  await redo.click();
  await redo.click();
  await expect(app.field("destination")).toHaveValue("US");
  await expect(redo).toBeDisabled();
});

test("undo by keys outside a field; inside, the field's own", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("360");
  await app.field("destination").selectOption("US");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(app.field("destination")).toHaveValue("DE");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(app.field("destination")).toHaveValue("US");
  await app.field("weight", 1).focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(app.field("destination")).toHaveValue("US");
});

test("a new edit ends redo", async ({ app }) => {
  await app.open();
  await app.field("weight", 1).fill("360");
  await app.button("page.undo").click();
  await app.field("weight", 1).fill("370");
  await expect(app.button("page.redo")).toBeDisabled();
});

test("start again empties the form but for the day, and can be taken back", async ({ app }) => {
  await app.open();
  await app.field("weight", 1).fill("12 k");
  await app.button("page.start-again").click();
  await expect(app.field("weight", 1)).toHaveValue("");
  await expect(app.side("length")).toHaveValue("");
  await expect(app.field("shipping-date")).toHaveValue("2026-11-22");
  await app.button("page.undo").click();
  await expect(app.field("weight", 1)).toHaveValue("12 k");
});

for (const [example, total] of [
  ["mug", "CNY39.50"],
  ["band-edge", "CNY84.50"],
  ["volume", "USD17.89"],
  ["poster", "CNY37.00"],
  ["mixed", "GBP43.80"],
] as const) {
  test(`the example ${example}`, async ({ app, page }) => {
    await app.open();
    const name = app.t(`example.shipping-cost.${example}`);
    await page.getByLabel(app.t("page.examples"), { exact: true }).selectOption({ label: name });
    await expect(app.total).toHaveText(total);
    await expect(page.locator(".example")).toContainText(name);
  });
}

test("an example in place of work can be taken back", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("360");
  await page.getByLabel(app.t("page.examples"), { exact: true }).selectOption({ label: app.t("example.shipping-cost.poster") });
  await expect(app.total).toHaveText("CNY37.00");
  await app.button("page.undo").click();
  await expect(app.field("weight", 1)).toHaveValue("360");
});

test("with storage blocked everything else works", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await app.open();
  await app.field("weight", 1).fill("360");
  await expect(app.total).toHaveText("CNY40.00");
  await page.getByLabel(app.t("page.theme")).selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel(app.t("page.language")).selectOption("zh-Hans");
  app.language = "zh-Hans";
  await app.drawn();
  await expect(app.total).toHaveText("CNY40.00");
  await app.button("page.undo").click();
  await expect(app.total).toHaveText("CNY39.50");
});

test("a full or refusing store is no problem either", async ({ app, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await app.open();
  await app.field("weight", 1).fill("360");
  await expect(app.total).toHaveText("CNY40.00");
  await app.button("page.undo").click();
  await expect(app.total).toHaveText("CNY39.50");
});

for (const kept of ["", "garbage", "\u0000\u0001ÿ", "\u{1f9ee}"]) {
  test(`a draft that makes no sense is passed over: ${JSON.stringify(kept)}`, async ({ app, page }) => {
    await page.addInitScript((kept) => localStorage.setItem("suanpan.draft.shipping-cost", kept), kept);
    await app.open();
    await expect(app.total).toHaveText("CNY39.50");
  });
}
