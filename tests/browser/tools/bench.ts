// A keystroke to the new answer: types 60 keys into the weight of a case of three rows and prints how long each took.

import { expect, test } from "@playwright/test";

const KEYS = 60;
const CASE = "v=1&t=sc&p=3_350g_20x15x8cm&p=2_0.7kg_20x15x8cm&p=_1.2kg_40x30x20cm&d=US&dt=2026-11-22&c=USD&ra=1&k=hand";

interface Times {
  /** Until the headline is in the document, and until it is laid out; milliseconds. */
  changed: number[];
  laidOut: number[];
}

test("keystroke to answer", async ({ page }) => {
  await page.goto(`/en/shipping-cost/#${CASE}`);
  const weight = page.getByLabel("Weight of one", { exact: true }).first();
  await expect(weight).toHaveValue("350");
  await page.evaluate(() => {
    const times: Times = { changed: [], laidOut: [] };
    Object.assign(window, { times });
    const headline = () => document.querySelector(".big")?.textContent;
    let shown = headline();
    let typed = 0;
    addEventListener("input", () => (typed = performance.now()), { capture: true });
    new MutationObserver(() => {
      if (headline() === shown || !headline()) return;
      shown = headline();
      times.changed.push(performance.now() - typed);
      document.body.getBoundingClientRect();
      times.laidOut.push(performance.now() - typed);
    }).observe(document.getElementById("answer")!, { subtree: true, childList: true, characterData: true });
  });
  const count = () => page.evaluate(() => (window as unknown as { times: Times }).times.changed.length);
  await weight.focus();
  await page.keyboard.press("End");
  // 350 → 3501 → 350 → 35 → 359 → 35 → 350 → …
  const keys = ["1", "Backspace", "Backspace", "9", "Backspace", "0"];
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press(keys[key % keys.length]!);
    await expect.poll(count, { intervals: [10] }).toBe(key + 1);
  }
  const { changed, laidOut } = await page.evaluate(() => (window as unknown as { times: Times }).times);
  for (const [what, times] of [["new headline in the document", changed], ["and laid out", laidOut]] as const) {
    const sorted = [...times].sort((one, other) => one - other);
    const at = (share: number) => `${sorted[Math.ceil(share * sorted.length) - 1]!.toFixed(1)} ms`;
    console.log(`keystroke to ${what}: median ${at(0.5)}, p95 ${at(0.95)}, of ${sorted.length}`);
  }
});
