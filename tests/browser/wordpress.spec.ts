import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { type Locator, type Page, expect, test as base } from "@playwright/test";

import { PASSWORD, USER, start } from "../wordpress/start.mjs";
import { watch } from "./suanpan";

/** A WordPress that runs already (`node tests/wordpress/start.mjs`); else one is started for these tests. */
let wordpress = process.env.SUANPAN_WORDPRESS?.replace(/\/$/, "") ?? "";

const CALCULATORS = ["shipping-cost", "landed-cost", "reorder-point", "logistics-mode", "compliance"];

/** Every page of every test: no complaint of the browser, nothing from elsewhere, no notice of PHP. */
const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      watch(page, complaints);
      page.on("response", async (response) => {
        if (!response.headers()["content-type"]?.startsWith("text/html") || response.status() >= 300) return;
        const html = await response.text().catch(() => "");
        const notice = /(?:Notice|Warning|Fatal error|Parse error)(?:<\/b>)?: .{0,200}|.{0,200}plugins\/suanpan\/[\w/]+\.php.{0,80}/.exec(html)?.[0];
        if (notice) complaints.push(`${response.url()}: ${notice}`);
      });
      // A clock that goes on: the editor waits by it until somebody has stopped typing.
      await page.clock.setSystemTime(new Date("2026-11-22T12:00:00+08:00"));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

// In their order and by one worker: there is one WordPress.
test.describe.configure({ mode: "default" });

let stop: (() => Promise<void>) | undefined;
test.beforeAll(async () => {
  test.setTimeout(600_000); // the first time, packages are installed
  if (wordpress) return;
  const started = await start();
  wordpress = started.address;
  stop = started.stop;
});
test.afterAll(async () => {
  await stop?.();
});

async function login(page: Page, user = USER): Promise<void> {
  // The form moves the focus while one types: what it sends is sent without it.
  const form = { log: user, pwd: PASSWORD, testcookie: "1" };
  await page.context().request.get(`${wordpress}/wp-login.php`);
  await page.context().request.post(`${wordpress}/wp-login.php`, { form });
  await page.goto(`${wordpress}/wp-admin/`);
}

/** Sets the settings by their page, as a user does. */
async function set(page: Page, settings: Record<string, string>): Promise<void> {
  await page.goto(`${wordpress}/wp-admin/options-general.php?page=suanpan-settings`);
  for (const [key, value] of Object.entries(settings)) {
    const field = page.locator(`#suanpan-${key}`);
    await (key === "address" ? field.fill(value) : field.selectOption(value));
  }
  await page.locator("#submit").click();
  await expect(page.locator(".settings-error")).toBeVisible();
}

const DEFAULTS = { address: "", language: "", currency: "", units: "", dashboard: "shipping-cost" };

/** The frame of an element: it stands once the loader has run and the element is near. */
async function frameOf(element: Locator, folder: string, calculator: string): Promise<Locator> {
  await element.scrollIntoViewIfNeeded();
  const frame = element.locator("iframe");
  await expect(frame).toHaveAttribute("src", new RegExp(`^${wordpress}/wp-content/plugins/suanpan/site/embed/${folder}/${calculator}/\\?nonce=`));
  return frame;
}

/** The last answer below a calculator in wp-admin. */
const answer = (page: Page) => page.locator(".suanpan-answer");
const linked = (page: Page) => answer(page).locator("a");

test("the page has a tab for each calculator, which prints its element", async ({ page }) => {
  await login(page);
  await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`);
  await expect(page.locator(".nav-tab")).toHaveText(["Shipping cost", "Landed cost", "Reorder point", "Logistics mode", "Compliance"]);
  for (const calculator of CALCULATORS) {
    await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan&calculator=${calculator}`);
    await expect(page.locator(".nav-tab-active")).toHaveAttribute("href", new RegExp(`calculator=${calculator}$`));
    await frameOf(page.locator(`suanpan-${calculator}`), "en", calculator);
  }
});

