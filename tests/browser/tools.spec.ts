import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expect, MUG, test } from "./suanpan";

/** What a button saves as a file. */
async function saved(page: Page, id: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** What is selected in a text area that has the focus. */
async function selected(page: Page, id: string): Promise<string> {
  const area = page.locator(`#${id}`);
  await expect(area).toBeFocused();
  return area.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
}

const ORDERS = [
  "Order\tCountry\tWeight (g)\tLength\tWidth\tHeight\tNote",
  "A1\tDE\t350\t20\t15\t8\tfragile",
  "A2\t美国\t700\t20\t15\t8\t",
  "A3\tDE\theavy\t20\t15\t8\t",
].join("\n");

test("a tool has an address: back, forth, a reload, and a link that arrives", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await app.button("tool.many").click();
  await expect(page).toHaveURL(/#many$/);
  await page.getByLabel(app.t("many.text")).fill(ORDERS);
  await app.button("tool.bill").click();
  await page.goBack();
  await expect(page.getByLabel(app.t("many.text"))).toHaveValue(ORDERS);
  await page.reload();
  await expect(page.getByLabel(app.t("many.text"))).toHaveValue(ORDERS);
  await expect(page.locator("#tool .figures")).toContainText("124.00");
  await page.evaluate((link) => void (location.hash = link), MUG.replace("k=tiwT", "k=hand").replace("350g", "900g"));
  await expect(page.locator(".inputs")).toBeVisible();
  await expect(app.banner.first()).toBeVisible();
});

test.describe("many parcels", () => {
  test("rows from a spreadsheet each get their answer, and bad ones their reason", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("tool.many").click();
    await expect(page.locator(".inputs")).toBeHidden();
    await page.getByLabel(app.t("many.text")).fill(ORDERS);
    const answers = page.getByRole("region", { name: app.t("many.results"), exact: true });
    await expect(answers.getByRole("row")).toHaveCount(4);
    await expect(answers.getByRole("row", { name: /A1/ })).toContainText("39.50");
    await expect(answers.getByRole("row", { name: /A2/ })).toContainText("84.50");
    await expect(answers.getByRole("row", { name: /A3/ })).toContainText(app.t("problem.NOT_A_NUMBER", { text: "heavy" }));
    await expect(page.locator("#tool .figures")).toContainText("124.00");

    const { name, text } = await saved(page, "many-export");
    expect(name).toBe("suanpan.csv");
    const lines = text.replace("\ufeff", "").trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^A1,DE,350,20,15,8,fragile,.*,39\.5,CNY,/);
    expect(lines[3]).toContain(app.t("problem.NOT_A_NUMBER", { text: "heavy" }));
  });

  test("a line opens as the one shipment, and undo brings back what was there", async ({ app, page }) => {
    await app.open();
    await app.button("tool.many").click();
    await page.getByLabel(app.t("many.text")).fill(ORDERS);
    await page.getByRole("button", { name: `${app.t("many.open")} A2` }).click();
    await expect(app.total).toHaveText("CNY84.50");
    await expect(app.field("destination")).toHaveValue("US");
    await app.button("tool.many").click();
    await expect(page.getByLabel(app.t("many.text"))).toHaveValue(ORDERS);
  });

  test("columns without a heading are said by hand", async ({ app, page }) => {
    await app.open();
    await app.button("tool.many").click();
    await page.getByLabel(app.t("many.text")).fill("DE;350;20x15x8\nUS;700;20x15x8\n");
    await expect(page.getByText(app.t("many.no-columns"))).toBeVisible();
    await page.getByLabel(app.t("many.column", { n: 1 })).selectOption("destination");
    await page.getByLabel(app.t("many.column", { n: 2 })).selectOption("parcels.weight");
    await page.getByLabel(app.t("many.unit", { n: 2 })).selectOption("g");
    await page.getByLabel(app.t("many.column", { n: 3 })).selectOption("parcels.size");
    await expect(page.locator("#tool .figures")).toContainText("124.00");
  });

  test("what a header's columns are said to hold is remembered", async ({ app, page }) => {
    await app.open();
    await app.button("tool.many").click();
    const text = "Country,Mass\nDE,0.35\n";
    await page.getByLabel(app.t("many.text")).fill(text);
    await page.getByLabel(app.t("many.column", { n: 2 })).selectOption("parcels.weight");
    await page.getByLabel(app.t("many.unit", { n: 2 })).selectOption("g");
    await page.reload();
    await expect(page.getByLabel(app.t("many.column", { n: 2 }))).toHaveValue("parcels.weight");
    await expect(page.getByLabel(app.t("many.unit", { n: 2 }))).toHaveValue("g");
    await page.getByLabel(app.t("many.text")).fill("Country,Weight\nDE,0.35\n");
    await expect(page.getByLabel(app.t("many.unit", { n: 2 }))).toHaveValue("kg");
  });

  test("a cell that cannot be read is found in the text, and what is not read is said", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("tool.many").click();
    await page.getByLabel(app.t("many.text")).fill(`${ORDERS}\nA4\tDE\t350\t20\t15\t8\t"open`);
    await expect(page.locator("#tool .columns .flag")).toContainText(app.t("problem.OPEN_QUOTE"));
    await expect(page.locator("#tool .columns .flag")).toContainText(app.t("bill-page.line", { n: 5 }));
    await page.getByRole("row", { name: /A3/ }).getByRole("button", { name: app.t("paste.find") }).click();
    expect(await selected(page, "many-text")).toBe("heavy");
    await page.keyboard.type("800");
    await expect(page.locator("#tool .figures")).not.toContainText(app.t("many.failed"));
  });

  test("answers are drawn anew in another language", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("tool.many").click();
    await page.getByLabel(app.t("many.text")).fill(ORDERS);
    const row = (name: RegExp) => page.getByRole("region", { name: app.t("many.results"), exact: true }).getByRole("row", { name });
    await expect(row(/A3/)).toContainText(app.t("problem.NOT_A_NUMBER", { text: "heavy" }));
    await page.getByLabel(app.t("page.language"), { exact: true }).selectOption("zh-Hant");
    app.language = "zh-Hant";
    await expect(row(/A3/)).toContainText(app.t("problem.NOT_A_NUMBER", { text: "heavy" }));
    await expect(row(/A1/)).toContainText("39.50");
    await expect(page.locator("#tool .figures")).toContainText(app.t("many.priced"));
  });

  test("a file in GB 18030 is read", async ({ app, page }) => {
    await app.open();
    await app.button("tool.many").click();
    // 单号,国家,重量(kg) / A1,德国,0.35
    const bytes = Buffer.from("b5a5bac52cb9fabcd22cd6d8c1bf286b67290a41312cb5c2b9fa2c302e33350a", "hex");
    await page.locator("#many-text-file").setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: bytes });
    await expect(page.getByText(app.t("paste.from-file", { name: "orders.csv" }))).toBeVisible();
    await expect(page.locator("#tool .figures")).toContainText("39.50");
  });

  test("a long run shows how far it is, can be stopped, and leaves the page at hand", async ({ app, page }) => {
    await app.open();
    await app.button("tool.many").click();
    const lines = Array.from({ length: 60_000 }, (_, n) => `N${n},US,${100 + (n % 900)},20,15,8`);
    const text = ["ref,country,weight (g),length,width,height", ...lines].join("\n");
    await page.locator("#many-text-file").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await expect(page.getByRole("progressbar")).toBeVisible();
    await page.getByRole("button", { name: app.t("many.stop") }).click();
    await expect(page.locator("#tool .flag")).toContainText("60000");
    await expect(page.getByRole("progressbar")).toBeHidden();
  });

  test("a long paste is read without being shown", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.open();
    await app.button("tool.many").click();
    const lines = Array.from({ length: 5_000 }, (_, n) => `N${n},US,${100 + (n % 900)},20,15,8`);
    const text = ["ref,country,weight (g),length,width,height", ...lines].join("\n");
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.getByLabel(app.t("many.text")).focus();
    await page.keyboard.press("ControlOrMeta+V");
    await expect(page.getByText(app.t("paste.from-clipboard", { n: 5001 }))).toBeVisible();
    await expect(page.locator("#tool .figures")).toContainText("5000");
  });
});

