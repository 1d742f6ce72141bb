import type { Page } from "@playwright/test";

import { type App, MUG, expect, test } from "./suanpan";

const hash = (address: string) => address.slice(address.indexOf("#"));

/** Follows a link in the page that is open, as a click on it would. */
async function follow(page: Page, link: string): Promise<void> {
  await page.evaluate((link) => void (location.hash = link), link);
}

async function expectBarCleared(app: App): Promise<void> {
  await expect(app.page).toHaveURL(/\/shipping-cost\/$/);
}

test("the share sheet: a canonical link, its length, its QR code, what it holds", async ({ app, page }) => {
  await app.open();
  const address = await app.share();
  expect(address).toMatch(/\/en\/shipping-cost\/#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&r=[-0-9]{10}-[0-9a-f]{8}&y=39\.5&k=[\w-]{3}[A-Za-z0-9]$/);
  const sheet = page.getByRole("dialog", { name: app.t("share.title") });
  await expect(sheet).toContainText(app.t("share.length", { length: address.length }));
  await expect(sheet).toContainText(app.t("share.fits"));
  await expect(sheet).toContainText(app.t("share.what"));
  const code = sheet.getByRole("img", { name: app.t("share.qr") });
  await expect(code).toBeVisible();
  const [, , width] = (await code.getAttribute("viewBox"))!.split(" ").map(Number);
  expect(width).toBeGreaterThan(37);
  expect((await code.locator("path").getAttribute("d"))!.length).toBeGreaterThan(1_000);
  await expectBarCleared(app); // sharing writes nothing into the address bar
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(app.button("page.share")).toBeFocused();
});

test("the engine comes once the first answer stands", async ({ app, page }) => {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/engine-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await app.open();
  await app.field("weight", 1).fill("360");
  await expect(app.total).toHaveText("CNY40.00");
  await expect(app.fold("page.working")).toHaveCount(0);
  release();
  await expect(app.fold("page.working").locator("dl")).toContainText("0.36\u00a0kg");
});

test("without the engine the details say so and can be tried again", async ({ app, page, complaints }) => {
  await page.route("**/engine-*", (route) => route.abort());
  await app.open();
  await expect(app.answer).toContainText(app.t("page.not-come"));
  await expect(app.total).toHaveText("CNY39.50");
  await page.unroute("**/engine-*");
  complaints.splice(0);
  await app.button("page.try-again").click();
  await expect(app.fold("page.working").locator("dl")).toBeVisible();
});

test("without its engine the sheet says so, and the next try has the link", async ({ app, page, complaints }) => {
  await page.route("**/engine-*", (route) => route.abort());
  await app.open();
  await app.button("page.share").click();
  await expect(page.getByRole("dialog")).toContainText(app.t("share.failed"));
  await page.keyboard.press("Escape");
  await page.unroute("**/engine-*");
  complaints.splice(0);
  expect(await app.share()).toContain("#v=1&t=sc");
});

test("without the engine a link waits for it, and pasted rows are not lost", async ({ app, page, complaints }) => {
  await page.route("**/engine-*", (route) => route.abort());
  await app.open("#v=1&t=sc&p=_700g&d=DE&k=hand");
  await expect(page.getByRole("alert")).toContainText(app.t("link.no-engine"));
  await expect(page.getByLabel(app.t("link.text"))).toHaveValue("#v=1&t=sc&p=_700g&d=DE&k=hand");
  await page.unroute("**/engine-*");
  await app.button("link.open").click();
  await expect(app.field("weight", 1)).toHaveValue("700");
  await page.route("**/engine-*", (route) => route.abort());
  await page.reload();
  await app.drawn();
  await app.paste(app.field("quantity", 1), "2\t350 g\n3\t500 g");
  await expect(page.getByLabel(app.t("link.text"))).toHaveValue(/2\s+350 g\s+3\s+500 g/);
  complaints.splice(0);
});

test("copy says so; for chat programs the same text behind a question mark", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open();
  const address = await app.share();
  await app.button("share.copy").click();
  await expect(page.getByText(app.t("share.copied"), { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  const chat = app.button("share.copy-chat");
  await expect(chat).toBeHidden();
  await page.getByText(app.t("share.chat"), { exact: true }).click();
  await expect(page.getByText(app.t("share.chat-more"))).toBeVisible();
  await chat.click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(address.replace("#", "?"));
});

for (const [how, script] of [
  ["refused", () => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError")))],
  ["missing", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
] as const) {
  test(`where copying is ${how}, the link is selected`, async ({ app, page }) => {
    await page.addInitScript(script);
    await app.open();
    const address = await app.share();
    await app.button("share.copy").click();
    await expect(page.getByText(app.t("share.copy-by-hand"))).toBeVisible();
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe(address);
  });
}

for (const language of ["en", "zh-Hans", "zh-Hant"] as const) {
  test(`a colleague sees the same figures: ${language}`, async ({ app, colleague }) => {
    await app.open("", language);
    await app.field("destination").selectOption("AU");
    await app.field("zone").selectOption("3");
    await app.field("quantity", 1).fill("3");
    await app.unfold("group.currency");
    await app.field("currency").selectOption("USD");
    await app.field("exchange-rate").fill("7.2");
    await app.unfold("group.services");
    await app.field("remote").check();
    await app.button("field.parcels.add").click();
    await app.unit("weight", 2).selectOption("lb");
    await app.parcel("1.5", ["40", "12"], 2);
    const figures = await app.ranking.locator("tbody").innerText();
    const total = (await app.total.textContent())!;
    expect(total).toContain("USD");

    const other = await colleague(language === "en" ? "zh-Hans" : "en");
    await other.open(hash(await app.share()));
    await expect(other.total).toHaveText(total);
    await expect(other.field("quantity", 1)).toHaveValue("3");
    await expect(other.unit("weight", 2)).toHaveValue("lb");
    await expect(other.side("diameter", 2)).toHaveValue("12");
    await expect(other.field("zone")).toHaveValue("3");
    await other.unfold("group.services");
    await expect(other.field("remote")).toBeChecked();
    await expect(other.banner).toContainText(other.t("link.from"));
    await expect(other.banner).not.toContainText(/39|claimed/);
    await expectBarCleared(other);

    await other.page.getByLabel(other.t("page.language"), { exact: true }).selectOption(language);
    other.language = language;
    await expect.poll(() => other.ranking.locator("tbody").innerText()).toBe(figures);
    expect(hash(await other.share())).toBe(hash(await app.page.getByLabel(app.t("share.link"), { exact: true }).inputValue()));
  });
}

test("the form for chat programs opens and leaves the address bar", async ({ app }) => {
  await app.open(`?${MUG}`);
  await expect(app.total).toHaveText("CNY39.50");
  await expect(app.banner).toContainText(app.t("link.from"));
  await expectBarCleared(app);
});

for (const [what, carried] of [
  ["what QQ appends", `#${MUG}&appinstall=0`],
  ["what WeChat appends", `?${MUG}&from=singlemessage&isappinstalled=0`],
  ["what WordPress appends", `#${MUG}#?secret=Xy7`],
  ["a second escape", `#${encodeURIComponent(MUG)}`],
  ["a second escape behind a question mark", `?${encodeURIComponent(MUG)}`],
  ["escapes of some signs", `#${MUG.replaceAll("&", "%26")}`],
] as const) {
  test(`a link survives ${what}`, async ({ app }) => {
    await app.open(carried);
    await expect(app.banner).toContainText(app.t("link.from"));
    await expect(app.banner).not.toContainText(app.t("link.damaged"));
    await expect(app.total).toHaveText("CNY39.50");
    await expectBarCleared(app);
  });
}

test("a fragment that is no link leaves the page alone", async ({ app, page }) => {
  await app.open("?utm_source=x&conv=3#answer");
  await expect(app.total).toHaveText("CNY39.50");
  await expect(app.banner).toHaveCount(0);
  await expect(page.locator(".example")).toContainText(app.t("page.example"));
});

test("work typed while a link waits for the engine is not replaced", async ({ app, page }) => {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/engine-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await app.open();
  await follow(page, "v=1&t=sc&p=_700g&d=JP&k=hand");
  await app.field("weight", 1).fill("360");
  release();
  await expect(app.button("link.open")).toBeVisible();
  await expect(app.field("weight", 1)).toHaveValue("360");
  await app.button("link.keep").click();
  await expect(app.field("weight", 1)).toHaveValue("360");
});

test("a changed link shows its fields and does not calculate until told to", async ({ app }) => {
  await app.open(`#${MUG.replace("350g", "850g")}`);
  await expect(app.banner).toContainText(app.t("link.damaged"));
  await expect(app.field("weight", 1)).toHaveValue("850");
  await expect(app.answer).toContainText(app.t("page.held"));
  await expect(app.total).toHaveCount(0);
  await app.button("link.compute-anyway").click();
  await expect(app.total).toHaveText("CNY64.50");
  await expect(app.banner).not.toContainText(app.t("link.damaged"));
});

test("a cut link says that its end is missing", async ({ app }) => {
  await app.open(`#${MUG.slice(0, MUG.indexOf("&dt"))}`);
  await expect(app.banner).toContainText(app.t("link.cut"));
  await expect(app.field("destination")).toHaveValue("DE");
  await expect(app.answer).toContainText(app.t("page.held"));
});

for (const [what, carried, key, slots] of [
  ["newer", "v=2&t=sc&p=_350g&k=hand", "link.newer", { version: 2, ours: 1 }],
  ["for an unknown calculator", "v=1&t=zz&a=1&k=hand", "link.unknown-calculator", { code: "zz" }],
  ["of nonsense", "v=1&k=hand", "link.unreadable", {}],
  ["too long", `v=1&t=sc&p=_350g&zz=${"A".repeat(8_000)}&k=hand`, "link.too-long", { max: 8000 }],
] as const) {
  test(`a link ${what} is not opened, and the page says why`, async ({ app, page }) => {
    await app.open(`#${carried}`);
    await expect(page.getByRole("alert")).toContainText(app.t(key, slots));
    await expect(page.getByRole("alert").getByLabel(app.t("link.text"))).toHaveValue(new RegExp(carried.slice(0, 12)));
    if (what === "newer") await expect(page.getByRole("alert")).toContainText("p = _350g");
    await expect(app.total).toHaveText("CNY39.50"); // the example, as always
    await expectBarCleared(app);
    await page.getByRole("alert").getByRole("button", { name: app.t("page.close") }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}

test("what this version does not know is said and written back", async ({ app }) => {
  await app.open("#v=1&t=sc&p=_350g_20x15x8cm__new&d=DE&dt=2026-11-22&iv=40usd&q9=a.b_c&k=n6ug");
  await expect(app.banner).toContainText(app.t("link.unknown", { n: 2 }));
  await expect(app.total).toHaveText("CNY39.50");
  expect(await app.share()).toContain("p=_350g_20x15x8cm__new&d=DE&dt=2026-11-22&iv=40usd&q9=a.b_c&r=");
});

test("a code that this version does not know is kept and said", async ({ app }) => {
  await app.open("#v=1&t=sc&p=_350g&d=ZZ&dt=2026-11-22&k=hand");
  await expect(app.field("destination")).toHaveValue("ZZ");
  await expect(app.said(app.field("destination"))).toContainText(app.t("problem.UNKNOWN_CODE", { text: "ZZ" }));
});

test("the sender's figure is named where ours differs, and only there", async ({ app, colleague }) => {
  await app.open("#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&y=41&k=hand");
  await expect(app.total).toHaveText("CNY39.50");
  await expect(app.banner).toContainText(app.t("link.claimed", { figure: "CNY\u00a041.00" }));
  const other = await colleague();
  await other.open("#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&y=39.5&k=hand");
  await expect(other.banner).toContainText(other.t("link.from"));
  await expect(other.banner).not.toContainText("39.5");
});

test("rates of another day are named", async ({ app }) => {
  await app.open("#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&r=2026-11-22-0badcafe&y=39.5&k=0Py6");
  await expect(app.banner).toContainText(app.t("link.rates-gone", { id: "2026-11-22-0badcafe" }));
});

test("rates of an earlier release are computed with and named", async ({ app }) => {
  const id = "2026-11-22-42ea2762";
  await app.open(`#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&r=${id}&y=39.5&k=hand`);
  const figure = "CNY\u00a039.50";
  await expect(app.banner).toContainText(app.t("link.rates-changed", { id, then: figure, now: figure }));
});

test("the banner of a link follows the language, and keeps the focus when it changes", async ({ app, page }) => {
  await app.open(`#${MUG.replace("350g", "850g")}`);
  await app.button("link.compute-anyway").click();
  await expect(app.button("link.keep-as-mine")).toBeFocused();
  await page.getByLabel(app.t("page.language")).selectOption("zh-Hans");
  app.language = "zh-Hans";
  await expect(app.banner).toContainText(app.t("link.from"));
});

test("a link waits for the texts of the engine too", async ({ app, page, complaints }) => {
  await page.route("**/*-more-*", (route) => route.abort());
  await app.open(`#${MUG.replace("350g", "850g")}`);
  await expect(page.getByRole("alert")).toContainText(app.t("link.no-engine"));
  await page.unroute("**/*-more-*");
  complaints.splice(0);
  await app.button("link.open").click();
  await expect(app.banner).toContainText(app.t("link.damaged"));
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test.describe("a link never overwrites work", () => {
  test.beforeEach(async ({ app, page }) => {
    await app.open();
    await app.field("weight", 1).fill("12 k");
    await follow(page, "v=1&t=sc&p=_640g_80x12cm&d=JP&dt=2026-11-22&k=swxD");
    await expect(page.getByRole("alert")).toContainText(app.t("link.waiting"));
    await expect(app.field("weight", 1)).toHaveValue("12 k");
    await expectBarCleared(app);
  });

  test("keep", async ({ app, page }) => {
    await app.button("link.keep").click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(app.field("weight", 1)).toHaveValue("12 k");
    await expect(app.field("destination")).toHaveValue("DE");
  });

  test("open, and back", async ({ app }) => {
    await app.button("link.open").click();
    await expect(app.field("weight", 1)).toHaveValue("640");
    await expect(app.total).toHaveText("CNY37.00");
    await app.button("link.back").click();
    await expect(app.field("weight", 1)).toHaveValue("12 k");
    await expect(app.field("destination")).toHaveValue("DE");
    await expect(app.banner).toHaveCount(0);
    await app.button("page.redo").click();
    await expect(app.field("weight", 1)).toHaveValue("640");
  });

  test("open, and keep as one's own", async ({ app, page }) => {
    await app.button("link.open").click();
    await app.button("link.keep-as-mine").click();
    await expect(app.banner).toHaveCount(0);
    await page.reload();
    await expect(app.total).toHaveText("CNY37.00");
  });
});

test("a draft of an earlier visit is work too", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("400");
  await page.goto("about:blank");
  await app.open(`#${MUG}`);
  await expect(page.getByRole("alert")).toContainText(app.t("link.waiting"));
  await expect(app.field("weight", 1)).toHaveValue("400");
});

test("over an untouched link another opens at once", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await expect(app.total).toHaveText("CNY39.50");
  await follow(page, "v=1&t=sc&p=_640g_80x12cm&d=JP&dt=2026-11-22&k=swxD");
  await expect(app.total).toHaveText("CNY37.00");
});

test("over a link that was edited another asks", async ({ app, page }) => {
  await app.open(`#${MUG}`);
  await app.field("weight", 1).fill("400");
  await follow(page, "v=1&t=sc&p=_640g_80x12cm&d=JP&dt=2026-11-22&k=swxD");
  await expect(page.getByRole("alert")).toContainText(app.t("link.waiting"));
  await expect(app.field("weight", 1)).toHaveValue("400");
});

test("a link that was looked at does not replace the draft unasked", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("400");
  await page.goto("about:blank");
  await app.open(`#${MUG}`);
  await app.button("link.keep").click();
  await page.reload();
  await expect(app.field("weight", 1)).toHaveValue("400");
});

test("more than 20 rows travel as a table", async ({ app, colleague }) => {
  await app.open();
  await app.button("page.start-again").click();
  await app.field("destination").selectOption("NL");
  const rows = Array.from({ length: 24 }, (_, index) => `${index + 1}\t${137 + 37 * index} g\t${11 + index}x10x5 cm`);
  await app.paste(app.field("quantity", 1), rows.join("\n"));
  await expect(app.total).toHaveText("CNY12,753.92");
  const address = await app.share();
  expect(address).toMatch(/#v=1&t=sc&zp=[\w-]+&d=NL/);
  const other = await colleague("zh-Hans");
  await other.open(hash(address));
  await expect(other.total).toHaveText("CNY12,753.92");
  await expect(other.row(24)).toBeVisible();
});

test("a long link warns, a longer one is not offered", async ({ app, page }) => {
  const pairs = (count: number) => Array.from({ length: count }, (_, index) => `&p=${index + 1}_${1234567 + index}.${87654321 - index}g_${20 + index}.123x15.456x8.789cm`).join("");
  await app.open(`#v=1&t=sc${pairs(6)}&d=DE&dt=2026-11-22&k=hand`);
  const sheet = page.getByRole("dialog");
  let length = (await app.share()).length;
  expect(length).toBeGreaterThan(300);
  expect(length).toBeLessThan(500);
  await expect(sheet).toContainText(app.t("share.long"));
  await sheet.getByRole("button", { name: app.t("share.full-screen") }).click();
  const code = await sheet.getByRole("img", { name: app.t("share.qr") }).boundingBox();
  expect(code!.width).toBeGreaterThan(300);
  await sheet.getByRole("button", { name: app.t("page.close") }).click();
  await follow(page, `v=1&t=sc${pairs(18)}&d=DE&dt=2026-11-22&k=hand`);
  await expect(app.row(18)).toBeVisible();
  length = (await app.share()).length;
  expect(length).toBeGreaterThan(500);
  await expect(sheet).toContainText(app.t("share.very-long"));
  await expect(sheet.getByRole("img")).toHaveCount(0);
});

test("what no program carries is not offered as a link", async ({ app, page }) => {
  await app.open();
  await app.button("page.start-again").click();
  let seed = 7;
  const figure = () => (seed = (seed * 16807) % 2147483647) % 1_000_000;
  const rows = Array.from({ length: 120 }, () => `${figure()}\t${figure()}.${figure()} g\t${figure()}.${figure()}x${figure()}x${figure()} mm`);
  await app.paste(app.field("quantity", 1), rows.join("\n"));
  await expect(app.row(120)).toBeVisible();
  await app.button("page.share").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(/makes a link of \d+ characters; more than 2000 is not offered/);
  await expect(sheet.getByLabel(app.t("share.link"), { exact: true })).toHaveCount(0);
});

test("a hostile link is text and nothing else", async ({ app, page }) => {
  await app.open("#v=1&t=sc&p=_350g&d=<img src=x onerror=alert(1)>&dt=2026-11-22&k=hand");
  await expect(app.banner.first()).toBeVisible();
  await expect(page.locator("img")).toHaveCount(0);
});
