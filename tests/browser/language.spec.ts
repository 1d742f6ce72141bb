import type { Page } from "@playwright/test";

import { type App, MUG, expect, test } from "./suanpan";
import { LANGUAGES, type Language, TAGS, text } from "./words";

async function speak(app: App, language: Language): Promise<void> {
  await app.page.getByLabel(app.t("page.language"), { exact: true }).selectOption(language);
  app.language = language;
  await app.drawn();
}

test("another language without a reload, and nothing is lost", async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => Object.assign(window, { same: true }));
  await app.field("weight", 1).fill("400");
  await app.choose("express");
  await app.button("field.parcels.add").click();
  await app.field("weight", 2).fill("12 k");
  await app.side("length", 2).fill("3");
  await app.field("destination").selectOption("US");
  await app.unfold("group.services");
  await app.field("remote").check();
  for (const language of ["zh-Hans", "zh-Hant", "en"] as const) {
    await speak(app, language);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page).toHaveTitle(`${app.t("calculator.shipping-cost.name")} · ${app.t("app.name")}`);
    expect(new URL(page.url()).pathname).toBe(`/${LANGUAGES[language]}/shipping-cost/`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.shipping-cost.question"));
    await expect(app.field("weight", 1)).toHaveValue("400");
    await expect(app.field("weight", 2)).toHaveValue("12 k");
    await expect(app.side("length", 2)).toHaveValue("3");
    await expect(app.field("destination")).toHaveValue("US");
    await app.unfold("group.services");
    await expect(app.field("remote")).toBeChecked();
    await expect(app.answer.getByRole("heading", { name: app.t("ranking.shipping-cost.bill", { what: app.t("service.express") }) })).toBeVisible();
  }
  expect(await page.evaluate(() => "same" in window)).toBe(true);
  await app.button("page.undo").click();
  await expect(app.field("remote")).not.toBeChecked();
});

test("a figure typed with the marks of one language is not read otherwise in another", async ({ app }) => {
  await app.open();
  await app.field("weight", 1).fill("1,234.5");
  await expect(app.total).toHaveText("CNY83.75");
  for (const language of ["zh-Hans", "zh-Hant"] as const) {
    await speak(app, language);
    await expect(app.field("weight", 1)).toHaveValue("1,234.5");
    await expect(app.total).toHaveText("CNY83.75");
  }
});

test("the focus stays on the choice of language", async ({ app, page }) => {
  await app.open();
  const choice = (language: Language) => page.getByLabel(text(language, "page.language"), { exact: true });
  await choice("en").focus();
  await page.keyboard.press("ArrowDown");
  app.language = "zh-Hans";
  await app.drawn();
  await expect(choice("zh-Hans")).toBeFocused();
});

test("back and forward go through the languages", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("12 k");
  await speak(app, "zh-Hans");
  await speak(app, "zh-Hant");
  for (const [step, language] of [
    ["goBack", "zh-Hans"],
    ["goBack", "en"],
    ["goForward", "zh-Hans"],
  ] as const) {
    await page[step]();
    app.language = language;
    await app.drawn();
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByLabel(app.t("page.language"), { exact: true })).toHaveValue(language);
    await expect(app.field("weight", 1)).toHaveValue("12 k");
  }
});

test("a language that cannot be loaded leaves everything as it is", async ({ app, page, complaints }) => {
  await app.open();
  await app.field("weight", 1).fill("400");
  await page.route("**/zh-Hant-*.txt", (route) => route.abort());
  const failed = page.waitForEvent("requestfailed");
  await page.getByLabel(app.t("page.language"), { exact: true }).selectOption("zh-Hant");
  await failed;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.shipping-cost.question"));
  await expect(app.total).toHaveText("CNY42.00");
  await expect(page.getByLabel(app.t("page.language"), { exact: true })).toHaveValue("en");
  complaints.splice(0);
});

/** Every text that a reader may meet, what screen readers say included; titles of sources stay in their language. */
async function texts(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const foreign = ".sources p, .rules small, kbd, input, textarea, [lang]:not(html)";
    const found: string[] = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest(foreign)) continue;
      for (const name of ["aria-label", "title", "placeholder", "data-label"]) found.push(element.getAttribute(name) ?? "");
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? "");
      }
    }
    return found.filter((text) => text.trim() !== "");
  });
}

/** Words that Chinese readers write in Latin letters too: marks, names, laws, keys. */
const LATIN = /Suanpan|IOSS|ICMS|PCCC|Remessa|Conforme|DHL|FedEx|USPS|MSDS|Ctrl|Shift|WebAssembly|JavaScript|JSON|\d{4}-\d\d-\d\d-[0-9a-f]{8}/g;
/** Characters that only mainland China and Singapore write; each occurs in the texts of this page. */
const SIMPLIFIED = /[运费价单数据链码货发国际专线邮挂实积体这个开关贵让输选择续报处载时间计区银汇兑税栏错误]/;
/** And their counterparts. */
const TRADITIONAL = /[運費價單數據鏈碼貨發國際專線郵掛實積體這個開關貴讓輸選擇續報處載時間計區銀匯兌稅欄錯誤]/;

