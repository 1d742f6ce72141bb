import type { Language } from "./words";
import { App, expect, test } from "./suanpan";

// Figures: facts/logistics.md §4 (W01 to W08) and the cards of data/, worked out by hand beside each.

async function blank(app: App, language: Language, destination: string): Promise<void> {
  await app.open("", language);
  await app.button("page.start-again").click();
  await app.field("destination").selectOption(destination);
}

for (const language of ["en", "zh-Hans"] as const) {
  test.describe(language, () => {
    test("a light parcel to the US: every service with its price, days and duty", async ({ app }) => {
      await blank(app, language, "US");
      await app.parcel("350", ["20", "15", "8"]);
      // 0.35 × 96 + 20; 25 + 0.35 × 85; 180 + 28.5 %
      await app.expectPrices({ "special-line-general": "53.60", "postal-packet": "54.75", express: "231.30" });
      await expect(app.total).toHaveText("CNY53.60");
      await expect(app.answer).toContainText(app.t("ranking.shipping-cost.head", { what: app.t("service.special-line-general") }));
      await expect(app.answer.locator(".say")).toHaveText(
        app.t("decision.cheapest", {
          best: app.t("service.special-line-general"),
          next: app.t("service.postal-packet"),
          more: "CNY\u00a01.15",
        }),
      );
      await expect(app.rank("special-line-general")).toContainText(app.t("days.working", { from: 6, to: 12 }));
      await expect(app.rank("postal-packet")).toContainText(app.t("days.calendar", { from: 10, to: 25 }));
      await expect(app.rank("express")).toContainText(app.t("duty.on-request"));
      await expect(app.rank("special-line-general")).toContainText(app.t("duty.not-stated"));
      await expect(app.rank("special-line-general")).toContainText(app.t("ranking.shipping-cost.best"));
      await expect(app.answer).toContainText(app.t("note.DUTY_ON_TOP"));
    });

    test("express of a bulky, remote parcel: sides rounded up, fuel on freight and remote area", async ({ app }) => {
      await blank(app, language, "US");
      await app.unit("weight").selectOption("kg");
      await app.parcel("4.1", ["48.2", "33.1", "25.4"]);
      await app.unfold("group.services");
      await app.field("remote").check();
      // W08: 49 × 34 × 26 ÷ 5000 → 9 kg; 180 + 17 × 42; 200; 28.5 %
      await app.expectPrices({ express: "1,405.79", "special-line-general": "463.87", "postal-packet": null });
      await app.choose("express");
      await expect(app.line("line.freight")).toContainText("894.00");
      await expect(app.line("line.remote")).toContainText("200.00");
      await expect(app.line("line.fuel")).toContainText("311.79");
      await expect(app.answer.locator(".bill .sum").first()).toContainText("CNY\u00a01,405.79");
    });

    test("a refused service says why, in words and figures", async ({ app }) => {
      await blank(app, language, "US");
      await app.parcel("2001", ["60", "20", "10"]);
      await app.expectPrices({ "postal-packet": null, "special-line-general": null, express: "447.18" });
      await expect(app.rank("postal-packet")).toContainText(app.t("problem.E_WEIGHT", { found: "2.001\u00a0kg", limit: "2\u00a0kg" }));
      await expect(app.rank("special-line-general")).toContainText(app.t("problem.E_BOX", { found: "60\u00a0cm", limit: "55\u00a0cm" }));
      await expect(app.answer.locator(".say")).toHaveText(app.t("decision.cheapest", { best: app.t("service.postal-parcel"), next: app.t("service.ems"), more: "CNY\u00a0165.00" }));
      await expect(app.rank("postal-packet").getByRole("button")).toHaveCount(0);
    });

    test("a roll has limits and prices of its own", async ({ app }) => {
      await blank(app, language, "JP");
      await app.parcel("640", ["80", "12"]);
      // W03 and W06: 16 + 0.64 × 38; 80 × 12 × 12 ÷ 8000 = 1.44 → 29 + 2 × 4
      await app.expectPrices({ "postal-packet": "40.32", "special-line-general": "37.00", express: "267.28" });
      await app.side("length").fill("81");
      await expect(app.rank("postal-packet")).toContainText(app.t("problem.E_ROLL_SUM", { found: "105\u00a0cm", limit: "104\u00a0cm" }));
      await app.row(1).getByRole("button", { name: app.t("page.as-box") }).click();
      await expect(app.side("height")).toHaveValue("");
      await expect(app.side("length")).toHaveValue("81");
    });
  });
}

