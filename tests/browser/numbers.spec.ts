import type { Page } from "@playwright/test";

import { expect, test } from "./suanpan";

// A mug to Germany by special line: 350 g cost 39.50, every gram 0.05.

test.beforeEach(async ({ app }) => {
  await app.open();
});

test("fields are plain text with the right keyboard", async ({ app }) => {
  for (const [field, mode] of [
    [app.field("quantity", 1), "numeric"],
    [app.field("weight", 1), "decimal"],
    [app.side("length"), "decimal"],
    [app.field("shipping-date"), "text"],
  ] as const) {
    await expect(field).toHaveAttribute("type", "text");
    await expect(field).toHaveAttribute("inputmode", mode);
    await expect(field).toHaveAttribute("autocomplete", "off");
  }
});

test("a blank field does not pretend to hold a zero", async ({ app }) => {
  await app.unfold("group.services");
  await app.unfold("group.currency");
  await app.field("currency").selectOption("EUR");
  await expect(app.field("quantity", 1)).toHaveAttribute("placeholder", "1");
  await expect(app.field("exchange-spread")).toHaveAttribute("placeholder", "0");
  // Blank: the card's rate, the sample rate, and nothing yet.
  for (const field of [app.field("fuel-percent"), app.field("exchange-rate"), app.field("weight", 1)]) {
    await expect(field).not.toHaveAttribute("placeholder", "0");
  }
});

test("every keystroke answers, and nothing is formatted while typing", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.fill("");
  for (const [key, text, total] of [
    ["4", "4", "CNY19.25"],
    ["0", "40", "CNY21.48"],
    ["0", "400", "CNY42.00"],
    [".", "400.", "CNY42.00"],
    ["5", "400.5", "CNY42.05"], // rounded up to 401 g
  ] as const) {
    await page.keyboard.type(key);
    await expect(weight).toHaveValue(text);
    await expect(app.total).toHaveText(total);
  }
  await weight.blur();
  await expect(weight).toHaveValue("400.5");
});

test("the caret stays where it was", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.fill("300");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("5");
  await expect(weight).toHaveValue("3500");
  expect(await weight.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(2);
});

test("full-width figures are figures", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("４００．５");
  await expect(app.total).toHaveText("CNY42.05");
  await expect(weight).toHaveValue("４００．５");
  await weight.blur();
  await expect(weight).toHaveValue("400.5");
  await expect(app.total).toHaveText("CNY42.05");
});

for (const [typed, read, other, flipped, total, after] of [
  // 1.234 g, or 1,234 g: 83.70
  ["1,234", "1,234", "1.234", "1.2340", "CNY83.70", "CNY19.12"],
  ["1.234", "1.234", "1,234", "1234", "CNY19.12", "CNY83.70"],
] as const) {
  test(`${typed} could be read in two ways: both are named, one click flips`, async ({ app, page }) => {
    const weight = app.field("weight", 1);
    await weight.fill(typed);
    await expect(app.said(weight)).toContainText(app.t("page.read-as", { figure: read }));
    await expect(app.total).toHaveText(total);
    await page.getByRole("button", { name: app.t("page.meant", { figure: other }), exact: true }).click();
    await expect(weight).toHaveValue(flipped);
    await expect(app.total).toHaveText(after);
    await expect(app.said(weight)).toHaveText("");
  });
}

test("a comma that can only be a decimal mark is one, and the page says so", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("400,5");
  await expect(app.said(weight)).toContainText(app.t("page.read-as", { figure: "400.5" }));
  await expect(app.total).toHaveText("CNY42.05");
});

test("groups in odd places are a note, not an error", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("1,23,4.5");
  await expect(weight).toHaveAttribute("aria-invalid", "false");
  await expect(app.said(weight)).toContainText(app.t("page.read-as", { figure: "1,234.5" }));
});

test("groups are taken, whatever parts them", async ({ app }) => {
  const weight = app.field("weight", 1);
  for (const typed of ["1 234.5", "1\u00a0234.5", "1\u202f234.5", "1\u2009234.5", "1'234.5", "1’234.5", "1,234.5"]) {
    await weight.fill("");
    await expect(app.said(weight)).toContainText(app.t("field.weight.required"));
    await weight.fill(typed);
    await expect(app.total).toHaveText("CNY83.75"); // 1,235 g
    await app.expectStale(false);
    await expect(app.said(weight)).toHaveText("");
  }
});

test("pasted with its own unit, a figure is converted and the page says so", async ({ app }) => {
  const weight = app.field("weight", 1);
  await app.paste(weight, "0.5 kg");
  await expect(weight).toHaveValue("0.5 kg");
  await expect(app.said(weight)).toContainText(app.t("page.converted", { unit: "kg", figure: "500" }));
  await expect(app.total).toHaveText("CNY47.00");
  await weight.blur();
  await expect(weight).toHaveValue("500");
  await expect(app.unit("weight")).toHaveValue("g");
  await expect(app.total).toHaveText("CNY47.00");
});