const STATES: Record<string, (app: App) => Promise<void>> = {
  "as it opens": async () => {},
  "with every field": async (app) => {
    await app.field("destination").selectOption("AU");
    await app.button("field.parcels.add").click();
    await app.unfold("group.currency");
    await app.field("currency").selectOption("USD");
    await app.field("weight", 1).fill("1,234");
    await app.side("length").fill("5 in");
  },
  "with problems": async (app) => {
    await app.field("weight", 1).fill("35x");
    await app.side("width").fill("");
    await app.field("quantity", 1).fill("1.5");
    await app.field("shipping-date").fill("2026-13-01");
  },
  "with refusals": async (app) => {
    await app.field("destination").selectOption("BR");
    await app.field("weight", 1).fill("90000");
    await app.side("length").fill("400");
  },
  "empty": async (app) => app.button("page.start-again").click(),
  "with a foreign link": async (app) => {
    await app.open("#v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&q9=a&r=2025-01-01-0badcafe&y=41&k=hand");
    await expect(app.banner).toBeVisible();
  },
  "with a damaged link": async (app) => {
    await app.open(`#${MUG.replace("350", "351")}`);
    await expect(app.banner).toBeVisible();
  },
  "with a link from the future": async (app) => {
    await app.open("#v=2&t=sc&k=hand");
    await expect(app.banner).toBeVisible();
  },
  "with many parcels": async (app) => {
    await app.button("tool.many").click();
    await app.page.getByLabel(app.t("many.text")).fill("1,2,3\n");
    await app.page.getByLabel(app.t("many.column", { n: 1 })).selectOption("parcels.weight");
    await expect(app.page.locator("#many-export")).toBeVisible();
  },
  "with a bill": async (app) => {
    await app.button("tool.bill").click();
    await app.page.getByLabel(app.t("bill-page.text")).fill("1,0.35,20,15,8,0.35,39.5\n2,0.35,30,25,18,2.7,157\n3,x,1,1,1,1,1\n");
    await expect(app.page.locator("#bill-export")).toBeVisible();
  },
  "with a rate sheet": async (app) => {
    await app.button("tool.rates").click();
    await app.button("rates.add").click();
    await app.page.getByLabel(app.t("rates.text")).fill("DE,1,2\n");
    await expect(app.page.locator("#tool .read")).toBeVisible();
  },
  "comparing and saving": async (app) => {
    await app.button("tool.compare").click();
    await app.button("compare.add").click();
    await expect(app.page.locator(".beside thead th")).toHaveCount(2);
  },
  "saving": async (app) => {
    await app.button("page.save").click();
    await expect(app.page.locator("#save-csv")).toBeVisible();
  },
  "sharing": async (app) => {
    await app.share();
    await expect(app.page.getByRole("img", { name: app.t("share.qr") })).toBeVisible();
  },
};

for (const language of ["zh-Hans", "zh-Hant"] as const) {
  test.describe(`no word of another language in ${language}`, () => {
    for (const [name, arrive] of Object.entries(STATES)) {
      test(name, async ({ app, page }) => {
        await app.open("", language);
        await arrive(app);
        const all = await texts(page);
        expect(all.length).toBeGreaterThan(100);
        const odd = (text: string) => /[A-Za-z]{4,}/.test(text.replace(LATIN, "")) || (language === "zh-Hans" ? TRADITIONAL : SIMPLIFIED).test(text);
        expect(all.filter(odd)).toEqual([]);
        expect(all.filter((text) => /[{}]|undefined|NaN/.test(text))).toEqual([]);
      });
    }
  });
}

test.describe("no slot left open and no Chinese word in en", () => {
  for (const [name, arrive] of Object.entries(STATES)) {
    test(name, async ({ app, page }) => {
      await app.open();
      await arrive(app);
      const odd = /[{}]|undefined|NaN|\p{Script=Han}/u;
      expect((await texts(page)).filter((words) => odd.test(words.replace("算盘", "")))).toEqual([]);
    });
  }
});

test("every language names itself in its own words", async ({ app, page }) => {
  for (const language of TAGS) {
    await app.open("", language);
    const options = page.getByLabel(app.t("page.language"), { exact: true }).getByRole("option");
    await expect(options).toHaveText(["English", "简体中文", "繁體中文"]);
  }
});

test("a language changed again and again keeps nothing of the page before", async ({ browser }) => {
  // Without the fixed time of the other tests, which keeps timers of its own.
  const page = await browser.newPage();
  await page.goto("/en/landed-cost/");
  await page.locator("#answer .big").waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const count = async (): Promise<number[]> => {
    await page.waitForTimeout(1_500);
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    return ["Nodes", "JSEventListeners"].map((name) => metrics.find((one) => one.name === name)?.value ?? Number.NaN);
  };
  const around = async (): Promise<void> => {
    for (const language of ["zh-Hans", "en"]) {
      await page.selectOption("#language", language);
      await page.waitForFunction((language) => document.documentElement.lang === language, language);
      await page.locator("#details .card").first().waitFor();
      await page.waitForTimeout(200);
    }
  };
  await around();
  const [nodes, listeners] = await count();
  for (let times = 0; times < 3; times++) await around();
  const [later, more] = await count();
  // Each change makes all some thousand of them anew.
  expect(later).toBeLessThan(nodes * 1.1);
  expect(more).toBeLessThan(listeners * 1.1);
  await page.close();
});
