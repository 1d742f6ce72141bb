import type { BrowserContext, Page } from "@playwright/test";

import { App, expect, MUG, test, watch } from "./suanpan";

/** A sheet with one price to Germany: 0.4 kg by volume, of which each costs so much, and 10 for the parcel. */
const sheet = (perKilo: number) => `国家,重量段(KG),单价(元/KG),挂号费(元/票)\n德国,0-2,${perKilo},10\n`;

const named = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });

async function open(app: App): Promise<void> {
  await app.open(`#${MUG}`);
  await app.button("tool.rates").click();
}

async function begin(app: App, name: string, text: string): Promise<void> {
  await app.page.locator("#rates-add").click();
  await fill(app, name, text);
}

async function fill(app: App, name: string, text: string): Promise<void> {
  await app.page.getByLabel(app.t("rates.text")).fill(text);
  await app.page.getByLabel(app.t("rates.name"), { exact: true }).fill(name);
  await expect(app.page.locator("#rates-use")).toBeEnabled();
}

async function add(app: App, name: string, text: string): Promise<void> {
  await begin(app, name, text);
  await app.page.locator("#rates-use").click();
  await expect(named(app.page, name)).toBeVisible();
}

const pressIn = (app: App, name: string, word: string) =>
  named(app.page, name).getByRole("button", { name: app.t(word), exact: true }).click();

/** Another tab of the same user. */
async function tab(context: BrowserContext, complaints: string[]): Promise<App> {
  const page = await context.newPage();
  watch(page, complaints);
  await page.clock.setFixedTime(new Date("2026-11-22T12:00:00+08:00"));
  return new App(page);
}

test("two tabs keep each other's sheets, and see them", async ({ app, context, complaints }) => {
  const other = await tab(context, complaints);
  await open(app);
  await open(other);
  await add(app, "Mine", sheet(20));
  await expect(named(other.page, "Mine")).toBeVisible();
  // Both at once.
  await begin(app, "Again", sheet(21));
  await begin(other, "Other", sheet(22));
  await Promise.all([app, other].map(({ page }) => page.locator("#rates-use").click()));
  for (const one of [app, other]) {
    for (const name of ["Mine", "Again", "Other"]) await expect(named(one.page, name)).toHaveCount(1);
    await one.button("ways.shipping-cost.one").click();
    await expect(one.total).toHaveText("CNY18.00");
  }
  await app.page.reload();
  await app.drawn();
  await app.button("tool.rates").click();
  await expect(app.page.locator("#tool tbody tr")).toHaveCount(3);
});

test("a sheet that two tabs change stays twice", async ({ app, page, context, complaints }) => {
  await open(app);
  await add(app, "Mine", sheet(20));
  const other = await tab(context, complaints);
  await open(other);
  await pressIn(app, "Mine", "rates.change");
  await pressIn(other, "Mine", "rates.change");
  await fill(other, "Theirs", sheet(30));
  await other.page.locator("#rates-use").click();
  await expect(named(page, "Theirs")).toBeVisible();
  await fill(app, "Mine", sheet(10));
  await page.locator("#rates-use").click();
  await expect(page.getByText(app.t("rates.both"))).toBeVisible();
  await expect(named(page, "Mine")).toBeVisible();
  await expect(named(page, "Theirs")).toBeVisible();
});

test("cases that another tab saves are seen", async ({ app, page, context, complaints }) => {
  await app.open(`#${MUG}`);
  await app.button("tool.compare").click();
  const other = await tab(context, complaints);
  await other.open(`#${MUG}`);
  await other.button("tool.compare").click();
  await other.page.getByLabel(app.t("compare.name")).fill("From there");
  await other.page.locator("#case-save").click();
  await expect(named(page, "From there")).toBeVisible();
});

