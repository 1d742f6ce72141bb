import type { CalculatorId, Inputs } from "./types.js";
export * from "./types.js";

/** A figure: a decimal, a code or a day as text, and its unit, where it has one: `{ value: "39.5", unit: "CNY" }`. */
export interface Figure {
  readonly value: string;
  /** A currency, a unit of weight or length, `%`, `days` or `working-days`. */
  readonly unit?: string;
}
export type Figures = Readonly<Record<string, Figure>>;

/** What is wrong with a case, or worth a second look. Codes never change their meaning. */
export interface Problem {
  readonly code: string;
  /** Key of the field. */
  readonly field: string | null;
  /** Row of the list, from 0. */
  readonly row: number | null;
  /** Key of the column in that row. */
  readonly column: string | null;
  readonly args: Figures;
  readonly severity: "error" | "warning" | "note";
}

/** A sentence as data: its code and what stands in its slots. */
export interface Phrase {
  readonly code: string;
  readonly args: Figures;
}
export interface Note extends Phrase {
  readonly severity: "error" | "warning" | "note";
}
/** One step of the working. */
export interface Step {
  readonly id: string;
  readonly row: number | null;
  readonly args: Figures;
  readonly result: Figure;
}
export interface Source {
  readonly covers: string;
  readonly title: string;
  readonly "as-of": string;
  readonly status: "verified" | "reported" | "known" | "sample" | "own";
}
/** One possibility: a service, a route, a policy. */
export interface Alternative {
  readonly title: string | null;
  readonly total: Figure | null;
  readonly converted: Figure | null;
  /** Why it is refused; empty where it is not. */
  readonly refused: readonly Problem[];
  readonly lines: Figures;
  readonly figures: Figures;
  readonly notes: readonly Note[];
  readonly steps: readonly Step[];
  /** Share of the total that rests on figures nobody verified. */
  readonly "sample-share": Figure | null;
  readonly sources: readonly Source[];
}
/** An answer. */
export interface Answer {
  readonly headline: Figures;
  readonly claim: string | null;
  readonly decision: Phrase | null;
  readonly notes: readonly Note[];
  /** Ids of the alternatives, best first, refused ones last. */
  readonly ranking: readonly string[];
  readonly alternatives: Readonly<Record<string, Alternative>>;
}
export interface Change {
  readonly what: Phrase;
  readonly then: Figure | null;
  readonly more: Figure | null;
}
/** What would change an answer. */
export interface Changes {
  readonly edges: readonly Change[];
  readonly fixes: Readonly<Record<string, readonly Change[]>>;
  readonly bars: Readonly<Record<string, string>>;
  readonly reading: readonly Phrase[];
  readonly sections: Readonly<Record<string, Answer>>;
  readonly checklist: unknown;
}
export interface Swing {
  readonly field: string | null;
  readonly row: number | null;
  readonly column: number | null;
  readonly "of-data": Phrase | null;
  readonly status: string;
  readonly less: Figure | null;
  readonly more: Figure | null;
}
/** What an answer depends on: each figure a tenth less and a tenth more. */
export interface Swings {
  readonly title: string;
  readonly now: Figure;
  readonly swings: readonly Swing[];
}

/** A field, or a column of a list, that was left to its default. */
export interface Assumed {
  readonly field: string;
  readonly column?: string;
  readonly value: string;
  readonly why: "DEFAULT";
}

export interface Answered<Value> {
  readonly ok: true;
  readonly value: Value;
  /** Also errors of rows that were left out. */
  readonly warnings: readonly Problem[];
  readonly assumed: readonly Assumed[];
}
export interface Refused {
  readonly ok: false;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}
export type Outcome<Value = Answer> = Answered<Value> | Refused;

/** What an answer has besides, by the options. */
export type AnswerWith<Options> = Answer &
  (Options extends { changes: true } ? { readonly changes: Changes } : { readonly changes?: Changes }) &
  (Options extends { swings: true } ? { readonly swings: Swings | null } : { readonly swings?: Swings | null });

export interface DataOptions {
  /** The data to compute by, of those that are loaded; the first otherwise. */
  snapshot?: string | null;
}
export interface RunOptions extends DataOptions {
  /** The alternative that `changes` and `swings` are about; the best otherwise. */
  chosen?: string | null;
  changes?: boolean | null;
  swings?: boolean | null;
}
export interface EncodeOptions extends DataOptions {
  /** Whether the link names the data and the first figure of the answer. */
  answer?: boolean | null;
  /** Private fields that go into the link all the same. */
  private?: readonly string[] | null;
  /** Pairs that `decode` did not know, to be written back. */
  unknown?: ReadonlyArray<readonly [string, string]> | null;
}
export interface TableOptions extends DataOptions {
  /** What has no column, for every row. */
  base?: object | null;
  /** What each column holds, in the place of what its head says: `reference`, `-`, `destination`, `parcels.weight`. */
  columns?: readonly string[] | null;
  /** The decimal mark; a point otherwise. */
  decimal?: "." | "," | null;
  /** Whether figures without a unit are kilograms and centimetres; pounds and inches otherwise. */
  metric?: boolean | null;
}
export interface JobOptions extends DataOptions {
  /** Hears how far it is; `false` stops it. */
  onProgress?: (done: number, of: number) => unknown;
}