test("signs around a figure are taken", async ({ app }) => {
  await app.unfold("group.currency");
  await app.field("currency").selectOption("EUR");
  await app.paste(app.field("exchange-rate"), "¥7.90");
  await expect(app.total).toHaveText("EUR5.00");
  await app.paste(app.field("exchange-spread"), "50%");
  await expect(app.total).toHaveText("EUR10.00");
  await app.paste(app.field("exchange-spread"), "２０％");
  await expect(app.total).toHaveText("EUR6.25");
});

test("a sum is worked out when the field is left, and stays to be seen", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("=380+70");
  await expect(app.total).toHaveText("CNY44.50");
  await expect(weight).toHaveValue("=380+70");
  await weight.blur();
  await expect(weight).toHaveValue("450");
  await expect(app.total).toHaveText("CNY44.50");
  await expect(weight).toHaveAttribute("title", /=380\+70/);
});

test("a click straight from a field that is rewritten when it is left is not lost", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.fill("=380+70");
  await app.ranking.getByRole("button", { name: app.t("service.express") }).click();
  await expect(app.answer.getByRole("heading", { name: app.t("ranking.shipping-cost.bill", { what: app.t("service.express") }) })).toBeVisible();
  await weight.fill("１，２３４");
  await page.getByRole("button", { name: app.t("page.meant", { figure: "1.234" }), exact: true }).click();
  await expect(weight).toHaveValue("1.2340");
});

test("a sum needs no equals sign", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("1200/24");
  await expect(app.total).toHaveText("CNY22.10"); // 50 g
  await weight.blur();
  await expect(weight).toHaveValue("50");
});

test("a weight of 0 g is a problem in words", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("0 g");
  await expect(app.said(weight)).toContainText(app.t("problem.E_WEIGHT_ZERO"));
  await expect(weight).toHaveAttribute("aria-invalid", "true");
  await expect(weight).toHaveValue("0 g");
  await weight.blur();
  await expect(weight).toHaveValue("0");
  await expect(app.said(weight)).toContainText(app.t("problem.E_WEIGHT_ZERO"));
  await app.expectStale(true);
});

test("unlikely is a warning, not an error", async ({ app }) => {
  const weight = app.field("weight", 1);
  await app.field("destination").selectOption("US");
  await app.unit("weight").selectOption("kg");
  await weight.fill("75");
  await expect(app.said(weight)).toContainText(/Larger than usual, above 70\skg/);
  await expect(weight).toHaveAttribute("aria-invalid", "false");
  await app.expectStale(false);
});

test("out of range names the range", async ({ app }) => {
  await app.unfold("group.services");
  const fuel = app.field("fuel-percent");
  await fuel.fill("201");
  await expect(app.said(fuel)).toContainText(app.t("problem.OUT_OF_RANGE", { min: "0", max: "200" }));
  await expect(fuel).toHaveAttribute("aria-invalid", "true");
});

test("a count is whole", async ({ app }) => {
  const quantity = app.field("quantity", 1);
  await quantity.fill("1.5");
  await expect(app.said(quantity)).toContainText(app.t("problem.NOT_WHOLE"));
});

test("what is no number is said, kept, and greys the answer", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("35x");
  await expect(app.said(weight)).toContainText(app.t("problem.NOT_A_NUMBER", { text: "35x" }));
  await expect(weight).toHaveAttribute("aria-invalid", "true");
  await expect(app.total).toHaveText("CNY39.50"); // of before
  await app.expectStale(true);
  await weight.blur();
  await expect(weight).toHaveValue("35x");
  await weight.fill("351");
  await app.expectStale(false);
  await expect(app.total).toHaveText("CNY39.55");
  await expect(weight).toHaveAttribute("aria-invalid", "false");
});

test("an unfinished size is said in words, and the sides stay", async ({ app }) => {
  await app.side("width").fill("");
  await expect(app.said(app.side("length"))).toContainText(app.t("problem.SIZE_INCOMPLETE"));
  await expect(app.side("length")).toHaveValue("20");
  await expect(app.side("height")).toHaveValue("8");
});

test("a date that is none is said in words", async ({ app }) => {
  const date = app.field("shipping-date");
  await date.fill("2026-02-30");
  await expect(app.said(date)).toContainText(app.t("problem.NOT_A_DATE", { text: "2026-02-30" }));
  await expect(date).toHaveValue("2026-02-30");
});

