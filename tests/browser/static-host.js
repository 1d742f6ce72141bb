// A static host as there are many: serves a folder below a path, with the headers of its `_headers` file.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** `[pattern, name, value]` for every header line. */
function rules(folder) {
  let pattern = "";
  return readFileSync(join(folder, "_headers"), "utf8")
    .split("\n")
    .flatMap((line) => {
      if (/^\S/.test(line)) pattern = line.trim();
      const header = /^\s+([\w-]+): (.+)$/.exec(line);
      return header ? [[pattern, header[1], header[2]]] : [];
    });
}

const matches = (pattern, path) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern);
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * Serves `folder` below `base` (`/tools/`) and answers with the server and its origin. A test may answer some requests of its `own`
 * and `change` the pages.
 */
export async function serve(folder, base, port = 0, { own = (_request, _response) => false, change = (page, _request) => page } = {}) {
  const headers = rules(folder);
  const server = createServer((request, response) => {
    if (own(request, response)) return;
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.startsWith(base) ? normalize(`/${pathname.slice(base.length)}`) : "/no-such-page";
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const found = isFile(file);
    for (const [pattern, name, value] of headers) {
      if (matches(pattern, path)) response.setHeader(name, value);
    }
    response.setHeader("Content-Type", TYPES[extname(found ? file : "404.html")] ?? "application/octet-stream");
    const content = readFileSync(found ? file : join(folder, "404.html"));
    const isPage = !found || extname(file) === ".html";
    response.writeHead(found ? 200 : 404).end(isPage ? change(content.toString(), request) : content);
  });
  await new Promise((ready) => server.listen(port, "127.0.0.1", () => ready(undefined)));
  const address = server.address();
  return { server, origin: `http://127.0.0.1:${typeof address === "object" ? address?.port : port}` };
}
