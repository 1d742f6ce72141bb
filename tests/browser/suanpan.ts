import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, type Locator, type Page, test as base, expect } from "@playwright/test";

import { LANGUAGES, type Language, text } from "./words";

export { expect };

export type Service = "postal-parcel" | "ems" | "postal-packet" | "special-line-general" | "express";
export type Key = "quantity" | "weight" | "destination" | "zone" | "shipping-date" | "remote" | "duty-paid" | "fuel-percent" | "currency" | "exchange-rate" | "exchange-spread";

/** That axe finds nothing on the page. */
export async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.split("\n")[1]?.trim()})`));
  expect(found).toEqual([]);
}

/** The day on which every test runs. */
const TODAY = "2026-11-22T12:00:00+08:00";

/** One mug to Germany on 2026-11-22: 39.50 by special line. */
export type ToyKey = "ware" | "count" | "price" | "stall-days" | "weather" | "umbrella-fee" | "haggling" | "luck" | "helper" | "stall-rent";

export const MUG = "v=1&t=sc&p=_350g_20x15x8cm&d=DE&dt=2026-11-22&k=tiwT";

/** The page as a user of one language meets it: by role and label. */
export class App {
  constructor(
    readonly page: Page,
    public language: Language = "en",
  ) {}

  /** A text of the page. */
  t(key: string, slots: Record<string, string | number> = {}): string {
    return text(this.language, key, slots);
  }

  /** Opens the page, with a link where one is given (`#v=1…`), and waits until it is drawn. */
  async open(carried = "", language = this.language): Promise<void> {
    this.language = language;
    await this.page.goto(`/${LANGUAGES[language]}/shipping-cost/${carried}`);
    await this.drawn();
  }

  async drawn(): Promise<void> {
    await expect(this.answer).toBeVisible();
  }

  get answer(): Locator {
    return this.page.getByRole("region", { name: this.t("page.answer"), exact: true });
  }

  get inputs(): Locator {
    return this.page.getByRole("region", { name: this.t("page.inputs"), exact: true });
  }

  /** The headline: currency and figure. */
  get total(): Locator {
    return this.answer.locator(".big");
  }

  /** That the answer is shown greyed, because it is that of before; or that it is not. */
  async expectStale(stale: boolean): Promise<void> {
    await expect(this.total.locator("xpath=ancestor-or-self::*[contains(@class, 'stale')]")).toHaveCount(stale ? 1 : 0);
    const words = this.answer.getByText(this.t("page.stale"));
    await (stale ? expect(words).toBeVisible() : expect(words).toHaveCount(0));
  }

  row(number: number): Locator {
    return this.inputs.getByRole("group", { name: this.t("page.row", { n: number }), exact: true });
  }

  /** A field by its label; fields of the list in a row. */
  field(key: Key | ToyKey, row?: number): Locator {
    const place = row === undefined ? this.inputs : this.row(row);
    return place.getByLabel(this.t(`field.${key}.label`), { exact: true });
  }

  /** A side of the size of a parcel. */
  side(name: "length" | "width" | "height" | "diameter", row = 1): Locator {
    return this.row(row).getByLabel(`${this.t("field.size.label")}: ${this.t(`page.${name}`)}`, { exact: true });
  }

  unit(of: "weight" | "size", row = 1): Locator {
    const label = this.t("page.unit-of", { field: this.t(`field.${of}.label`) });
    return this.row(row).getByLabel(label, { exact: true });
  }

  /** Types a parcel; a size of two figures is a roll. */
  async parcel(weight: string, size: string[] = [], row = 1): Promise<void> {
    await this.field("weight", row).fill(weight);
    const roll = size.length === 2;
    if (roll) await this.row(row).getByRole("button", { name: this.t("page.as-roll") }).click();
    const names = roll ? (["length", "diameter"] as const) : (["length", "width", "height"] as const);
    for (const [index, figure] of size.entries()) await this.side(names[index]!, row).fill(figure);
  }

  button(key: string): Locator {
    return this.page.getByRole("button", { name: this.t(key), exact: true });
  }

  /** What the form says below a field. */
  said(field: Locator): Locator {
    return field.locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' f ')][1]").locator(".said");
  }

  /** Opens a folded group or fold by its heading. */
  async unfold(key: string): Promise<void> {
    const fold = this.fold(key);
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  }

  /** The fold of that heading. */
  fold(key: string): Locator {
    return this.page.locator("details", { has: this.page.getByRole("heading", { name: this.t(key), exact: true }) });
  }

  get ranking(): Locator {
    return this.answer.getByRole("table", { name: this.t("ranking.shipping-cost.title"), exact: true });
  }

  /** The row of a service in the ranking. */
  rank(service: Service): Locator {
    const name = this.t(`service.${service}`).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return this.ranking.getByRole("row").filter({ has: this.page.locator("th").filter({ hasText: new RegExp(`^${name}`) }) });
  }

  /** The price of each service, in the currency of the answer; `null` where it refuses. */
  async expectPrices(prices: Partial<Record<Service, string | null>>): Promise<void> {
    for (const [service, price] of Object.entries(prices) as [Service, string | null][]) {
      if (price === null) await expect(this.rank(service)).toContainText(this.t("page.refused"));
      else await expect(this.rank(service).locator(".price .sample")).toHaveText(price);
    }
  }

  /** Shows the bill of a service. */
  async choose(service: Service): Promise<void> {
    await this.ranking.getByRole("button", { name: this.t(`service.${service}`), exact: true }).click();
    await expect(this.answer.getByRole("heading", { name: this.t("ranking.shipping-cost.bill", { what: this.t(`service.${service}`) }) })).toBeVisible();
  }

  /** A line of the shown bill. */
  line(key: string): Locator {
    return this.answer.locator(".bill").getByRole("row").filter({ hasText: this.t(key) });
  }

  /** The banner of a link: what arrived, or what there is to decide. */
  get banner(): Locator {
    return this.page.locator(".banner");
  }

  /** Opens the share sheet and answers with the address in it. */
  async share(): Promise<string> {
    await this.button("page.share").click();
    const address = this.page.getByRole("dialog").getByLabel(this.t("share.link"), { exact: true });
    await expect(address).toHaveValue(/[#]v=1&/);
    return await address.inputValue();
  }

  /** Pastes into a field as from the clipboard, where `insert` says whether the browser then inserts the text. */
  async paste(field: Locator, text: string): Promise<void> {
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await field.focus();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.press("ControlOrMeta+V");
  }
}

/** Collects what the browser complains of and what it asks other sites for. */
export function watch(page: Page, complaints: string[]): void {
  let home: string | undefined;
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!protocol.startsWith("http")) return;
    home ??= origin;
    if (origin !== home) complaints.push(`request to ${request.url()}`);
  });
}

interface Fixtures {
  /** What the browser complained of; a test that provokes a complaint takes it out. */
  complaints: string[];
  app: App;
  /** Another person's browser: nothing kept, the same site. */
  colleague: (language?: Language) => Promise<App>;
}

async function prepare(page: Page): Promise<void> {
  await page.clock.setFixedTime(new Date(TODAY));
}

/** Every test also holds that the browser reports no error, no violation of the policy and no request elsewhere. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      watch(page, complaints);
      await prepare(page);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  app: async ({ page }, use) => use(new App(page)),
  colleague: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (language = "en") => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      watch(page, complaints);
      await prepare(page);
      return new App(page, language);
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