test.describe("a bill", () => {
  test("each row is held against the card, with the likely reason of a difference", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("tool.bill").click();
    await page.getByLabel(app.t("bill-page.service")).selectOption("special-line-general");
    const rows = [
      "运单号\t实重\t长\t宽\t高\t计费重\t金额",
      "Y1\t0.35\t20\t15\t8\t0.35\t39.5",
      "Y2\t0.35\t30\t25\t18\t2.7\t157",
      "Y3\t??\t20\t15\t8\t1\t50",
    ];
    await page.getByLabel(app.t("bill-page.text")).fill(rows.join("\n"));
    const results = page.getByRole("region", { name: app.t("many.results"), exact: true });
    await expect(results.getByRole("row", { name: /Y1/ })).toContainText("Right");
    // 30 × 25 × 18 ÷ 5,000 = 2.7 kg; the card divides by 8,000.
    await expect(results.getByRole("row", { name: /Y2/ })).toContainText("5,000");
    await expect(results.getByRole("row", { name: /Y2/ })).toContainText("50.60");
    await expect(results.getByRole("row", { name: /Y3/ })).toHaveCount(0);
    await expect(page.locator("#tool .read")).toContainText(app.t("bill-page.line", { n: 4 }));
    await page.getByLabel(app.t("bill-page.only-differing")).check();
    await expect(results.getByRole("row", { name: /Y1/ })).toHaveCount(0);
    const { text } = await saved(page, "bill-export");
    expect(text).toContain("Y2");
    expect(text).toContain("divisor");
  });
});