test("on the dashboard the newest product is filled in, and the answer stands below", async ({ page }) => {
  await login(page);
  await page.goto(`${wordpress}/wp-admin/`);
  const element = page.locator("#suanpan suanpan-shipping-cost");
  await expect(element).toHaveAttribute("currency", "EUR");
  await expect(element).toHaveAttribute("destination", "DE"); // by the filter of the site
  await frameOf(element, "en", "shipping-cost");
  // The weight and size of the product, and the destination, have come back with the answer.
  await expect(linked(page)).toHaveAttribute("href", /\/site\/en\/shipping-cost\/#v=1&t=sc&(.*&)?p=_1\.2kg_30x20x10cm&(.*&)?d=DE&/);
  await expect(answer(page).locator("dd").first()).toHaveText(/\d/);
  await expect(answer(page).locator("dd").filter({ hasText: "EUR" })).not.toHaveCount(0);
  await expect(answer(page).locator("dt").first()).toHaveText("Shipping cost");
  await expect(answer(page).locator("dd").filter({ hasText: /^\d+(–\d+)? working days?$/ })).toHaveCount(1);
});

/** A case of each calculator that has an answer. */
const CASES = {
  "shipping-cost": "v=1&t=sc&p=_1.2kg_40x30x20cm&d=US&c=USD&k=hand",
  "landed-cost": "v=1&t=lc&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&c=EUR&k=hand",
  "reorder-point": "v=1&t=ro&m=20&s=9&l=production_15_3&l=first-leg_32_5&oh=900&k=hand",
  "logistics-mode": "v=1&t=lm&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&mo=90&pd=18&lf=50&pl=1.5&rr=4&c=EUR&k=hand",
  compliance: "v=1&t=co&es=CN&d=DE&ch=own-site&sb=post&ct=apparel&co=CN&cv=45EUR&tl=1&tc=610910&k=hand",
};

/** Has the element of a page say this, as its frame would. */
async function say(page: Page, calculator: string, outputs: Record<string, { value: string; unit?: string }>): Promise<void> {
  await page.locator(`suanpan-${calculator}`).evaluate((element, outputs) => {
    element.dispatchEvent(new CustomEvent("suanpan-result", { detail: { outputs, link: "v=1" }, bubbles: true, composed: true }));
  }, outputs);
}

test("an answer has the words of its language, and its codes where the copy has none", async ({ page, complaints }) => {
  await login(page);
  const outputs = { "cash-tied": { value: "12.5", unit: "EUR" }, "mode-days": { value: "6-10", unit: "working-days" }, "hybrid-rest": { value: "line" }, "hybrid-share": { value: "40", unit: "%" } };
  const shown = async (locale: string, expected: string[]) => {
    await page.goto(`${wordpress}/?suanpan-test-locale=${locale}`);
    await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan&calculator=logistics-mode`);
    // The frame answers first: it has an example of its own.
    await expect(answer(page)).toBeVisible();
    await say(page, "logistics-mode", outputs);
    await expect(answer(page).locator("dt, dd")).toHaveText(expected);
  };
  await shown("", ["Money tied up", "12.5 EUR", "Days on the way", "6–10 working days", "The rest goes by", "Special line", "Share of the base", "40%"]);
  await shown("zh_CN", ["占用资金", "12.5 EUR", "运输时效", "6–10 个工作日", "其余走", "专线", "备货占比", "40%"]);
  await say(page, "logistics-mode", { "mode-days": { value: "1-1", unit: "days" }, constructor: { value: "$&", unit: "kg" } });
  await expect(answer(page).locator("dt, dd")).toHaveText(["运输时效", "1 天", "constructor", "$& kg"]);
  // What the calculators answer themselves.
  for (const [calculator, link] of Object.entries(CASES)) {
    await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan&calculator=${calculator}`);
    await page.locator(`suanpan-${calculator}`).evaluate((element, link) => element.setAttribute("link", link), link);
    await expect(answer(page).locator("dt")).not.toHaveCount(0);
    for (const text of await answer(page).locator("dt").allTextContents()) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of await answer(page).locator("dd").allTextContents()) expect(text).toMatch(/^[\d.–-]+( [A-Z]{3}| k?g| 天| 个工作日|%)?$/);
  }
  // A copy of an earlier release.
  await page.route("**/embed/1/words-*.json", (route) => route.fulfill({ status: 404 }));
  await shown("", ["cash-tied", "12.5 EUR", "mode-days", "6-10 working-days", "hybrid-rest", "line", "hybrid-share", "40 %"]);
  complaints.splice(0, complaints.length, ...complaints.filter((said) => !/404|words-/.test(said)));
});

