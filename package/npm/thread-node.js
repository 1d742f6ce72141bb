// The worker of Node.

import { parentPort } from "node:worker_threads";
import { init } from "./node.js";
import { serve } from "./serve.js";

parentPort.on("message", serve(init, (said) => parentPort.postMessage(said)));
