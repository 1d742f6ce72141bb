// Work in a worker, from the side that asks: one request at a time, so that stopping one stops no other.

import { refused, text, word } from "./core.js";
import { EngineError } from "./error.js";

/** For how long a worker works before it says how far it is, in milliseconds. */
const SLICE = 50;

/** Workers by how one is spawned: `spawn(url, hears, fails)` gives `{post, end, hold, release}`. */
export function workers(spawn) {
  const shared = new Map();
  const of = (workerUrl) => {
    const key = String(workerUrl ?? "");
    if (!shared.has(key)) shared.set(key, createWorker({ workerUrl }));
    return shared.get(key);
  };

  /** A worker with an engine of its own, started with the first request. */
  function createWorker({ workerUrl, source, data, rules, sources, language } = {}) {
    let port;
    let waiting;
    let turn = Promise.resolve();

    const stop = () => {
      port?.end();
      port = undefined;
    };
    const fail = (error) => {
      stop();
      waiting?.fail(error);
    };

    /** Says something to the worker and waits for the answer; progress goes to `onProgress`. */
    function ask(message, onProgress) {
      if (!port) return Promise.reject(closed());
      return new Promise((done, failed) => {
        waiting = { done, fail: failed, onProgress };
        port.post(message);
      });
    }

    async function start() {
      if (port) return;
      const hears = ({ progress, failed, ...said }) => {
        try {
          if (progress) waiting?.onProgress?.(...progress);
          else if (failed) fail(new EngineError(failed.code ?? "WORKER_FAILED", failed.message));
          else waiting?.done(said);
        } catch (error) {
          // Of who listens.
          fail(error);
        }
      };
      const fails = (error) => fail(new EngineError("WORKER_FAILED", "the worker does not start, or it ended", error));
      // What one says that was ended meanwhile is about nothing that anybody waits for.
      const own = spawn(workerUrl, (said) => port === own && hears(said), (error) => port === own && fails(error));
      port = own;
      const packs = { data: address(data), rules: address(rules), sources: address(sources), language };
      await ask({ start: [address(source), packs] });
    }

    /** Does work when its turn comes, for as long as the signal lets it. */
    function inTurn(signal, work, cancelled) {
      const result = turn.then(async () => {
        if (signal?.aborted) return cancelled();
        let abort;
        const aborted = new Promise((end) => {
          abort = () => {
            stop();
            end(cancelled());
          };
          signal?.addEventListener("abort", abort, { once: true });
        });
        try {
          const working = start().then(() => {
            port?.hold();
            return work();
          });
          // What is asked of a worker that was ended never comes back.
          working.catch(() => {});
          return await Promise.race([working, aborted]);
        } finally {
          signal?.removeEventListener("abort", abort);
          waiting = undefined;
          port?.release();
        }
      });
      turn = result.catch(() => {});
      return result;
    }

    return {
      /** An outcome for each row, in their order. */
      batch(id, rows, given) {
        const { signal, onProgress, ...options } = given ?? {};
        const texts = Array.from(rows ?? [], text);
        const outcomes = [];
        const how = text(options);
        const work = async () => {
          let size = 1;
          while (outcomes.length < texts.length) {
            const began = performance.now();
            const part = texts.slice(outcomes.length, outcomes.length + size);
            outcomes.push(...(await ask({ run: [word(id), part, how] })).outcomes);
            onProgress?.(outcomes.length, texts.length);
            size = performance.now() - began < SLICE ? Math.min(size * 2, 256) : Math.max(size >> 1, 1);
          }
          return outcomes;
        };
        const cancelled = () => texts.map((_, place) => outcomes[place] ?? refused("CANCELLED"));
        return inTurn(signal, work, cancelled);
      },
      /** The long work of a case. */
      job(id, inputs, given) {
        const { signal, onProgress, ...options } = given ?? {};
        const call = { job: [word(id), text(inputs), text(options)] };
        const work = async () => (await ask(call, onProgress)).outcome;
        return inTurn(signal, work, () => refused("CANCELLED"));
      },
      /** Each row of a table from a spreadsheet. */
      table(id, rows, given) {
        const { signal, ...options } = given ?? {};
        const call = { table: [word(id), word(rows), text(options)] };
        const work = async () => (await ask(call)).outcome;
        return inTurn(signal, work, () => refused("CANCELLED"));
      },
      /** Ends the worker and what it works on; the next request starts another. */
      close: () => fail(closed()),
    };
  }

  return {
    createWorker,
    batch: (id, rows, options) => of(options?.workerUrl).batch(id, rows, own(options)),
    job: (id, inputs, options) => of(options?.workerUrl).job(id, inputs, own(options)),
    table: (id, rows, options) => of(options?.workerUrl).table(id, rows, own(options)),
    close: () => {
      for (const one of shared.values()) one.close();
    },
  };
}

/** The options of a call, without what says where its worker is. */
function own(options) {
  const { workerUrl, ...rest } = options ?? {};
  return rest;
}

function closed() {
  return new EngineError("CANCELLED", "the worker was closed");
}

/** Addresses are no objects that a worker can be sent. */
function address(source) {
  return source instanceof URL ? source.href : source;
}
