import type { Page } from "@playwright/test";

import { type App, MUG, expect, expectClean, test } from "./suanpan";
import { TAGS } from "./words";

/** Several rows, every group in use. */
const FULL = "v=1&t=sc&p=3_450g_25x20x10cm&p=_2.1kg_48.2x33.1x25.4cm&d=AU&az=2&dt=2026-11-22&ra=1&fu=20&c=USD&fx=7.2&k=hand";

/** Of the whole page: what the engine draws comes later. */
async function unfoldAll(page: Page): Promise<void> {
  if (await page.locator(".big").first().isVisible()) await expect(page.locator("#working")).toBeAttached();
  const folded = page.locator("details:not([open]) > summary").filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}

const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 375, height: 740 } };

for (const language of TAGS) {
  for (const scheme of ["light", "dark"] as const) {
    for (const [device, viewport] of Object.entries(WIDTHS)) {
      test(`axe finds nothing: ${language}, ${scheme}, ${device}`, async ({ app, page }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: scheme });
        await app.open("", language);
        await unfoldAll(page);
        await expectClean(page);
        await app.share();
        await expect(page.getByRole("img", { name: app.t("share.qr") })).toBeVisible();
        await unfoldAll(page);
        await expectClean(page);
      });
    }
  }
}

for (const theme of ["light", "dark"] as const) {
  test.describe(`axe finds nothing, ${theme} chosen`, () => {
    test.use({ colorScheme: theme === "light" ? "dark" : "light" });
    test.beforeEach(async ({ app, page }) => {
      await app.open();
      await page.getByLabel(app.t("page.theme"), { exact: true }).selectOption(theme);
    });

    for (const [state, arrive] of Object.entries<(app: App) => Promise<void>>({
      "every group": async (app) => {
        await app.page.evaluate((link) => void (location.hash = link), FULL);
        await expect(app.row(2)).toBeVisible();
        await unfoldAll(app.page);
      },
      "problems": async (app) => {
        await app.field("weight", 1).fill("35x");
        await app.side("width").fill("");
        await app.field("shipping-date").fill("2026-13-01");
        await app.expectStale(true);
      },
      "notes": async (app) => {
        await app.field("weight", 1).fill("1,234");
        await app.field("quantity", 1).fill("20000");
        await app.field("destination").selectOption("BR");
      },
      "nothing typed": async (app) => app.button("page.start-again").click(),
      "many parcels": async (app) => {
        await app.button("tool.many").click();
        await expectClean(app.page);
        await app.page.getByLabel(app.t("many.text")).fill("ref,country,weight (kg),size\nA,DE,0.35,20x15x8\nB,DE,x,20x15x8\n");
        await expect(app.page.locator("#many-export")).toBeVisible();
      },
      "a bill": async (app) => {
        await app.button("tool.bill").click();
        await app.page.getByLabel(app.t("bill-page.text")).fill("ref,weight,billed weight,amount\nA,0.35,0.35,39.5\nB,0.35,0.5,50\nC,x,1,1\n");
        await expect(app.page.locator("#bill-export")).toBeVisible();
      },
      "a rate sheet": async (app) => {
        await app.button("tool.rates").click();
        await expectClean(app.page);
        await app.button("rates.add").click();
        await app.page.getByLabel(app.t("rates.text")).fill("Country,Weight,Price per kg,Fee\nDE,0-1,50,10\nUS,0-1,x,10\n");
        await expect(app.page.locator("td.bad-cell")).toBeVisible();
        await expectClean(app.page);
        await app.page.locator("#rates-use").click();
        await expect(app.page.locator("#use-1")).toBeChecked();
      },
      "cases side by side": async (app) => {
        await app.button("tool.compare").click();
        await app.button("compare.add").click();
        await app.button("compare.save").click();
        await expect(app.page.locator(".beside thead th")).toHaveCount(2);
      },
      "a damaged link": async (app) => {
        await app.page.evaluate((link) => void (location.hash = link), MUG.replace("350", "351"));
        await expect(app.banner).toBeVisible();
      },
      "a link that waits, and one that failed": async (app) => {
        await app.field("weight", 1).fill("400");
        await app.page.evaluate((link) => void (location.hash = link), MUG);
        await expect(app.page.getByRole("alert")).toBeVisible();
        await expectClean(app.page);
        await app.page.evaluate(() => void (location.hash = "v=2&t=sc&p=_350g&k=hand"));
        await expect(app.page.getByRole("alert")).toBeVisible();
      },
      "the list of keys": async (app) => {
        await app.page.keyboard.press("?");
        await expect(app.page.getByRole("dialog")).toBeVisible();
      },
    })) {
      test(state, async ({ app, page }) => {
        await arrive(app);
        await expectClean(page);
      });
    }
  });
}