test("an answer is written as text, whatever it says", async ({ page }) => {
  await login(page);
  await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`);
  await page.locator("suanpan-shipping-cost").evaluate((element) => {
    const detail = { outputs: { "<b>cost</b>": { value: "<img src=x onerror=alert(1)>", unit: "EUR" } }, link: "v=1\"><b>" };
    element.dispatchEvent(new CustomEvent("suanpan-result", { detail, bubbles: true, composed: true }));
  });
  await expect(answer(page).locator("dd").filter({ hasText: "<img" })).toHaveText("<img src=x onerror=alert(1)> EUR");
  await expect(answer(page).locator("dl :is(b, img)")).toHaveCount(0);
});

test("beside a product stands what it costs to ship", async ({ page }) => {
  await login(page);
  await page.goto(`${wordpress}/wp-admin/edit.php?post_type=product`);
  await page.getByRole("link", { name: "“lamp” (Edit)" }).click();
  await frameOf(page.locator("#suanpan-shipping-cost suanpan-shipping-cost"), "en", "shipping-cost");
  await expect(linked(page)).toHaveAttribute("href", /p=_1\.2kg_30x20x10cm/);
});

test("settings are kept, and what is none of the choices is not", async ({ page }) => {
  await login(page);
  await set(page, { language: "zh-Hans", currency: "USD", units: "imperial", dashboard: "reorder-point" });
  await expect(page.locator("#setting-error-settings_updated")).toBeVisible();
  await expect(page.locator("#suanpan-language")).toHaveValue("zh-Hans");
  await page.goto(`${wordpress}/wp-admin/`);
  const element = page.locator("suanpan-reorder-point");
  await expect(element).toHaveAttribute("lang", "zh-Hans");
  await expect(element).toHaveAttribute("units", "imperial");
  await expect(element).toHaveAttribute("on-hand", "40");
  await frameOf(element, "zh-hans", "reorder-point");
  await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`);
  await expect(page.locator("suanpan-shipping-cost")).toHaveAttribute("currency", "USD");

  // An address that is none is refused, and the one of before is kept.
  await set(page, { address: "javascript:alert(1)" });
  await expect(page.locator("#setting-error-suanpan-address")).toBeVisible();
  await expect(page.locator("#suanpan-address")).toHaveValue("");
  // A path of this site, typed with the name of the loader.
  await set(page, { address: "/wp-content/plugins/suanpan/site/embed/1/loader.js" });
  await expect(page.locator("#suanpan-address")).toHaveValue("/wp-content/plugins/suanpan/site/");
  await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`);
  await frameOf(page.locator("suanpan-shipping-cost"), "zh-hans", "shipping-cost");
  await page.goto(`${wordpress}/wp-admin/options-general.php?page=suanpan-settings`);
  await page.locator("#suanpan-currency").evaluate((select: HTMLSelectElement) => select.add(new Option("x", "\"><script>", true, true)));
  await page.locator("#submit").click();
  await expect(page.locator("#setting-error-settings_updated")).toBeVisible();
  await expect(page.locator("#suanpan-currency")).toHaveValue("");
  await set(page, DEFAULTS);
});

test("the shortcode: fields become attributes, handlers and styles do not", async ({ page }) => {
  await page.goto(`${wordpress}/?name=shortcode`);
  const landed = page.locator("suanpan-landed-cost");
  await expect(landed).toHaveAttribute("link", "v=1&t=lc&g=_28CNY_24EUR_12&p=_350g_20x15x8cm&d=DE&c=EUR&k=hand");
  await frameOf(landed, "en", "landed-cost");
  const reorder = page.locator("suanpan-reorder-point");
  await frameOf(reorder, "en", "reorder-point");
  expect(await reorder.evaluate((element) => Object.fromEntries(["lang", "currency", "max-height", "on-hand", "demand-mean", "onclick", "style"].map((name) => [name, element.getAttribute(name)])))).toEqual({
    lang: "en",
    currency: "USD",
    "max-height": "900",
    "on-hand": "900",
    "demand-mean": "20",
    onclick: null,
    style: null,
  });
  await expect(page.locator("suanpan-shipping-cost")).not.toHaveAttribute("link");
  // A visitor does not read what is wrong with a page.
  await expect(page.locator("main")).not.toContainText("no such calculator");
});

test("the block on a published post hands on lists as well", async ({ page }) => {
  const links: string[] = [];
  await page.exposeFunction("tell", (link: string) => links.push(link));
  await page.addInitScript(() => {
    document.addEventListener("suanpan-result", (event) => (window as unknown as { tell(link: string): void }).tell((event as CustomEvent).detail.link));
  });
  await page.goto(`${wordpress}/?name=block`);
  const element = page.locator(".wp-block-suanpan-calculator suanpan-shipping-cost");
  await frameOf(element, "zh-hant", "shipping-cost");
  await expect(element).toHaveAttribute("max-height", "1200");
  await expect.poll(() => links.at(-1)).toMatch(/^v=1&t=sc&p=_350g_20x15x8cm&d=DE&/);
});

test("the block in the editor: it shows a frame, and what is set is kept", async ({ page }) => {
  await login(page);
  await page.goto(`${wordpress}/?name=block`);
  await page.locator("#wp-admin-bar-edit a").click();
  // Later versions have the canvas in a frame.
  const inFrame = page.locator("iframe[name='editor-canvas']");
  await inFrame.or(page.locator("[data-type='suanpan/calculator']")).first().waitFor();
  const block = ((await inFrame.count()) ? inFrame.contentFrame() : page).locator("[data-type='suanpan/calculator']");
  const frame = block.locator("iframe");
  await expect(frame).toHaveAttribute("src", /\/site\/embed\/zh-hant\/shipping-cost\/$/);
  await block.click({ position: { x: 5, y: 5 } });
  const fields = page.getByLabel("Fields", { exact: true });
  await expect(fields).toHaveValue('destination=DE\nparcels=[{"weight":"350g","size":"20x15x8cm"}]');
  await fields.fill('destination=FR\nparcels=[{"weight":"400g"}]');
  await page.getByLabel("Calculator", { exact: true }).selectOption("landed-cost");
  await expect(frame).toHaveAttribute("src", /\/zh-hant\/landed-cost\/$/);
  await page.getByRole("button", { name: /^(Update|Save)$/ }).click();
  await expect(page.locator(".components-snackbar")).toContainText("updated");
  await page.goto(`${wordpress}/?name=block`);
  await expect(page.locator("suanpan-landed-cost")).toHaveAttribute("destination", "FR");
  await expect(page.locator("suanpan-landed-cost")).toHaveAttribute("data-suanpan-fields", /"weight":"400g"/);
});

test("the block says what it cannot read, keeps it, and locks and hides fields", async ({ page }) => {
  await login(page);
  const fields = page.getByLabel("Fields", { exact: true });
  const problems = page.locator(".suanpan-problems > span");
  const edit = async () => {
    await page.goto(`${wordpress}/?name=block`);
    await page.locator("#wp-admin-bar-edit a").click();
    const inFrame = page.locator("iframe[name='editor-canvas']");
    await inFrame.or(page.locator("[data-type='suanpan/calculator']")).first().waitFor();
    const block = ((await inFrame.count()) ? inFrame.contentFrame() : page).locator("[data-type='suanpan/calculator']");
    await block.locator("iframe").waitFor();
    await block.click({ position: { x: 5, y: 5 } });
    await expect(fields).toBeVisible();
  };
  const save = async () => {
    await page.getByRole("button", { name: /^(Update|Save)$/ }).click();
    await expect(page.locator(".components-snackbar")).toContainText("updated");
  };

  await edit();
  await expect(problems).toHaveCount(0);
  const unread = ["locked=destination", "foo", 'parcels=[{"weight":"350g"', "onclick=alert(1)", "currency=XXX", "destination=ES"];
  await fields.fill(["destination=IT", ...unread].join("\n"));
  await expect(problems).toHaveCount(unread.length);
  for (const [index, why] of ["box of its own", "a name and a value", "list of rows", "no field", "no currency", "a line above"].entries()) {
    await expect(problems.nth(index)).toContainText(`Line ${index + 2}, “${unread[index]}”: `);
    await expect(problems.nth(index)).toContainText(why);
  }
  // They are said where they are typed, also to who does not see it.
  await expect(fields).toHaveAccessibleDescription(/Line 3, “foo”/);
  await page.getByLabel("Locked fields").fill("destination, currency");
  await expect(problems.filter({ hasText: "“destination,”" })).toHaveCount(1);
  await page.getByLabel("Locked fields").fill("destination currency");
  await page.getByLabel("Hidden fields").fill("remote");
  await expect(problems).toHaveCount(unread.length);
  await save();

  await page.goto(`${wordpress}/?name=block`);
  const element = page.locator("suanpan-landed-cost");
  await expect(element).toHaveAttribute("destination", "IT");
  await expect(element).toHaveAttribute("locked", "destination currency");
  await expect(element).toHaveAttribute("hidden-fields", "remote");
  expect(await element.evaluate((element) => ["foo", "onclick", "currency", "data-suanpan-fields"].filter((name) => element.hasAttribute(name)))).toEqual([]);

  // Nothing is lost: the lines are there again, and one that is mended is used.
  await edit();
  await expect(fields).toHaveValue(["destination=IT", ...unread].join("\n"));
  await expect(problems).toHaveCount(unread.length);
  await expect(page.getByLabel("Locked fields")).toHaveValue("destination currency");
  await expect(page.getByLabel("Hidden fields")).toHaveValue("remote");
  await fields.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(area.value.indexOf("350g\"") + 5, area.value.indexOf("350g\"") + 5));
  await fields.pressSequentially("}]");
  await expect(problems).toHaveCount(unread.length - 1);
  await expect(fields).toHaveValue(/^destination=IT\nlocked=destination\nfoo\nparcels=\[\{"weight":"350g"\}\]\nonclick/);
  await save();
  await page.goto(`${wordpress}/?name=block`);
  await expect(element).toHaveAttribute("data-suanpan-fields", /"weight":"350g"/);
});

test("who may see what", async ({ page, complaints }) => {
  await login(page, "editor");
  await expect(page.locator("#suanpan suanpan-shipping-cost")).toBeVisible();
  expect((await page.goto(`${wordpress}/wp-admin/options-general.php?page=suanpan-settings`))?.status()).toBe(403);
  await page.context().clearCookies();
  await login(page, "subscriber");
  await page.goto(`${wordpress}/wp-admin/`);
  await expect(page.locator("suanpan-shipping-cost")).toHaveCount(0);
  expect((await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`))?.status()).toBe(403);
  complaints.splice(0, complaints.length, ...complaints.filter((said) => !said.includes("403")));
});