test("band edges: at 0.7 kg to the US one gram more is cheaper, and the page says so", async ({ app }) => {
  await blank(app, "en", "US");
  await app.unit("weight").selectOption("kg");
  await app.parcel("0.7", ["20", "15", "8"]);
  // W04: 95 × 0.7 + 20 = 86.50, and 94 × 0.701 + 13 = 78.89 a gram later
  await app.expectPrices({ "postal-packet": "84.50", "special-line-general": "86.50", express: "285.27" });
  await app.choose("special-line-general");
  await expect(app.answer.getByText("1\u00a0g more saves CNY\u00a07.61")).toBeVisible();
  await app.field("weight", 1).fill("0.701");
  await app.expectPrices({ "special-line-general": "78.89", "postal-packet": "84.59" });
  await expect(app.answer.getByText("more saves")).toHaveCount(0);
});

test("a warning of the cheapest service stands beside the headline", async ({ app }) => {
  await app.open("#v=1&t=sc&p=2_350g_20x15x8cm&p=_0.7kg_20x15x8cm&dt=2026-11-22&k=hand");
  await expect(app.total).toHaveText("CNY193.70"); // 2 × 53.60 + 86.50
  await expect(app.answer.locator("#worth")).toContainText("1\u00a0g more saves CNY\u00a07.61");
});

test("volume counts, and the page says so", async ({ app }) => {
  await blank(app, "en", "US");
  await app.parcel("1200", ["40", "30", "20"]);
  // W05 with divisor 8000: 3 kg × 89 + 13
  await app.expectPrices({ "special-line-general": "280.00" });
  await app.choose("special-line-general");
  await expect(app.answer).toContainText("Parcel 1 is billed by volume: 3\u00a0kg instead of 1.2\u00a0kg");
});

test("without a size the page says what is not counted", async ({ app }) => {
  await blank(app, "en", "US");
  await app.parcel("350");
  await expect(app.total).toHaveText("CNY53.60");
  await expect(app.answer).toContainText(app.t("note.SIZE_MISSING", { row: 1 }));
});

test("nothing typed: the answer says what it needs, and no field shouts", async ({ app }) => {
  await blank(app, "en", "US");
  await expect(app.answer).toContainText(app.t("page.empty"));
  const asked = [app.t("field.weight.required"), app.t("field.parcels.required")];
  await expect(app.inputs.getByText(asked[0]!).or(app.inputs.getByText(asked[1]!))).toBeVisible();
  await expect(app.field("weight", 1)).toHaveAttribute("aria-invalid", "false");
});

test("no service: every reason stands there", async ({ app }) => {
  await blank(app, "en", "BR");
  await app.unit("weight").selectOption("kg");
  await app.parcel("80", ["130", "60", "60"]);
  await expect(app.answer).toContainText(app.t("decision.none"));
  await app.expectPrices({ "special-line-general": null });
  // What has no price for Brazil at all is one sentence.
  await expect(app.rank("express")).toHaveCount(0);
  await expect(app.answer).toContainText(new RegExp(`Not meant for this shipment: .*${app.t("service.express")}`));
  await expect(app.rank("special-line-general")).toContainText(app.t("problem.E_WEIGHT", { found: "80\u00a0kg", limit: "10\u00a0kg" }));
});

test("rows are added, duplicated and removed", async ({ app }) => {
  await blank(app, "en", "US");
  await app.parcel("350", ["20", "15", "8"]);
  await app.field("quantity", 1).fill("2");
  await app.expectPrices({ "special-line-general": "107.20" });
  await app.button("field.parcels.add").click();
  await app.parcel("700", ["20", "15", "8"], 2);
  await app.expectPrices({ "special-line-general": "193.70", "postal-packet": "194.00", express: "393.21" });
  await app.row(1).getByRole("button", { name: app.t("page.duplicate") }).click();
  await expect(app.field("quantity", 3)).toHaveValue("2");
  await expect(app.field("weight", 3)).toHaveValue("350");
  await app.expectPrices({ "special-line-general": "300.90" });
  await app.row(2).getByRole("button", { name: app.t("page.remove") }).click();
  await app.expectPrices({ "special-line-general": "214.40" });
  await expect(app.field("weight", 2)).toHaveValue("350");
  await app.row(1).getByRole("button", { name: app.t("page.remove") }).click();
  await app.expectPrices({ "special-line-general": "107.20" });
  await expect(app.row(2)).toHaveCount(0);
});