test("columns of a bill are said by hand and remembered, and its cells found in the text", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await app.button("tool.bill").click();
  await page.getByLabel(app.t("bill-page.service")).selectOption("postal-packet");
  const rows = ["No.,Mass,Billed weight,Sum due,Freight", "Y1,0.35,0.35,40.70,21.70", "Y2,??,0.35,40.70,21.70", "Y3,0.35,0.35,43,21.70"];
  await page.getByLabel(app.t("bill-page.text")).fill(rows.join("\n"));
  const results = page.getByRole("region", { name: app.t("many.results"), exact: true });
  await expect(page.locator("#tool .read")).toContainText(app.t("problem.REQUIRED"));
  await page.getByLabel(app.t("many.column", { n: 2 })).selectOption("weight");
  await expect(results.getByRole("row", { name: /Y1/ })).toContainText("21.70");
  await page.getByLabel(app.t("many.column", { n: 4 })).selectOption("amount");
  await expect(results.getByRole("row", { name: /Y1/ })).toContainText("Right");
  await page.reload();
  await expect(page.getByLabel(app.t("many.column", { n: 4 }))).toHaveValue("amount");
  await page.locator("#tool .read .error").getByRole("button", { name: app.t("paste.find") }).click();
  expect(await selected(page, "bill-text")).toBe("??");
  await page.keyboard.type("350g");
  await page.getByLabel(app.t("bill-page.service")).selectOption("postal-packet");
  await expect(results.getByRole("row", { name: /Y2/ })).toContainText("Right");
});

test("a bill that names its services is held against the card of each", async ({ app, page }) => {
  await app.open(`#${MUG}`, "zh-Hans");
  await app.button("tool.bill").click();
  const rows = ["顺达 11月对账单", "运单号\t渠道\t实重\t尺寸\t金额", "Y1\t专线（普货）\t0.35\t20x15x8\t39.5", "Y2\tEMS\t0.35\t20x15x8\t145", "合计\t\t\t\t184.5"];
  await page.getByLabel(app.t("bill-page.text")).fill(rows.join("\n"));
  const results = page.getByRole("region", { name: app.t("many.results"), exact: true });
  await expect(results.getByRole("row", { name: /Y1/ })).toContainText("正确");
  await expect(results.getByRole("row", { name: /Y2/ })).toContainText("正确");
  await expect(results.getByRole("row")).toHaveCount(3);
  await page.getByLabel("EMS", { exact: true }).selectOption("special-line-general");
  await expect(results.getByRole("row", { name: /Y2/ })).toContainText("105.50");
});