test("in Chinese the plugin's own words are Chinese, and so is the calculator", async ({ page }) => {
  await login(page);
  for (const [locale, folder, name, heading, description] of [
    ["zh_CN", "zh-hans", "运费", "最近一次结果", "给跨境卖家用的计算器"],
    ["zh_TW", "zh-hant", "運費", "最近一次結果", "給跨境賣家用的計算器"],
  ] as const) {
    await page.goto(`${wordpress}/?suanpan-test-locale=${locale}`);
    await page.goto(`${wordpress}/wp-admin/admin.php?page=suanpan`);
    await expect(page.locator(".nav-tab").first()).toHaveText(name);
    await frameOf(page.locator("suanpan-shipping-cost"), folder, "shipping-cost");
    await expect(answer(page).locator("h3")).toHaveText(heading);
    await page.goto(`${wordpress}/wp-admin/`);
    await expect(answer(page).locator("dt").first()).toHaveText(name);
    await page.goto(`${wordpress}/wp-admin/plugins.php`);
    await expect(page.locator("[data-slug='suanpan'] .plugin-description")).toContainText(description);
  }
  await page.goto(`${wordpress}/?suanpan-test-locale=`);
});

test("every file of PHP can be read, and every word is there in Chinese", () => {
  const kit = fileURLToPath(new URL("../../kits/wordpress/", import.meta.url));
  const files = readdirSync(`${kit}suanpan`, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".php") && !path.startsWith("site"));
  for (const file of files) execFileSync("php", ["-l", `${kit}suanpan/${file}`], { stdio: "pipe" });
  execFileSync("node", [`${kit}words.mjs`, "--check"], { stdio: "pipe" });
});
