import { defineConfig } from "@playwright/test";

const port = 28791;
/** The site with the toy calculator. */
export const toyPort = 28792;
/** A site that is already served, to be tested as it is. */
const site = process.env.SUANPAN_SITE;

/** The built site, as `cargo xtask serve` serves it, in the system's Chromium. */
export default defineConfig({
  testMatch: "*.spec.ts",
  testIgnore: site ? "toy.spec.ts" : [],
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Generous: the machines that run this are small and busy.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 2,
  reporter: "list",
  use: {
    baseURL: site ?? `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: site ? undefined : [serve(port), serve(toyPort, "--toy")],
});

function serve(port: number, ...options: string[]) {
  return {
    command: ["cargo xtask serve --no-build --port", port, ...options].join(" "),
    cwd: "../..",
    url: `http://127.0.0.1:${port}/en/`,
    timeout: 120_000,
    reuseExistingServer: false,
  };
}
