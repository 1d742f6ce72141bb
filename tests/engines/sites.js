// The built site with its own headers, and a host of another origin under a strict policy. The pages of both begin with a script
// that tells what goes wrong in them.

import { createServer } from "node:http";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { serve } from "../browser/static-host.js";

const SITE = process.env.SUANPAN_DIST ? resolve(process.env.SUANPAN_DIST) : fileURLToPath(new URL("../../dist", import.meta.url));
const SCRIPT = "/what-goes-wrong.js";
const COMPLAINT = "/complaint";

/** Runs in every page and frame, before anything else. */
function watch() {
  const complain = (what) => navigator.sendBeacon("/complaint", `${what} (${location.pathname})`);
  // A frame without an origin has no file that failed to be loaded in `message`, but an element.
  addEventListener("error", (event) => complain(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`), true);
  addEventListener("unhandledrejection", ({ reason }) => complain(`rejected: ${reason}`));
  addEventListener("securitypolicyviolation", (event) => complain(`refused by ${event.effectiveDirective}: ${event.blockedURI}`));
  for (const name of ["error", "warn"]) {
    const write = console[name];
    console[name] = (...said) => {
      complain(`${name}: ${said.join(" ")}`);
      write.apply(console, said);
    };
  }
  /** What workers said: the kinds of their messages. */
  globalThis.workers = [];
  globalThis.Worker = new Proxy(Worker, {
    construct(made, given) {
      const worker = Reflect.construct(made, given);
      worker.addEventListener("message", ({ data }) => workers.push(...Object.keys(data)));
      worker.addEventListener("error", ({ message }) => complain(`worker: ${message}`));
      return worker;
    },
  });
}

/** The host's own script: notes every event of the widgets. */
function listen() {
  globalThis.heard = [];
  for (const name of ["ready", "change", "result", "error", "export"]) {
    document.addEventListener(`suanpan-${name}`, ({ target, detail }) => heard.push({ by: target.localName, name, detail }));
  }
}

/** Both origins, what pages complained of, and how to end them. */
export async function sites() {
  const complaints = [];
  const first = `<head><script src="${SCRIPT}"></script>`;
  const own = (request, response) => {
    if (request.url === SCRIPT) response.writeHead(200, { "content-type": "text/javascript" }).end(`(${watch})()`);
    else if (request.url === COMPLAINT) request.on("data", (text) => complaints.push(String(text))).on("end", () => response.writeHead(204).end());
    else return false;
    return true;
  };
  const change = (html) => html.replace("<head>", first);
  const site = await serve(SITE, "/", 0, { own, change });
  const bodies = new Map();
  const host = createServer((request, response) => {
    if (own(request, response)) return;
    const { pathname } = new URL(request.url, "http://host");
    if (pathname === "/host.js") return void response.writeHead(200, { "content-type": "text/javascript" }).end(`(${listen})()`);
    if (!bodies.has(pathname)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [
        "default-src 'none'",
        `script-src 'self' ${site.origin}`,
        `frame-src ${site.origin}`,
        "connect-src 'self'",
        "img-src data:",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; "),
    });
    response.end(`<!doctype html><html lang="en">${first}<title>A shop</title><link rel="icon" href="data:,">
      <script type="module" src="/host.js"></script>
      <script type="module" src="${site.origin}/embed/1/loader.js"></script></head><body>${bodies.get(pathname)}</body></html>`);
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  return {
    origin: site.origin,
    complaints,
    /** The address of a page of the host's with this body. */
    page(body) {
      const path = `/${bodies.size}`;
      bodies.set(path, body);
      return `http://127.0.0.1:${host.address().port}${path}`;
    },
    stop() {
      for (const server of [site.server, host]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