test("a problem in one row leaves the others counted, and is said", async ({ app }) => {
  await app.open("#v=1&t=sc&p=_350g_20x15x8cm&p=0_1kg&p=_2kg_30x20x10cm&d=DE&dt=2026-11-22&k=hand");
  await expect(app.total).toHaveText("CNY161.50");
  await expect(app.field("quantity", 2)).toHaveAttribute("aria-invalid", "true");
  await expect(app.page.getByText(app.t("problem.ROWS_LEFT_OUT"))).toBeVisible();
});

test("rows pasted from a spreadsheet", async ({ app }) => {
  await blank(app, "en", "US");
  await app.paste(app.field("quantity", 1), "2\t350 g\t20x15x8 cm\r\n1\t0.7 kg\t20\t15\t8\r\n");
  await app.expectPrices({ "special-line-general": "193.70" });
  await expect(app.field("quantity", 1)).toHaveValue("2");
  await expect(app.side("height", 2)).toHaveValue("8");
});

test("pasted rows go behind rows that hold something, and can be taken back", async ({ app }) => {
  await blank(app, "en", "US");
  await app.parcel("350", ["20", "15", "8"]);
  await app.paste(app.field("weight", 1), "1\t0.7 kg\t20x15x8 cm\n1\t1 kg\t20x15x8 cm");
  await expect(app.row(3)).toBeVisible();
  await expect(app.field("weight", 1)).toHaveValue("350");
  await app.button("page.undo").click();
  await expect(app.row(2)).toHaveCount(0);
  await expect(app.field("weight", 1)).toHaveValue("350");
});

test("one pasted figure is no table", async ({ app }) => {
  await blank(app, "en", "US");
  await app.paste(app.field("weight", 1), "350\n");
  await expect(app.field("weight", 1)).toHaveValue("350");
  await expect(app.row(2)).toHaveCount(0);
});

test("the delivery zone is asked for Australia alone", async ({ app }) => {
  await blank(app, "en", "AU");
  await app.parcel("480", ["20", "15", "8"]);
  await expect(app.field("zone")).toBeVisible();
  await app.expectPrices({ "special-line-general": "31.68", "postal-packet": "42.96", express: "192.75" });
  await app.field("zone").selectOption(app.t("choice.zone.3"));
  await app.expectPrices({ "special-line-general": "61.08" }); // 0.48 × 21 + 51
  await app.field("destination").selectOption("DE");
  await expect(app.field("zone")).toBeHidden();
  await app.expectPrices({ "special-line-general": "46.00" });
  await app.field("destination").selectOption("AU");
  await app.expectPrices({ "special-line-general": "61.08" });
});

test("remote area, duty paid and a fuel rate of one's own", async ({ app }) => {
  await blank(app, "en", "US");
  await app.parcel("350", ["20", "15", "8"]);
  await app.unfold("group.services");
  await app.field("remote").check();
  await app.expectPrices({ express: "488.30" }); // 180 + 200 + 28.5 % of 380
  await app.field("duty-paid").check();
  await app.expectPrices({ express: "638.30" }); // + 150
  await expect(app.rank("express")).toContainText(app.t("duty.billed-to-sender"));
  await app.field("fuel-percent").fill("20");
  await app.expectPrices({ express: "606.00" });
  await app.choose("express");
  await expect(app.line("line.duty-paid")).toContainText("150.00");
  await expect(app.line("line.fuel")).toContainText("76.00");
  await expect(app.line("line.fuel")).toContainText(app.t("status.own"));
  const group = app.fold("group.services");
  await group.locator("summary").click();
  await expect(group.locator("summary")).toContainText(app.t("field.remote.label"));
  await expect(group.locator("summary")).toContainText("20%");
});

test("another currency, by the sample rate and by one's own", async ({ app, page }) => {
  await blank(app, "en", "US");
  await app.parcel("350", ["20", "15", "8"]);
  await app.unfold("group.currency");
  await expect(app.field("exchange-rate")).toBeHidden();
  await app.field("currency").selectOption("USD");
  await expect(app.total).toHaveText("USD7.55"); // 53.60 ÷ 7.1
  await expect(app.answer).toContainText(app.t("note.SAMPLE_EXCHANGE_RATE", { currency: "USD", rate: "7.1" }));
  await app.field("exchange-rate").fill("7");
  await expect(app.total).toHaveText("USD7.66");
  await app.field("exchange-spread").fill("2");
  await expect(app.total).toHaveText("USD7.81"); // ÷ 0.98
  await app.expectPrices({ "special-line-general": "7.81", "postal-packet": "7.98", express: "33.72" });
  await expect(app.answer.locator(".bill .sum").nth(0)).toContainText("CNY\u00a053.60");
  await expect(app.answer.locator(".bill .sum").nth(1)).toContainText("USD\u00a07.81");
  await page.locator("header").getByLabel(app.t("page.currency")).selectOption("CNY");
  await expect(app.total).toHaveText("CNY53.60");
  await expect(app.field("currency")).toHaveValue("CNY");
});