test("the sheets of an earlier release are taken over", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await page.evaluate((text) => {
    const tie = (texts: string[]) => texts.map((text) => `${new TextEncoder().encode(text).length}:${text}`).join("");
    const one = (name: string, used: string) =>
      tie([name, text, "", "CNY", "kg", "direct", "6000", "0.001", "", "2026-11-01", used]);
    return new Promise<void>((resolve, reject) => {
      const request = indexedDB.open("suanpan", 1);
      // The page's own engine may not have made it yet.
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => {
        const change = request.result.transaction("kept", "readwrite");
        change.objectStore("kept").put(tie([one("Old", "1"), one("Unused", "")]), "rate-sheets");
        change.oncomplete = () => resolve();
        change.onabort = reject;
      };
    });
  }, sheet(20));
  for (const _ of [1, 2]) {
    await page.reload();
    await app.drawn();
    await expect(app.total).toHaveText("CNY18.00");
    await app.button("tool.rates").click();
    await expect(page.locator("#tool tbody tr")).toHaveCount(2);
    await expect(page.getByLabel("Unused")).not.toBeChecked();
    await app.button("ways.shipping-cost.one").click();
  }
});

test("a chosen service stays that service when a sheet before it is removed, or is said to be gone", async ({ app, page }) => {
  await open(app);
  await add(app, "First", sheet(20));
  await add(app, "Second", sheet(21));
  await add(app, "Third", sheet(22));
  await app.button("ways.shipping-cost.one").click();
  await app.ranking.getByRole("button", { name: "Second", exact: true }).click();
  const bill = app.answer.getByRole("heading", { name: app.t("ranking.shipping-cost.bill", { what: "Second" }) });
  await expect(bill).toBeVisible();
  await app.button("tool.rates").click();
  await pressIn(app, "First", "page.remove");
  await expect(named(page, "First")).toHaveCount(0);
  await app.button("ways.shipping-cost.one").click();
  await expect(bill).toBeVisible();
  await expect(page.getByText(app.t("rates.gone"))).toHaveCount(0);
  await app.button("tool.rates").click();
  await pressIn(app, "Second", "page.remove");
  await app.button("ways.shipping-cost.one").click();
  await expect(page.getByText(app.t("rates.gone"))).toBeVisible();
  await app.button("tool.rates").click();
  await page.locator("#rates-undo").click();
  await app.button("ways.shipping-cost.one").click();
  await expect(bill).toBeVisible();
  await expect(page.getByText(app.t("rates.gone"))).toHaveCount(0);
});

test("nothing that was typed is lost", async ({ app, page }) => {
  await open(app);
  await add(app, "First", sheet(20));
  await add(app, "Second", sheet(21));
  const text = page.getByLabel(app.t("rates.text"));
  await begin(app, "New", sheet(30));
  await pressIn(app, "First", "rates.change");
  await expect(text).toHaveValue(sheet(20));
  await text.fill(sheet(40));
  // Before it was read.
  await pressIn(app, "Second", "page.remove");
  await expect(text).toHaveValue(sheet(40));
  await page.reload();
  await expect(named(page, "First")).toContainText(app.t("rates.unfinished"));
  await pressIn(app, "First", "rates.go-on-changing");
  await expect(text).toHaveValue(sheet(40));
  await app.button("rates.go-on").click();
  await expect(text).toHaveValue(sheet(30));
  await expect(page.getByLabel(app.t("rates.name"), { exact: true })).toHaveValue("New");
  await app.button("rates.cancel").click();
  await expect(page.getByText(app.t("rates.dropped"))).toBeVisible();
  await page.locator("#rates-undo").click();
  await expect(text).toHaveValue(sheet(30));
  // A sheet that is removed while it is being changed comes back with what was typed.
  await pressIn(app, "First", "rates.go-on-changing");
  await pressIn(app, "First", "page.remove");
  await expect(text).toHaveCount(0);
  await page.locator("#rates-undo").click();
  await pressIn(app, "First", "rates.go-on-changing");
  await expect(text).toHaveValue(sheet(40));
});

test("a sheet that the device refuses is used and said", async ({ app, page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(app);
  await add(app, "First", sheet(20));
  await expect(page.getByText(app.t("rates.not-kept"))).toBeVisible();
  await add(app, "Second", sheet(15));
  await pressIn(app, "First", "page.remove");
  await expect(named(page, "First")).toHaveCount(0);
  await app.button("ways.shipping-cost.one").click();
  await expect(app.total).toHaveText("CNY16.00");
});
