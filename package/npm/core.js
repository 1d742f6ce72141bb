// One engine for each realm: the instance, the data it holds, and a way back after a trap.

import * as glue from "./engine.js";
import { EngineError } from "./error.js";

/** The longest text that goes into the engine, in characters: it would be copied before it is refused. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** What is loaded, so that an instance in the place of a broken one gets it as well. */
const loaded = [];
/** Whether there is an instance, and whether it has its data. */
let made = false;
let started = false;
let broken = false;
/** Calls on the stack: a step of a job may ask the engine something. */
let depth = 0;

/** A result without an answer. */
export function refused(code) {
  const problem = { code, field: null, row: null, column: null, args: {}, severity: "error" };
  return { ok: false, problems: [problem], warnings: [] };
}

/** Starts the engine with a compiled module and bytes for `load` and `load_rules`. */
export function begin(module, calls) {
  if (made) {
    // A start before this one came to nothing.
    glue.__wbg_reset_state();
  } else {
    glue.initSync({ module });
    made = true;
  }
  loaded.length = 0;
  [started, broken] = [true, false];
  try {
    for (const [name, ...bytes] of calls) {
      keep(name, bytes);
    }
  } catch (error) {
    started = false;
    throw error;
  }
}

/** Takes in data and keeps it for later instances. */
export function keep(name, bytes) {
  const result = call(name, ...bytes);
  if (!result.ok) {
    const { code } = result.problems[0];
    throw new EngineError(code, `the engine cannot use these data: ${code}`);
  }
  if (name === "load_rules") {
    const before = loaded.findIndex(([other]) => other === name);
    if (before >= 0) loaded.splice(before, 1);
  }
  loaded.push([name, bytes]);
  return result;
}

/** Calls the engine; texts and bytes in, the result out. After a trap the next call has a new instance. */
export function call(name, ...given) {
  if (!started) {
    throw new EngineError("NOT_INITIALIZED", "call init() first and wait for it");
  }
  if (given.some((one) => typeof one === "string" && one.length > MAX_LENGTH)) {
    return refused("TEXT_LIMIT");
  }
  try {
    if (broken) {
      // Who is on the stack still works with the instance that broke.
      if (depth > 0) return refused("INTERNAL");
      restart();
    }
    depth += 1;
    try {
      return JSON.parse(glue[name](...given));
    } finally {
      depth -= 1;
    }
  } catch {
    // A trap, or no memory for what came out: nothing that this instance says counts any more.
    broken = true;
    return refused("INTERNAL");
  }
}

function restart() {
  glue.__wbg_reset_state();
  for (const [name, bytes] of loaded) {
    glue[name](...bytes);
  }
  broken = false;
}

/** Bytes of memory that the instance has; it never gives any back. */
export function memory() {
  return made ? glue.initSync().memory.buffer.byteLength : 0;
}

/** What a caller gives, as JSON. What JSON has no number for is written as a text, which the engine refuses at its field. */
export function text(value) {
  if (value === undefined) return "{}";
  try {
    return JSON.stringify(value, plain) ?? "";
  } catch {
    // A circle, a getter that throws, or nested beyond measure: no inputs.
    return "";
  }
}

function plain(_key, value) {
  const odd = ["bigint", "symbol", "function"].includes(typeof value) || (typeof value === "number" && !Number.isFinite(value));
  return odd ? String(value) : value;
}

/** A name or a link, as it is. */
export function word(value) {
  return typeof value === "string" ? value : "";
}