test.describe("the user's own rate sheet", () => {
  const SHEET = ["国家,重量段(KG),单价(元/KG),挂号费(元/票)", "德国,0-0.3,33,15", "德国,0.301-2,30,16", "美国,0-0.5,50,x"].join("\n");

  test("is checked by cell, used beside the samples, kept, and never in a link", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.open(`#${MUG}`);
    await app.button("tool.rates").click();
    await app.button("rates.add").click();
    await page.getByLabel(app.t("rates.text")).fill(SHEET);
    await page.getByLabel(app.t("rates.name"), { exact: true }).fill("My forwarder");
    await expect(page.locator("td.bad-cell")).toHaveText("x");
    await expect(page.locator("#tool .read")).toContainText(`${app.t("bill-page.line", { n: 4 })} · ${app.t("rates.column", { n: 4 })}`);
    await page.locator("#rates-use").click();
    await app.button("ways.shipping-cost.one").click();
    // 20 × 15 × 8 ÷ 6,000 = 0.4 kg: 0.4 × 30 + 16.
    await expect(app.total).toHaveText("CNY28.00");
    await expect(app.ranking.getByRole("row", { name: /My forwarder/ })).toContainText("28.00");

    await app.button("page.share").click();
    const link = await page.locator("#share-link").inputValue();
    expect(new URL(link).hash).toMatch(/^#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&r=[^&]+&k=\w+$/);
    await page.getByRole("dialog").getByRole("button", { name: app.t("page.close") }).click();

    await page.reload();
    await app.drawn();
    await expect(app.total).toHaveText("CNY28.00");
    await app.button("tool.rates").click();
    await page.getByLabel("My forwarder").uncheck();
    await app.button("ways.shipping-cost.one").click();
    await expect(app.total).toHaveText("CNY39.50");
    await app.button("tool.rates").click();
    await app.button("page.remove").click();
    await expect(page.getByLabel("My forwarder")).toHaveCount(0);
    await page.locator("#rates-undo").click();
    await expect(page.getByLabel("My forwarder")).not.toBeChecked();
  });

  test("columns are said once and remembered, and a sheet comes back from its export", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("tool.rates").click();
    await app.button("rates.add").click();
    const text = "国家,档位,甲,乙\n德国,0-2,30,16\n";
    await page.getByLabel(app.t("rates.text")).fill(text);
    await page.getByLabel(app.t("many.column", { n: 2 })).selectOption("range");
    await page.getByLabel(app.t("many.column", { n: 3 })).selectOption("per-kg");
    await page.getByLabel(app.t("many.column", { n: 4 })).selectOption("fee");
    await page.getByLabel(app.t("rates.name"), { exact: true }).fill("A");
    await page.locator("#rates-use").click();
    const [download] = await Promise.all([page.waitForEvent("download"), app.button("rates.export").click()]);
    const exported = (await readFile(await download.path(), "utf8")).replace("\ufeff", "");
    await app.button("rates.add").click();
    await page.getByLabel(app.t("rates.text")).fill(text.replace("30", "31"));
    await expect(page.getByLabel(app.t("many.column", { n: 3 }))).toHaveValue("per-kg");
    await page.getByLabel(app.t("rates.text")).fill(exported);
    await page.getByLabel(app.t("rates.name"), { exact: true }).fill("B");
    await expect(page.locator("#rates-use")).toBeEnabled();
    await page.locator("#rates-use").click();
    await app.button("ways.shipping-cost.one").click();
    await expect(app.total).toHaveText("CNY28.00");
    // The sheet itself says what the service is called.
    await expect(app.ranking.getByRole("row", { name: /^A / })).toContainText(["28.00", "28.00"]);
  });
});

test("the divisor of a rate sheet follows its units until it is typed", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await app.button("tool.rates").click();
  await app.button("rates.add").click();
  const divisor = page.getByLabel(app.t("rates.divisor"));
  await expect(divisor).toHaveValue("6000");
  const sheet = "Country,Weight (lb),Flat price (USD)\nUS,0-1,7.2\nUS,1-5,8.9\n";
  await page.getByLabel(app.t("rates.text")).fill(sheet);
  await expect(divisor).toHaveValue("139");
  await expect(page.locator("#rates-use")).toBeEnabled();
  await divisor.fill("166");
  await page.getByLabel(app.t("rates.text")).fill(sheet.replace("8.9", "9.9"));
  await expect(page.locator("#tool .columns")).toContainText("9.9");
  await expect(divisor).toHaveValue("166");
  await page.getByLabel(app.t("rates.text")).fill(sheet.replace("(lb)", "(kg)"));
  await expect(page.locator("#tool .read")).toContainText("166");
});