for (const path of ["/", "/zh-hans/", "/en/no-such-page/"]) {
  test(`axe finds nothing on ${path}`, async ({ page, complaints }) => {
    await page.route("**/choose-*.js", (route) => route.abort()); // else it goes on to a calculator
    await page.goto(path);
    await expectClean(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectClean(page);
    complaints.splice(0);
  });
}

test("axe finds nothing before the app is drawn, nor when it cannot start", async ({ page, complaints }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/zh-hant/shipping-cost/");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectClean(page);
  complaints.splice(0);
});

interface Stop {
  name: string;
  isFold: boolean;
  isMarked: boolean;
  isCovered: boolean;
  isInOrder: boolean;
}

/** Where the focus is: its name, whether it shows, whether something lies over it, whether it goes down the page. */
function stop(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const here = document.activeElement;
    if (!here || here === document.body) return undefined;
    const state = window as unknown as { visited?: Set<Element>; last?: Element };
    state.visited ??= new Set();
    if (state.visited.has(here)) return undefined;
    const last = state.last;
    state.visited.add(here);
    state.last = here;
    const hasMark = (element: Element | null) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // The frame speaks for a text box, which has a caret, and for a box that is alone in it.
    const frame = here.closest(".in");
    const isAlone = frame?.querySelectorAll("input, select").length === 1;
    const isText = here.matches("input:not([type=checkbox])");
    const box = here.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      name: `${here.tagName.toLowerCase()} ${here.id || here.getAttribute("aria-label") || here.textContent?.slice(0, 40)}`,
      isFold: here.matches("details:not([open]) > summary"),
      isMarked: hasMark(here) || ((isAlone || isText) && hasMark(frame)),
      isCovered: !(top && (here.contains(top) || top.contains(here))),
      isInOrder: !last || Boolean(last.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
  });
}

for (const [device, viewport] of Object.entries(WIDTHS)) {
  test(`with Tab alone: everything is reached, in order, and shows where one is: ${device}`, async ({ app, page }) => {
    await page.setViewportSize(viewport);
    await app.open(`#${FULL}`);
    await expect(app.row(2)).toBeVisible();
    const stops: Stop[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const here = await stop(page);
      if (!here) break;
      stops.push(here);
      if (here.isFold) await page.keyboard.press("Enter");
    }
    const missed = await page.evaluate(() => {
      const { visited } = window as unknown as { visited: Set<Element> };
      const all = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary")];
      const usable = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled, dialog *, [tabindex='-1']"));
      return usable.filter((element) => !visited.has(element)).map((element) => element.outerHTML.slice(0, 120));
    });
    const names = (bad: (stop: Stop) => boolean) => stops.filter(bad).map((stop) => stop.name);
    expect(stops.length).toBeGreaterThan(40);
    expect.soft(missed, "not reached").toEqual([]);
    expect.soft(names((stop) => !stop.isMarked), "focus not visible").toEqual([]);
    expect.soft(names((stop) => stop.isCovered), "focus covered").toEqual([]);
    expect.soft(names((stop) => !stop.isInOrder), "out of order").toEqual([]);
  });
}

