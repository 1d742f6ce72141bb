import type {
  Address, AnswerWith, Bytes, CalculatorId, CompiledModule, DataOptions, Inputs, JobAnswer, Language, Outcome, Outputs, RunOptions, Table,
  TableOptions,
} from "./index.js";

/** What an `AbortSignal` has that is used. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
export interface WorkOptions {
  /** Stops the work: the worker is ended, what is not done is `CANCELLED`. */
  signal?: Signal | undefined;
  /** Hears how far it is. */
  onProgress?: ((done: number, of: number) => void) | undefined;
}
/** A worker with an engine of its own; one request at a time, in their order. */
export interface EngineWorker {
  /** An outcome for each row, in their order. */
  batch<Id extends CalculatorId, const Options extends RunOptions = {}>(
    id: Id,
    rows: Iterable<Inputs[Id]>,
    options?: Options & WorkOptions,
  ): Promise<Outcome<AnswerWith<Options, Outputs[Id]>>[]>;
  /** The long work of a case. */
  job<Id extends CalculatorId>(
    id: Id,
    inputs: Inputs[Id],
    options?: DataOptions & WorkOptions,
  ): Promise<Outcome<JobAnswer<Outputs[Id]>>>;
  /** Each row of a table from a spreadsheet. */
  table<Id extends CalculatorId>(
    id: Id,
    text: string,
    options?: TableOptions & Pick<WorkOptions, "signal">,
  ): Promise<Table<Outputs[Id]>>;
  /** Ends the worker; the next request starts another. */
  close(): void;
}
/** Where the script of the worker lies, in the place of `thread.js` beside this. */
export interface Where {
  workerUrl?: Address | undefined;
}
export interface WorkerSources extends Where {
  source?: Address | Bytes | CompiledModule;
  data?: Address | Bytes;
  rules?: Address | Bytes | null;
  sources?: Address | Bytes | null;
  /** The language of the rules beside the script; English otherwise. */
  language?: Language | null | undefined;
}
export function createWorker(options?: WorkerSources): EngineWorker;

/** The same by a worker that all share. */
export function batch<Id extends CalculatorId, const Options extends RunOptions = {}>(
  id: Id,
  rows: Iterable<Inputs[Id]>,
  options?: Options & WorkOptions & Where,
): Promise<Outcome<AnswerWith<Options, Outputs[Id]>>[]>;
export function job<Id extends CalculatorId>(
  id: Id,
  inputs: Inputs[Id],
  options?: DataOptions & WorkOptions & Where,
): Promise<Outcome<JobAnswer<Outputs[Id]>>>;
export function table<Id extends CalculatorId>(
  id: Id,
  text: string,
  options?: TableOptions & Pick<WorkOptions, "signal"> & Where,
): Promise<Table<Outputs[Id]>>;
/** Ends the workers that all share. */
export function close(): void;