test.describe("compare and save", () => {
  test("cases side by side, with what differs marked, each with its own link", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.open(`#${MUG}`);
    await app.button("tool.compare").click();
    await page.getByLabel(app.t("compare.name")).fill("Mug");
    await app.button("compare.add").click();
    await app.button("ways.shipping-cost.one").click();
    await app.field("weight", 1).fill("900");
    await app.button("tool.compare").click();
    const table = page.getByRole("region", { name: app.t("tool.compare"), exact: true });
    await expect(table.getByRole("row", { name: new RegExp(`^${app.t("field.parcels.label")}`) })).toContainText("900");
    await expect(table.locator("tr.differs")).not.toHaveCount(0);
    await expect(table.getByRole("row", { name: new RegExp(`^${app.t("field.destination.label")}`) })).not.toHaveClass(/differs/);
    await expect(table).toContainText("39.50");
    await table.getByRole("button", { name: app.t("share.copy") }).last().click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("p=_350g_20x15x8cm");

    await page.reload();
    await app.button("tool.compare").click();
    await expect(table).toContainText("Mug");
    await table.getByRole("button", { name: app.t("page.remove") }).click();
    await expect(table.getByRole("columnheader")).toHaveCount(1);
  });

  test("a case is saved by name and opened again", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("page.save").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel(app.t("compare.name")).fill("September quote");
    await sheet.getByRole("button", { name: app.t("compare.save"), exact: true }).click();
    await expect(sheet.getByText(app.t("compare.saved"))).toBeVisible();
    await sheet.getByRole("button", { name: app.t("page.close") }).click();
    await app.field("weight", 1).fill("900");
    await app.button("tool.compare").click();
    const row = page.getByRole("row", { name: /September quote/ });
    await row.getByRole("button", { name: app.t("many.open") }).click();
    await expect(app.total).toHaveText("CNY39.50");
  });

  test("my own defaults fill an empty form", async ({ app, page }) => {
    await app.open();
    await app.field("destination").selectOption("JP");
    await app.button("tool.compare").click();
    await app.button("compare.keep-defaults").click();
    await expect(page.getByText(app.t("compare.defaults-kept"))).toBeVisible();
    await app.button("ways.shipping-cost.one").click();
    await app.field("destination").selectOption("US");
    await app.button("page.start-again").click();
    await expect(app.field("destination")).toHaveValue("JP");
    await expect(app.field("weight", 1)).toHaveValue("");
    await app.button("tool.compare").click();
    await app.button("compare.forget-defaults").click();
    await app.button("ways.shipping-cost.one").click();
    await app.button("page.start-again").click();
    await expect(app.field("destination")).toHaveValue("US");
  });

  test("a case as CSV and as JSON", async ({ app, page }) => {
    await app.open(`#${MUG}`);
    await app.button("page.save").click();
    const csv = await saved(page, "save-csv");
    expect(csv.name).toBe("suanpan-shipping-cost-2026-11-22.csv");
    expect(csv.text).toContain("350g");
    expect(csv.text).toContain("39.5CNY");
    const json = JSON.parse((await saved(page, "save-json")).text);
    expect(json.inputs.parcels).toEqual([{ weight: "350g", size: "20x15x8cm" }]);
    expect(json.outcome.answer.headline.cost).toBe("39.5CNY");
    expect(json.snapshot).toMatch(/^\d{4}-\d\d-\d\d-/);
  });
});

test("a printed page carries its link, as text and as a code", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(page.locator("#working")).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const printed = page.locator(".taken");
  await expect(printed).toContainText("p=_350g_20x15x8cm");
  await expect(printed.locator("svg.qr")).toBeVisible();
  await expect(page.locator("#working")).toBeVisible();
});
