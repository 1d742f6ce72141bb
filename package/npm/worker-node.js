// Batches and jobs in a thread of Node.

import { Worker } from "node:worker_threads";
import { workers } from "./client.js";

function spawn(url, hears, fails) {
  const worker = new Worker(url ?? new URL("./thread-node.js", import.meta.url));
  let ended = false;
  worker.on("message", hears);
  worker.on("error", fails);
  worker.on("exit", () => ended || fails());
  const end = () => {
    ended = true;
    worker.terminate();
  };
  // An idle worker keeps no program alive.
  return { post: (message) => worker.postMessage(message), end, hold: () => worker.ref(), release: () => worker.unref() };
}

export const { createWorker, batch, job, table, close } = workers(spawn);
