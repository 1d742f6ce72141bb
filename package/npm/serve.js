// Work in a worker, from the side that does it.

import { call } from "./core.js";

/** Answers what `client.js` asks. */
export function serve(init, post) {
  return async ({ start, run, job, table }) => {
    if (start) {
      const [source, packs] = start;
      try {
        await init(source, packs);
        post({ ready: true });
      } catch (error) {
        post({ failed: { code: error.code, message: error.message } });
      }
    } else if (run) {
      const [id, rows, options] = run;
      post({ outcomes: rows.map((row) => call("run", id, row, options)) });
    } else if (job) {
      const step = (done, of) => post({ progress: [done, of] });
      post({ outcome: call("job", ...job, step) });
    } else if (table) {
      post({ outcome: call("table", ...table) });
    }
  };
}