test("a currency without cents, and one without a sample rate", async ({ app }) => {
  await blank(app, "en", "JP");
  await app.parcel("350", ["20", "15", "8"]);
  await app.unfold("group.currency");
  await app.field("currency").selectOption("JPY");
  await expect(app.total).toHaveText("JPY617"); // 29 ÷ 0.047
  await app.field("currency").selectOption("SEK");
  await expect(app.total).toHaveText("CNY29.00");
  await expect(app.said(app.field("exchange-rate"))).toContainText(app.t("problem.E_EXCHANGE_RATE"));
});

test("another service shows its bill, its working and its sources", async ({ app }) => {
  await app.open();
  const bill = (service: string) => app.answer.getByRole("heading", { name: app.t("ranking.shipping-cost.bill", { what: app.t(`service.${service}`) }) });
  await expect(bill("special-line-general")).toBeVisible();
  await expect(app.line("line.handling")).toContainText("22.00");
  await app.choose("postal-packet");
  await expect(bill("special-line-general")).toHaveCount(0);
  await expect(app.line("line.registration")).toContainText("19.00");
  await expect(app.line("line.postage")).toContainText("21.70");
  const working = app.fold("page.working");
  await expect(working.locator("dl")).toContainText("CNY\u00a019.00 + 0.35\u00a0kg × CNY\u00a062.00/kg");
  await expect(working.locator("dl")).toContainText("CNY\u00a040.70");
  await app.unfold("page.sources");
  const sources = app.fold("page.sources");
  await expect(sources.getByRole("listitem")).toHaveCount(4);
  await expect(sources).toContainText(app.t("source.limits"));
  await expect(sources).toContainText(app.t("page.as-of", { date: "2026-11-22" }));
  await expect(sources).toContainText(app.t("status.verified"));
  await expect(sources.locator("summary")).toContainText(/\d{4}-\d\d-\d\d-[0-9a-f]{8}/);
  // The choice stays while typing.
  await app.field("weight", 1).fill("360");
  await expect(bill("postal-packet")).toBeVisible();
  await expect(app.rank("postal-packet").getByRole("button")).toHaveAttribute("aria-pressed", "true");
});

test("the working of the headline, step by step", async ({ app }) => {
  await app.open();
  const steps = app.fold("page.working").locator("dl");
  for (const words of ["20\u00a0cm × 15\u00a0cm × 8\u00a0cm ÷ 8,000", "0.35\u00a0kg × CNY\u00a050.00 + CNY\u00a022.00", "CNY\u00a039.50"]) {
    await expect(steps).toContainText(words);
  }
});

test("the import rules of the day of shipment stand there", async ({ app }) => {
  await blank(app, "en", "FR");
  await app.parcel("350", ["20", "15", "8"]);
  const duty = app.answer.getByText(app.t("notice.eu-duty-3-eur-per-line"));
  const national = app.answer.getByText(app.t("notice.fr-national-fee"));
  await app.field("shipping-date").fill("2026-06-30");
  await expect(national).toBeVisible();
  await expect(duty).toHaveCount(0);
  await app.field("shipping-date").fill("2026-07-01");
  await expect(duty).toBeVisible();
  await expect(national).toHaveCount(0);
  await app.field("destination").selectOption("US");
  await expect(duty).toHaveCount(0);
  await expect(app.answer.getByText(app.t("notice.us-no-de-minimis"))).toBeVisible();
});

test("every price says that it starts in China and rests on samples", async ({ app }) => {
  await app.open();
  await expect(app.answer).toContainText(app.t("note.ORIGIN", { country: "China" }));
  await expect(app.answer).toContainText(app.t("page.trust-all"));
  await expect(app.answer.locator(".bill")).toContainText(app.t("status.reported"));
});

test("in lb and in: the same parcel, the same price", async ({ app }) => {
  await blank(app, "en", "GB");
  await app.unit("weight").selectOption("oz");
  await app.field("weight", 1).fill("12.3459"); // 350 g
  await app.unit("size").selectOption("in");
  for (const [side, figure] of [["length", "8"], ["width", "6"], ["height", "3.125"]] as const) await app.side(side).fill(figure);
  await expect(app.total).toHaveText("CNY32.85");
});
