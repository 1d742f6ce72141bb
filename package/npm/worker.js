// Batches and jobs in a worker of a browser. `workerUrl` is for pages whose policy or bundler wants it elsewhere.

import { workers } from "./client.js";

function spawn(url, hears, fails) {
  const worker = url
    ? new Worker(url, { type: "module" })
    : new Worker(new URL("./thread.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => hears(data));
  worker.addEventListener("error", fails);
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate(), hold() {}, release() {} };
}

export const { createWorker, batch, job, table, close } = workers(spawn);
