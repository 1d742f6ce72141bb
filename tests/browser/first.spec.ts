import { fileURLToPath } from "node:url";

import { App, MUG, expect, test } from "./suanpan";
import { serve } from "./static-host.js";
import { LANGUAGES, TAGS, text } from "./words";

for (const language of TAGS) {
  test(`the page opens on the solved example: ${language}`, async ({ app, page }) => {
    await app.open("", language);
    await expect(page.locator(".skeleton")).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(app.t("calculator.shipping-cost.question"));
    const example = page.locator(".example");
    await expect(example).toContainText(app.t("page.example"));
    await expect(example).toContainText(app.t("example.shipping-cost.mug"));
    await expect(app.total).toHaveText("CNY39.50");
    await app.expectPrices({ "special-line-general": "39.50", "postal-packet": "40.70", express: "224.88" });
    await expect(app.answer).toContainText(app.t("page.trust-all"));
  });
}

test("the example is marked until the first edit", async ({ app, page }) => {
  await app.open();
  await app.field("weight", 1).fill("351");
  await expect(page.locator(".example")).toBeHidden();
});

test("the server sends the policy, and the page has it for hosts that do not", async ({ request }) => {
  const response = await request.get("/en/shipping-cost/");
  const policy = response.headers()["content-security-policy"];
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
  expect(await response.text()).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval';`);
});

test("a script that the page does not bring is refused", async ({ app, page, complaints }) => {
  await app.open();
  const ran = await page.evaluate(async () => {
    const refused = new Promise((resolve) => document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)));
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return [await refused, "ran" in window];
  });
  expect(ran).toEqual(["script-src-elem", false]);
  expect(complaints.splice(0).join()).toContain("Content Security Policy");
});

for (const [locale, folder] of [
  ["en-GB", "en"],
  ["zh-CN", "zh-hans"],
  ["zh-SG", "zh-hans"],
  ["zh-TW", "zh-hant"],
  ["zh-HK", "zh-hant"],
  ["de-DE", "en"],
] as const) {
  test.describe(() => {
    test.use({ locale });
    test(`the root leads a visitor of ${locale} to /${folder}/`, async ({ page }) => {
      await page.goto("/");
      await expect(page).toHaveURL(new RegExp(`/${folder}/shipping-cost/$`));
    });
  });
}

for (const start of ["/", "/en/", "/zh-hant/"]) {
  test(`${start} keeps what the address carries`, async ({ page }) => {
    await page.goto(`${start}?from=singlemessage#answer`);
    await expect(page).toHaveURL(/\/(en|zh-hant)\/shipping-cost\/\?from=singlemessage#answer$/);
  });

  test(`a link to ${start} opens`, async ({ page, app }) => {
    if (start === "/zh-hant/") app.language = "zh-Hant";
    await page.goto(`${start}#${MUG}`);
    await expect(page).toHaveURL(/\/shipping-cost\/$/);
    await expect(app.banner).toContainText(app.t("link.from"));
    await expect(app.total).toHaveText("CNY39.50");
  });
}

test("every language names the others, and they are there", async ({ page, request }) => {
  for (const path of ["/", ...Object.values(LANGUAGES).map((folder) => `/${folder}/shipping-cost/`)]) {
    const html = await (await request.get(path)).text();
    const links = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)];
    expect(links.map(([, language]) => language)).toEqual(["en", "zh-Hans", "zh-Hant", "x-default"]);
    for (const [, , href] of links) {
      expect(href).not.toMatch(/^(\/|https?:)/);
      expect((await request.get(new URL(href!, new URL(path, test.info().project.use.baseURL)).href)).status()).toBe(200);
    }
  }
  await page.goto("/zh-hans/shipping-cost/");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

test("an unknown address gets the page that says so", async ({ page, complaints }) => {
  const response = await page.goto("/en/no-such-calculator/");
  expect(response?.status()).toBe(404);
  await expect(page.locator("body")).toContainText(text("en", "html.not-found"));
  complaints.splice(0); // the browser reports the 404 itself
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  for (const language of TAGS) {
    test(`the question stands there and why nothing more comes: ${language}`, async ({ page }) => {
      await page.goto(`/${LANGUAGES[language]}/shipping-cost/`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(text(language, "calculator.shipping-cost.question"));
      await expect(page.locator("noscript p")).toHaveText(text(language, "html.no-script"));
      await expect(page).toHaveTitle(`${text(language, "calculator.shipping-cost.name")} · ${text(language, "app.name")}`);
    });
  }

  test("the root offers the languages", async ({ page }) => {
    await page.goto("/");
    for (const [tag, folder] of Object.entries(LANGUAGES)) {
      await expect(page.locator(`a[hreflang="${tag}"]`)).toHaveAttribute("href", `${folder}/shipping-cost/`);
    }
  });
});

test("without its wasm the page says why and keeps its heading", async ({ page, complaints }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/en/shipping-cost/");
  await expect(page.getByRole("alert")).toContainText(text("en", "html.failed"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(complaints.splice(0)).not.toHaveLength(0);
});

test.describe("below a sub-path of another host", () => {
  let host: Awaited<ReturnType<typeof serve>>;
  test.beforeAll(async () => {
    host = await serve(fileURLToPath(new URL("../../dist", import.meta.url)), "/tools/suanpan/");
  });
  test.afterAll(() => host.server.close());

  test("everything works", async ({ page }) => {
    const paths: string[] = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    await page.goto(`${host.origin}/tools/suanpan/`);
    await expect(page).toHaveURL(`${host.origin}/tools/suanpan/en/shipping-cost/`);
    const app = new App(page);
    await expect(app.total).toHaveText("CNY39.50");
    expect(await app.share()).toContain(`${host.origin}/tools/suanpan/en/shipping-cost/#v=1&`);
    await expect(page.getByRole("img", { name: app.t("share.qr") })).toBeVisible();
    await page.getByRole("dialog").getByRole("button", { name: app.t("page.close") }).click();
    await page.getByLabel(app.t("page.language")).selectOption("zh-Hans");
    app.language = "zh-Hans";
    await expect(page).toHaveURL(`${host.origin}/tools/suanpan/zh-hans/shipping-cost/`);
    await app.drawn();
    await page.reload();
    await expect(app.total).toHaveText("CNY39.50");
    expect(paths.filter((path) => !path.startsWith("/tools/suanpan/"))).toEqual([]);
  });
});
