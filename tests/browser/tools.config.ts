import base from "./playwright.config";

/** Not tests: `npm run bench` measures, `npm run shots` makes pictures. */
export default { ...base, testMatch: "tools/*.ts", workers: 1, timeout: 300_000 };
