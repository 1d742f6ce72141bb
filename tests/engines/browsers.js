// Starts the system's Firefox and WebKit, each with a home of its own, and drives them.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../browser/free-port.js";
import { idOf, overHttp, overMarionette } from "./wire.js";

/** How long anything may take: the machines that run this are small and busy. */
const PATIENCE = 30_000;

/** What `holds` gives once it is neither false nor an error. */
export async function until(what, holds) {
  let last;
  for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
    try {
      last = await holds();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${PATIENCE / 1000} s: ${what}; at last: ${last}`);
}

/** A browser with one window, in which `run` and the like go to the page or, within `within`, to a frame of it. */
class Browser {
  /** The frame that is worked in. */
  #frame;

  constructor(send, stop, told) {
    this.send = send;
    this.stop = stop;
    /** What the browser's own console holds against pages, since the last time. */
    this.told = told;
  }

  open(url) {
    return this.send("open", { url });
  }

  /** Calls a function in the page with what can be sent. */
  run(work, ...args) {
    return this.send("run", { script: `return (${work})(...arguments)`, args });
  }

  /** The element that a function in the page gives, once it gives one. */
  element(find, ...args) {
    return until(String(find), () => this.run(find, ...args));
  }

  /** Clicks an element once it can be clicked: pages are drawn anew while they load. */
  click(selector) {
    return until(`a click on ${selector}`, async () => {
      await this.send("click", { id: await this.#shown(selector) });
      return true;
    });
  }

  /** Types in the place of what stands there. */
  fill(selector, text) {
    return until(`typing into ${selector}`, async () => {
      const id = await this.#shown(selector);
      // A frame gets the keys once it was clicked into.
      await this.send("click", { id });
      await this.send("clear", { id });
      await this.send("type", { id, text });
      return true;
    });
  }

  async choose(selector, value) {
    await this.element((selector) => document.querySelector(selector), selector);
    await this.run(
      (selector, value) => {
        const select = document.querySelector(selector);
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
      selector,
      value,
    );
  }

  /** The id of an element that is shown, in the middle of what is seen: not every engine scrolls what is around a frame. */
  async #shown(selector) {
    const [found, middle] = await this.run((selector) => {
      const one = [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
      one?.scrollIntoView({ block: "center", behavior: "instant" });
      const place = one?.getBoundingClientRect();
      return [one, place && (place.top + place.bottom) / 2];
    }, selector);
    if (!found) throw new Error(`no ${selector} is shown`);
    if (this.#frame) {
      await this.send("frame", { id: null });
      await this.run((frame, middle) => scrollBy({ top: frame.getBoundingClientRect().top + middle - innerHeight / 2, behavior: "instant" }), this.#frame, middle);
      await this.send("frame", { id: this.#frame });
    }
    return idOf(found);
  }

  /** What stands in an element once `fits` says yes. */
  text(selector, fits = Boolean) {
    return until(`${selector}: ${fits}`, async () => {
      const text = await this.run((selector) => document.querySelector(selector)?.innerText, selector);
      if (text === undefined || text === null || !fits(text)) throw new Error(text);
      return text;
    });
  }

  /** Works in the frame that a function in the page gives. */
  async within(find, args, work) {
    this.#frame = await this.element(find, ...args);
    await this.send("frame", { id: this.#frame });
    try {
      return await work();
    } finally {
      this.#frame = undefined;
      await this.send("frame", { id: null });
    }
  }
}

/** A browser that `work` starts in a place of its own; where that fails, nothing is left of it. */
const started = (work) => async () => {
  const own = place();
  try {
    return await work(own);
  } catch (error) {
    own.stop();
    throw error;
  }
};

/** A folder and programs that end with the tests. */
function place() {
  const home = mkdtempSync(join(tmpdir(), "suanpan-engines-"));
  const running = [];
  const stop = () => {
    for (const child of running.splice(0)) {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on("exit", stop);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  const env = { ...process.env, HOME: home, TZ: "Asia/Shanghai", LANG: "C.UTF-8", NO_AT_BRIDGE: "1" };
  for (const name of ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "WAYLAND_DISPLAY"]) delete env[name];
  /** Starts a program in a process group of its own, so that its workers end with it. */
  const start = (program, options, more = {}, stdio = ["ignore", "ignore", "ignore"]) => {
    const child = spawn(program, options, { detached: true, stdio, env: { ...env, ...more } });
    const ended = new Promise((_, reject) => {
      child.on("error", (error) => reject(new Error(`${program}: ${error.message}. Debian's packages: firefox-esr webkit2gtk-driver xvfb`)));
      child.on("exit", (code) => reject(new Error(`${program} has ended (${code})`)));
    });
    ended.catch(() => {});
    if (child.pid) running.push(child);
    return { child, ended };
  };
  return { home, start, stop };
}

/** Preferences beyond those that Marionette sets itself. */
const PREFERENCES = {
  "marionette.port": 0,
  "app.normandy.enabled": false,
  "nimbus.rollouts.enabled": false,
  "services.settings.server": "data:,",
};

export const firefox = started(async ({ home, start, stop }) => {
  const lines = Object.entries(PREFERENCES).map((pair) => `user_pref(${pair.map((one) => JSON.stringify(one)).join(", ")});`);
  writeFileSync(join(home, "user.js"), lines.join("\n"));
  const { ended } = start(process.env.FIREFOX ?? "firefox-esr", ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", home]);
  const named = join(home, "MarionetteActivePort");
  const port = await Promise.race([ended, until("Firefox listens", () => existsSync(named) && Number(readFileSync(named, "utf8")))]);
  const send = await overMarionette(port);
  await prepare(send, {});
  return new Browser(send, stop, async () => {
    await send("context", { value: "chrome" });
    const told = await send("run", { script: `return (${consoleOfFirefox})()`, args: [] });
    await send("context", { value: "content" });
    return told;
  });
});

/** Runs in Firefox itself: errors of pages and violations of their policies, workers' too. */
function consoleOfFirefox() {
  const errors = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError);
  Services.console.reset();
  const ofPages = errors.filter(({ category, flags, sourceName }) => /^CSP/.test(category) || (/^http/.test(sourceName) && !(flags & Ci.nsIScriptError.warningFlag)));
  return ofPages.map(({ category, errorMessage, sourceName }) => `${category}: ${errorMessage} (${sourceName})`);
}

export const webkit = started(async ({ start, stop }) => {
  // It has no way to do without a screen.
  const screen = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {}, ["ignore", "ignore", "ignore", "pipe"]);
  const shown = new Promise((resolve) => screen.child.stdio[3].once("data", (number) => resolve(`:${String(number).trim()}`)));
  const display = await Promise.race([screen.ended, shown]);
  const port = await freePort();
  const driver = start(process.env.WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`], { DISPLAY: display, GDK_BACKEND: "x11" });
  const address = `http://127.0.0.1:${port}`;
  await Promise.race([driver.ended, until("WebKitWebDriver listens", async () => (await fetch(`${address}/status`)).ok)]);
  const send = overHttp(address);
  await prepare(send, { capabilities: {} });
  // Its console is silent while it is driven: what pages complain of, they say themselves (sites.js).
  return new Browser(send, stop, async () => []);
});

async function prepare(send, wanted) {
  await send("start", wanted);
  await send("timeouts", { script: PATIENCE, pageLoad: PATIENCE, implicit: 0 });
  await send("size", { width: 1280, height: 900 });
}
