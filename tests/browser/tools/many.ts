// 5,000 parcels from a file: prints how long the answers and the check of a bill take, and the longest wait of the page meanwhile.

import { expect, test } from "@playwright/test";

const LINES = 5_000;

interface Watch {
  begun: number;
  longest: number;
}

for (const tool of ["many", "bill"] as const) {
  test(`${LINES} lines: ${tool}`, async ({ page }) => {
    await page.goto("/en/shipping-cost/#v=1&t=sc&p=_350g_20x15x8cm&d=US&dt=2026-11-22&k=hand");
    await expect(page.locator("#working")).toBeVisible();
    await page.locator(`#way-${tool}`).click();
    const lines = Array.from({ length: LINES }, (_, n) =>
      tool === "many"
        ? `N${n},${["US", "DE", "GB", "JP"][n % 4]},${100 + ((n * 37) % 1900)},${10 + (n % 30)},15,8`
        : `N${n},US,${0.1 + ((n * 37) % 1900) / 1000},20,15,8,${1 + (n % 5)},${30 + (n % 70)}`,
    );
    const head = tool === "many" ? "ref,country,weight (g),length,width,height" : "ref,country,weight,length,width,height,billed weight,amount";
    // Whether the page is at hand is what matters: the longest time in which nothing else could run.
    await page.evaluate((tool) => {
      const watch: Watch = { begun: 0, longest: 0 };
      Object.assign(window, { watch });
      let last = performance.now();
      const tick = () => {
        const now = performance.now();
        if (watch.begun) watch.longest = Math.max(watch.longest, now - last);
        last = now;
        setTimeout(tick, 0);
      };
      tick();
      document.getElementById(`${tool}-text-file`)!.addEventListener("change", () => (watch.begun = performance.now()), true);
    }, tool);
    const done = page.evaluate(
      (tool) =>
        new Promise<number>((resolve) => {
          const seen = new MutationObserver(() => {
            if (!document.getElementById(`${tool}-export`)) return;
            seen.disconnect();
            resolve(performance.now());
          });
          seen.observe(document.getElementById("tool")!, { subtree: true, childList: true });
        }),
      tool,
    );
    const file = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from([head, ...lines].join("\n")) };
    await page.locator(`#${tool}-text-file`).setInputFiles(file);
    const over = await done;
    const { begun, longest } = await page.evaluate(() => (window as unknown as { watch: Watch }).watch);
    console.log(`${tool}: ${LINES} lines in ${(over - begun).toFixed(0)} ms, the page waits ${longest.toFixed(0)} ms at most`);
  });
}