test("the skip link goes to the answer", async ({ app, page }) => {
  await app.open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: app.t("page.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(app.answer).toBeFocused();
  await expect(page).toHaveURL(/\/shipping-cost\/$/);
});

test("by keys alone: a parcel is typed, a service chosen, the link copied", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open();
  await page.keyboard.press("/");
  await page.keyboard.press("Tab");
  await expect(app.field("weight", 1)).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("400");
  await expect(app.total).toHaveText("CNY42.00");
  const express = app.ranking.getByRole("button", { name: app.t("service.express") });
  await express.focus();
  await page.keyboard.press("Space");
  await expect(express).toHaveAttribute("aria-pressed", "true");
  await expect(express).toBeFocused();
  await app.button("page.share").focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet).toBeVisible();
  await app.button("share.copy").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(app.t("share.copied"), { exact: true })).toBeVisible();
  for (let key = 0; key < 12; key++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(app.button("page.share")).toBeFocused();
});

test("rows come and go without losing the focus", async ({ app, page }) => {
  await app.open();
  await app.button("field.parcels.add").focus();
  await page.keyboard.press("Enter");
  await expect(app.row(2)).toBeVisible();
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await app.row(2).getByRole("button", { name: app.t("page.remove") }).focus();
  await page.keyboard.press("Enter");
  await expect(app.row(2)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test("buttons of rows name their row", async ({ app }) => {
  await app.open(`#${FULL}`);
  await expect(app.row(2).getByRole("button", { name: app.t("page.remove") })).toBeVisible();
  await expect(app.field("weight", 2)).toHaveAccessibleName(app.t("field.weight.label"));
  await expect(app.row(2)).toHaveAccessibleName(app.t("page.row", { n: 2 }));
});

test("a screen reader hears the headline once typing pauses", async ({ app }) => {
  await app.open();
  await app.field("weight", 1).fill("400");
  const said = app.answer.getByRole("status").filter({ hasText: app.t("figure.cost") });
  await expect(said).toContainText("CNY\u00a042.00");
  await expect(said).toContainText(app.t("service.special-line-general"));
});

test("a problem is part of the field's description", async ({ app }) => {
  await app.open();
  const weight = app.field("weight", 1);
  await expect(weight).toHaveAccessibleDescription(new RegExp(app.t("field.weight.hint")));
  await weight.fill("35x");
  await expect(weight).toHaveAccessibleDescription(/“35x” is not a number/);
});

test("nothing is wider than 320 px", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  for (const language of TAGS) {
    await app.open(`#${FULL}`, language);
    const open = app.button("link.open");
    await expect(app.banner.first()).toBeVisible();
    expect.soft(await isTooWide(), `${language}, a link arrives`).toBe(false);
    if (await open.isVisible()) await open.click();
    await expect(app.row(2)).toBeVisible();
    await unfoldAll(page);
    expect.soft(await isTooWide(), `${language}, every group open`).toBe(false);
    await app.field("weight", 2).fill("90000000000000000 x");
    expect.soft(await isTooWide(), `${language}, a problem`).toBe(false);
    await app.field("weight", 2).fill("400");
    await app.share();
    await expect(page.getByRole("img", { name: app.t("share.qr") })).toBeVisible();
    expect.soft(await page.getByRole("dialog").evaluate((sheet) => sheet.scrollWidth > sheet.clientWidth), `${language}, sharing`).toBe(false);
    await page.goto("about:blank");
  }
});

test("wider spacing of text loses nothing", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await app.open();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const clipped = await page.evaluate(() => {
    const holders = [...document.querySelectorAll<HTMLElement>("main h1, main h2, main p, main label, main th, main td, main button, main summary")];
    const shown = holders.filter((element) => element.checkVisibility() && !element.closest(".quiet, thead"));
    return shown.filter((element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== "visible").map((element) => element.textContent);
  });
  expect(clipped).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true);
});

test("on a phone every target can be hit", async ({ app, page }) => {
  await page.setViewportSize(WIDTHS.phone);
  await app.open(`#${FULL}`);
  await expect(app.row(2)).toBeVisible();
  await unfoldAll(page);
  const small = await page.evaluate(() => {
    const targets = [...document.querySelectorAll<HTMLElement>("a, button, input, select, summary")].filter((element) => element.checkVisibility() && !element.closest(".skip, dialog"));
    const area = (element: HTMLElement) => (element.closest("label") ?? element).getBoundingClientRect();
    return targets.filter((element) => area(element).width < 24 || area(element).height < 24).map((element) => element.outerHTML.slice(0, 100));
  });
  expect(small).toEqual([]);
});

test("on a phone the headline stays in view and opens the answer", async ({ app, page }) => {
  await page.setViewportSize(WIDTHS.phone);
  await app.open();
  const dock = page.locator(".dock");
  await expect(dock).toBeInViewport();
  await expect(dock).toContainText("CNY\u00a039.50");
  await app.field("weight", 1).fill("400");
  await expect(dock).toContainText("CNY\u00a042.00");
  await dock.click();
  await expect(app.total).toBeInViewport();
  await expect(app.answer).toBeFocused();
});

test("the theme follows the system until one is chosen", async ({ app, page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [light, dark] = ["rgb(250, 248, 244)", "rgb(21, 19, 18)"];
  const theme = page.getByLabel(app.t("page.theme"), { exact: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await app.open();
  await expect.poll(ground).toBe(dark);
  await theme.selectOption("light");
  await expect.poll(ground).toBe(light);
  await theme.selectOption("system");
  await expect.poll(ground).toBe(dark);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(ground).toBe(light);
  await theme.selectOption("dark");
  await expect.poll(ground).toBe(dark);
});

test("in forced colours nothing is told by colour alone", async ({ app, page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await app.open();
  await expect(app.total).toHaveText("CNY39.50");
  await expect(app.rank("special-line-general")).toContainText(app.t("ranking.shipping-cost.best"));
  for (const selector of [".card", ".btn", ".flag", ".in"]) {
    await expect(page.locator(selector).first()).toHaveCSS("border-top-style", "solid");
  }
  await expectClean(page);
});

test("with reduced motion nothing moves", async ({ app, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await app.open();
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => getComputedStyle(element).transitionDuration !== "0s").length);
  expect(moving).toBe(0);
});

test("print: inputs, answer, working and sources, but no buttons", async ({ app, page }) => {
  await app.open(`#${FULL}`);
  await expect(app.row(2)).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(app.field("weight", 2)).toBeVisible();
  await expect(app.side("height", 2)).toBeVisible();
  await expect(app.field("exchange-rate")).toBeVisible(); // in a folded group
  await expect(app.field("remote")).toBeVisible();
  await expect(app.total).toBeVisible();
  await expect(app.fold("page.working").locator("dl")).toBeVisible();
  await expect(app.fold("page.sources").locator("ul")).toBeVisible();
  await expect(app.ranking).toBeVisible();
  const buttons = await page.getByRole("button").filter({ visible: true }).allInnerTexts();
  const services = await app.ranking.getByRole("button").allInnerTexts();
  expect(buttons.filter((words) => !services.includes(words))).toEqual([]);
  for (const shown of [page.getByLabel(app.t("page.language"), { exact: true }), page.locator(".dock"), page.locator(".tabs")]) await expect(shown).toBeHidden();
});

test("the print button prints", async ({ app, page }) => {
  await page.addInitScript(() => {
    window.print = () => Object.assign(window, { printed: true });
  });
  await app.open();
  await app.button("page.print").click();
  expect(await page.evaluate(() => "printed" in window)).toBe(true);
});