test("a unit toggle shows another unit and keeps what was typed", async ({ app }) => {
  await app.unit("size").selectOption("in");
  for (const side of ["length", "width", "height"] as const) await app.side(side).fill("12");
  const inches = (await app.total.textContent())!;
  await app.unit("size").selectOption("cm");
  for (const side of ["length", "width", "height"] as const) await expect(app.side(side)).toHaveValue("30.48");
  await expect(app.total).toHaveText(inches);
  await app.unit("size").selectOption("in");
  for (const side of ["length", "width", "height"] as const) await expect(app.side(side)).toHaveValue("12");
  await expect(app.total).toHaveText(inches);
});

test("a unit toggle goes there and back without a digit lost", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.fill("351.7");
  for (const unit of ["oz", "lb", "kg", "oz", "g"]) await app.unit("weight").selectOption(unit);
  await expect(weight).toHaveValue("351.7");
});

test("the header's units convert the whole form and back", async ({ app, page }) => {
  const toggle = page.getByRole("button", { name: app.t("page.units-now", { units: "kg · cm" }) });
  await expect(toggle).toHaveText("kg · cm");
  await toggle.click();
  await expect(app.field("weight", 1)).toHaveValue("0.7716");
  await expect(app.unit("weight")).toHaveValue("lb");
  await expect(app.side("length")).toHaveValue("7.8740"); // not 7,874
  await expect(app.unit("size")).toHaveValue("in");
  await expect(app.total).toHaveText("CNY39.50");
  await expect(app.answer.locator(".side").first()).toContainText(/oz|lb/);
  await page.getByRole("button", { name: app.t("page.units-now", { units: "lb · in" }) }).click();
  await expect(app.field("weight", 1)).toHaveValue("350");
  await expect(app.side("length")).toHaveValue("20");
});

/** Types in an input method: what it composes, letter by letter, and what it ends in. */
async function compose(page: Page, steps: string[], result: string): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  for (const text of steps) {
    await devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  return async () => void (await devtools.send("Input.insertText", { text: result }));
}

test("what an input method still composes is not parsed", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.fill("");
  await expect(app.said(weight)).toContainText(app.t("field.weight.required"));
  const finish = await compose(page, ["４", "４０", "ｓｉ"], "４００");
  await expect(weight).toHaveValue("ｓｉ");
  await expect(weight).toHaveAttribute("aria-invalid", "false");
  await finish();
  await expect(weight).toHaveValue("４００");
  await expect(app.total).toHaveText("CNY42.00");
});

test("Enter ends a composition and does not leave the field", async ({ app }) => {
  const weight = app.field("weight", 1);
  await weight.focus();
  await weight.evaluate((input) => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
  await expect(weight).toBeFocused();
});

test("arrows step by one, with Shift by ten, and stop at zero", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.focus();
  for (const [key, text] of [
    ["ArrowUp", "351"],
    ["Shift+ArrowUp", "361"],
    ["ArrowDown", "360"],
    ["Shift+ArrowDown", "350"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(weight).toHaveValue(text);
  }
  await weight.fill("1.5");
  await page.keyboard.press("ArrowDown");
  await expect(weight).toHaveValue("0.5");
  await page.keyboard.press("ArrowDown");
  await expect(weight).toHaveValue("0");
});

test("arrows do nothing to a date", async ({ app, page }) => {
  const date = app.field("shipping-date");
  await date.focus();
  await page.keyboard.press("ArrowUp");
  await expect(date).toHaveValue("2026-11-22");
});

test("the wheel changes nothing", async ({ app, page }) => {
  const weight = app.field("weight", 1);
  await weight.focus();
  await weight.hover();
  await page.mouse.wheel(0, -300);
  await expect(weight).toHaveValue("350");
});

test("Enter goes through the fields in their order", async ({ app, page }) => {
  const expected = [
    app.field("quantity", 1),
    app.field("weight", 1),
    app.side("length"),
    app.side("width"),
    app.side("height"),
    app.field("destination"),
    app.field("shipping-date"),
  ];
  await expected[0]!.focus();
  for (const field of expected.slice(1)) {
    await page.keyboard.press("Enter");
    await expect(field).toBeFocused();
  }
});

test("Enter reaches the zone where there is one", async ({ app, page }) => {
  await app.field("destination").selectOption("AU");
  await app.field("destination").focus();
  await page.keyboard.press("Enter");
  await expect(app.field("zone")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.field("shipping-date")).toBeFocused();
});

test("keys outside a field: / finds the first field, ? lists the keys", async ({ app, page }) => {
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  await expect(app.field("quantity", 1)).toBeFocused();
  await page.keyboard.type("/?");
  await expect(app.field("quantity", 1)).toHaveValue("/?");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: app.t("page.keys") })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
