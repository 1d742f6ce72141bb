// The built site with its own headers, and a host of another origin under a strict policy. The pages of both begin with a script
// that tells what goes wrong in them.

import { ServerResponse, createServer } from "node:http";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { serve } from "../browser/static-host.js";

const SITE = process.env.SUANPAN_DIST ? resolve(process.env.SUANPAN_DIST) : fileURLToPath(new URL("../../dist", import.meta.url));
const SCRIPT = "/what-goes-wrong.js";
const COMPLAINT = "/complaint";
/** A page that is called "self" where a script of its own site was run under the policy `script-src 'self'`. */
export const PROBE = "/probe";

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
    const probe = { "content-type": "text/html", "content-security-policy": "default-src 'none'; script-src 'self'" };
    if (request.url === PROBE) response.writeHead(200, probe).end(`<script src="${PROBE}.js"></script>`);
    else if (request.url === `${PROBE}.js`) response.writeHead(200, { "content-type": "text/javascript" }).end("document.title = 'self'");
    else if (request.url === SCRIPT) response.writeHead(200, { "content-type": "text/javascript" }).end(`(${watch})()`);
    else if (request.url === COMPLAINT) request.on("data", (text) => complaints.push(String(text))).on("end", () => response.writeHead(204).end());
    else return false;
    return true;
  };
  const change = (html) => html.replace("<head>", first);
  const site = await serve(SITE, "/", 0, { own, change });
  // The same, where its policies name its origin beside 'self'.
  const name = (text, request) => text.replaceAll("'self'", `'self' http://${request.headers.host}`);
  const named = await serve(SITE, "/", 0, {
    own(request, response) {
      response.setHeader = (header, value) => ServerResponse.prototype.setHeader.call(response, header, name(value, request));
      return own(request, response);
    },
    change: (html, request) => name(change(html), request),
  });
  /** Pages of the host by path: body, and the site that it shows. */
  const pages = new Map();
  const host = createServer((request, response) => {
    if (own(request, response)) return;
    const { pathname } = new URL(request.url, "http://host");
    if (pathname === "/host.js") return void response.writeHead(200, { "content-type": "text/javascript" }).end(`(${listen})()`);
    const [body, origin] = pages.get(pathname) ?? [];
    if (!body) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": [
        "default-src 'none'",
        `script-src 'self' ${origin}`,
        `frame-src ${origin}`,
        "connect-src 'self'",
        "img-src data:",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].join("; "),
    });
    response.end(`<!doctype html><html lang="en">${first}<title>A shop</title><link rel="icon" href="data:,">
      <script type="module" src="/host.js"></script>
      <script type="module" src="${origin}/embed/1/loader.js"></script></head><body>${body}</body></html>`);
  });
  await new Promise((listening) => host.listen(0, "127.0.0.1", listening));
  return {
    origin: site.origin,
    complaints,
    named: named.origin,
    /** The address of a page of the host's with this body. */
    page(body, origin = site.origin) {
      const path = `/${pages.size}`;
      pages.set(path, [body, origin]);
      return `http://127.0.0.1:${host.address().port}${path}`;
    },
    stop() {
      for (const server of [site.server, named.server, host]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
