// Pictures of the page to look at, written to shots/.

import { type Page, test } from "@playwright/test";

import { App } from "../suanpan";
import { TAGS } from "../words";

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 375, height: 740 } };
const MIXED = "v=1&t=sc&p=3_450g_25x20x10cm&p=_2.1kg_48.2x33.1x25.4cm&d=GB&dt=2026-11-22&ra=1&c=GBP&k=hand";

const STATES: Record<string, (app: App) => Promise<void>> = {
  example: async () => {},
  mixed: async (app) => {
    await app.page.getByLabel(app.t("page.examples"), { exact: true }).selectOption({ label: app.t("example.shipping-cost.mixed") });
    const folded = app.page.locator("details:not([open]) > summary").filter({ visible: true });
    while ((await folded.count()) > 0) await folded.first().click();
  },
  problems: async (app) => {
    await app.field("weight", 1).fill("35x");
    await app.side("width").fill("");
    await app.field("quantity", 1).fill("20000");
  },
  empty: async (app) => app.button("page.start-again").click(),
  link: async (app) => {
    await app.page.evaluate((link) => void (location.hash = `${link}`), MIXED.replace("k=hand", "r=2025-01-01-0badcafe&y=41&k=hand"));
    await app.banner.first().waitFor();
  },
};

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `shots/${name}.png`, fullPage: true });
}

for (const language of TAGS) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`${language} ${colorScheme} ${size}`, async ({ browser, baseURL }) => {
        for (const [state, arrive] of Object.entries(STATES)) {
          const context = await browser.newContext({ baseURL, viewport, colorScheme });
          const app = new App(await context.newPage(), language);
          await app.open();
          await arrive(app);
          await shoot(app.page, `${state}-${size}-${colorScheme}-${language}`);
          if (state === "example") {
            await app.share();
            await app.page.getByRole("img", { name: app.t("share.qr") }).waitFor();
            await app.page.screenshot({ path: `shots/share-${size}-${colorScheme}-${language}.png` });
          }
          await context.close();
        }
      });
    }
  }
}

test("print", async ({ page }) => {
  const app = new App(page);
  await app.open(`#${MIXED}`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await shoot(page, "print");
});