export type Encoded =
  | { readonly ok: true; readonly link: string; readonly "left-out": readonly string[]; readonly warnings: readonly Problem[] }
  | Refused;
export type Opened<Id extends CalculatorId = CalculatorId> =
  | {
      readonly ok: true;
      readonly calculator: Id;
      readonly inputs: Inputs[Id];
      readonly snapshot: string | null;
      readonly claimed: string | null;
      readonly seal: "whole" | "hand" | "cut" | "damaged";
      readonly unknown: ReadonlyArray<readonly [string, string]>;
      readonly warnings: readonly Problem[];
    }
  | Refused;
/** What a row of a table came to. */
export interface Row {
  /** The number of its line in the text, from 0. */
  readonly line: number;
  readonly reference: string;
  readonly outcome:
    | { readonly ok: true; readonly value: { readonly best: string | null; readonly headline: Figures }; readonly warnings: readonly Problem[] }
    | Refused;
}
export type Table =
  | {
      readonly ok: true;
      readonly columns: ReadonlyArray<{ readonly holds: string; readonly unit: string | null }>;
      readonly rows: readonly Row[];
      readonly warnings: readonly Problem[];
    }
  | Refused;

/** When a field applies. */
export type When =
  | { readonly is: readonly [string, readonly string[]] }
  | { readonly not: readonly [string, readonly string[]] }
  | { readonly all: readonly When[] }
  | { readonly any: readonly When[] }
  | { readonly given: readonly string[] };
export interface Field {
  readonly key: string;
  readonly kind:
    | "number" | "count" | "percent" | "days" | "amount" | "size" | "money" | "choice" | "many-of" | "flag" | "date"
    | "text" | "series" | "rows";
  readonly link: string;
  readonly units?: readonly string[];
  readonly codes?: readonly string[];
  readonly columns?: readonly Field[];
  readonly group?: string;
  readonly default?: string;
  readonly above?: string;
  readonly min?: string;
  readonly max?: string;
  readonly "usual-max"?: string;
  readonly required?: true;
  readonly private?: true;
  readonly when?: When;
}
export type Description =
  | {
      readonly ok: true;
      readonly id: CalculatorId;
      readonly link: string;
      readonly fields: readonly Field[];
      /** What its long work is called, if it has any. */
      readonly job: string | null;
      readonly tables: boolean;
      readonly rules: boolean;
      readonly examples: ReadonlyArray<{ readonly id: string; readonly link: string }>;
    }
  | Refused;

/** Misuse, not bad input: `NOT_INITIALIZED`, `NOT_LOADED`, `PACK_UNREADABLE`, `WORKER_FAILED`, `CANCELLED` (a worker that was closed). */
export class EngineError extends Error {
  readonly code: string;
}

export type Bytes = ArrayBuffer | Uint8Array;
export type Address = string | URL;
/** What `init` starts from in the place of the files beside it. */
export type ModuleSource = Address | Response | Bytes | WebAssembly.Module;
export interface Packs {
  data?: Address | Response | Bytes;
  /** Rules of compliance; `null` for none. */
  rules?: Address | Response | Bytes | null;
  sources?: Address | Response | Bytes | null;
}

/** Loads the engine and its data, once, however often it is called. */
export function init(source?: ModuleSource | Promise<ModuleSource> | null, packs?: Packs): Promise<void>;
/** Takes in a further data pack; its id. */
export function loadData(bytes: Uint8Array): string;
/** Takes in rules of compliance, in the place of those before. */
export function loadRules(pack: Uint8Array, sources?: Uint8Array): void;
/** What is loaded. */
export function snapshots(): {
  readonly data: readonly string[];
  readonly rules: { readonly snapshot: string; readonly language: string } | null;
};
/** Bytes of memory that the engine has. */
export function memory(): number;
export function calculators(): ReadonlyArray<{ readonly id: CalculatorId; readonly link: string }>;
export function describe(id: CalculatorId): Description;
/** Computes a case. Never throws for bad input. */
export function run<Id extends CalculatorId, const Options extends RunOptions = {}>(
  id: Id,
  inputs: Inputs[Id],
  options?: Options,
): Outcome<AnswerWith<Options>>;
export function encode<Id extends CalculatorId>(id: Id, inputs: Inputs[Id], options?: EncodeOptions): Encoded;
export function decode(link: string): Opened;
export function table(id: CalculatorId, text: string, options?: TableOptions): Table;
/** Does the long work of a case, here and now. */
export function job<Id extends CalculatorId>(id: Id, inputs: Inputs[Id], options?: JobOptions): Outcome;
