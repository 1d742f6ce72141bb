import type {
  CalculatorId, Inputs, Language, Outputs, RuleSeverity, RuleState, RuleStatus, RuleTopic, RuleWho, Status, Unit,
} from "./types.js";
export * from "./types.js";

/** A figure: a decimal, a code or a day as text, and its unit, where it has one: `{ value: "39.5", unit: "CNY" }`. */
export interface Figure {
  readonly value: string;
  /** A currency, a unit of weight or length, `%`, `days` or `working-days`. */
  readonly unit?: Unit;
}
/** Figures by their names; where these are known, any may be missing. */
export type Figures<Name extends string = string> = ByName<Name, Figure>;
/** Values by names of which any may be missing. */
export type ByName<Name extends string, Value> = string extends Name
  ? Readonly<Record<string, Value>>
  : { readonly [One in Name]?: Value };

/** What a calculator's answers are made of; that of each stands in `Outputs`. */
export interface Names {
  figures: Figures;
  lines: Figures;
  step: string;
  note: string;
  decision: string;
  /** Further questions that `changes` answers. */
  section: string;
  sections: Readonly<Record<string, Answer>>;
  checklist: Checklist | null;
  swings: Swings | null;
}

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
export interface Phrase<Code extends string = string> {
  readonly code: Code;
  readonly args: Figures;
}
export interface Note<Code extends string = string> extends Phrase<Code> {
  readonly severity: "error" | "warning" | "note";
}
/** One step of the working. */
export interface Step<Id extends string = string> {
  readonly id: Id;
  readonly row: number | null;
  readonly args: Figures;
  readonly result: Figure;
}
export interface Source {
  readonly covers: string;
  readonly title: string;
  readonly "as-of": string;
  readonly status: Status;
}
/** One possibility: a service, a route, a policy. */
export interface Alternative<Of extends Names = Names> {
  readonly title: string | null;
  readonly total: Figure | null;
  readonly converted: Figure | null;
  /** Why it is refused; empty where it is not. */
  readonly refused: readonly Problem[];
  readonly lines: Of["lines"];
  readonly figures: Of["figures"];
  readonly notes: ReadonlyArray<Note<Of["note"]>>;
  readonly steps: ReadonlyArray<Step<Of["step"]>>;
  /** Share of the total that rests on figures nobody verified. */
  readonly "sample-share": Figure | null;
  readonly sources: readonly Source[];
}
/** An answer. */
export interface Answer<Of extends Names = Names> {
  readonly headline: Of["figures"];
  readonly claim: string | null;
  readonly decision: Phrase<Of["decision"]> | null;
  readonly notes: ReadonlyArray<Note<Of["note"]>>;
  /** Ids of the alternatives, best first, refused ones last. */
  readonly ranking: readonly string[];
  readonly alternatives: Readonly<Record<string, Alternative<Of>>>;
}
export interface Change {
  readonly what: Phrase;
  readonly then: Figure | null;
  readonly more: Figure | null;
}
/** What would change an answer. */
export interface Changes<Of extends Names = Names> {
  readonly edges: readonly Change[];
  /** What would admit refused alternatives, by their ids. */
  readonly fixes: Readonly<Record<string, readonly Change[]>>;
  /** Days, `"6-10"`, by the ids of alternatives. */
  readonly bars: Readonly<Record<string, string>>;
  readonly reading: readonly Phrase[];
  readonly sections: Of["sections"];
  readonly checklist: Of["checklist"];
}
export interface Swing {
  /** Key of the field; `null` for a figure of the data. */
  readonly field: string | null;
  readonly row: number | null;
  /** Key of the column in that row. */
  readonly column: string | null;
  readonly "of-data": Phrase | null;
  readonly status: Status;
  readonly less: Figure | null;
  readonly more: Figure | null;
}
/** What an answer depends on: each figure a tenth less and a tenth more, the widest swing first. */
export interface Swings {
  readonly title: string;
  readonly now: Figure;
  readonly swings: readonly Swing[];
}

/** Every rule of compliance as it stands for a case, and what is still to be said. Days are `2026-11-22`. */
export interface Checklist {
  /** Of the rules. */
  readonly snapshot: string;
  /** Also rules that do not apply. By topic; what is known first; the hardest first; then by the day. */
  readonly items: readonly Rule[];
  /** What to say next; what settles most rules first. */
  readonly asks: readonly Ask[];
  /** Days that matter, the next first. */
  readonly deadlines: readonly Deadline[];
  /** What is otherwise on another day, where the case names one. */
  readonly turns: Turns | null;
  /** Tests of sales by state. */
  readonly nexus: readonly Nexus[];
}
/** A rule. Names, duties and steps are in the language of the rules that are loaded. */
export interface Rule {
  /** The same in every language and for ever. */
  readonly id: string;
  readonly name: string;
  /** Where it holds: a country, a state or a set; `null`: everywhere. */
  readonly place: string | null;
  /** The places of the case that it is about, if some in particular. */
  readonly places: readonly string[];
  readonly topic: RuleTopic;
  readonly state: RuleState;
  readonly severity: RuleSeverity;
  /** Whether the severity is ours, as the facts name none. */
  readonly "severity-ours": boolean;
  /** Whether it bites less here than elsewhere. */
  readonly lowered: boolean;
  readonly who: RuleWho;
  /** Open to the seller, no duty. */
  readonly option: boolean;
  /** Why it stands so: what decides first. */
  readonly reasons: readonly Phrase[];
  /** What the law asks. */
  readonly duty: string;
  /** What to do. */
  readonly steps: readonly string[];
  readonly status: RuleStatus;
  /** What of it is how sure, where that differs. */
  readonly sure: string | null;
  /** Its first day, where one is known. */
  readonly from: string | null;
  /** The day on which it begins for the case, where that is to come. */
  readonly begins: string | null;
  /** Its last day. */
  readonly ends: string | null;
  /** What to prepare. */
  readonly documents: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** A registration of the case that does it already. */
  readonly done: { readonly by: Phrase; readonly "renew-by": string | null; readonly lapsed: boolean } | null;
  /** How often it has to be done again, in months. */
  readonly "renews-months": number | null;
  /** Where it has to be done by a day of each year: the next one. */
  readonly "due-each-year-next": string | null;
  readonly parts: readonly RulePart[];
  /** What the rule that takes its place is called. */
  readonly "replaced-by": string | null;
  /** Where it was read; empty where sources are not loaded. */
  readonly sources: ReadonlyArray<{ readonly title: string; readonly address: string | null }>;
  /** How many sources there are, also where they are not loaded. */
  readonly "source-count": number;
  /** The day that sources are of. */
  readonly "as-of": string;
  /** The day from which it should be looked at again, and whether that is past. */
  readonly recheck: string | null;
  readonly "past-recheck": boolean;
}
/** A stage or a part of a rule, with days of its own. */
export interface RulePart {
  readonly name: string;
  /** What it asks, where the name does not say it. */
  readonly duty: string | null;
  readonly state: RuleState;
  readonly from: string | null;
  readonly to: string | null;
  readonly "due-each-year-next": string | null;
  readonly status: RuleStatus;
  readonly sure: string | null;
  readonly "past-recheck": boolean;
}
/** Something to say next. */
export interface Ask {
  readonly ask: Phrase;
  readonly help: string | null;
  /** Key of the field that takes the answer. */
  readonly field: string;
  /** Unknown rules that an answer may settle by itself. */
  readonly settles: number;
  /** Unknown rules that wait for it, by itself or with others. */
  readonly waits: number;
  /** Codes of answers that can be given at once. */
  readonly replies: readonly string[];
}
export interface Deadline {
  readonly day: string;
  /** Id of the rule. */
  readonly id: string | null;
  readonly what: Phrase;
  /** Whether it comes again each year on that day. */
  readonly yearly: boolean;
}
export interface Turns {
  readonly from: string;
  readonly to: string;
  readonly turns: ReadonlyArray<{
    /** Id of the rule. */
    readonly id: string | null;
    readonly then: RuleState;
    readonly parts: ReadonlyArray<{ readonly name: string; readonly then: RuleState }>;
  }>;
}
/** A state's test of sales, and the case's own figures. */
export interface Nexus {
  /** Id of the rule. */
  readonly id: string | null;
  readonly state: string;
  readonly test: Phrase;
  readonly limit: Figure;
  /** What is counted. */
  readonly period: string;
  /** What the sum is made of. */
  readonly basis: string;
  /** Whether sales that a marketplace collects tax for count. */
  readonly marketplace: string;
  readonly status: RuleStatus;
  /** What of it is less sure. */
  readonly doubts: readonly string[];
  readonly "past-recheck": boolean;
  /** Base rate of the state; local tax comes on top. */
  readonly rate: Figure | null;
  /** The last day for which the rate was confirmed, once that is past. */
  readonly "rate-confirmed-to": string | null;
  /** The case's own figure; `null` where it names no sales there. */
  readonly sold: Phrase | null;
  /** That by the limit. */
  readonly share: Figure | null;
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
export type AnswerWith<Options, Of extends Names = Names> = Answer<Of> &
  (Options extends { changes: true } ? { readonly changes: Changes<Of> } : { readonly changes?: Changes<Of> }) &
  (Options extends { swings: true } ? { readonly swings: Of["swings"] } : { readonly swings?: Of["swings"] });
/** What the long work of a case comes to, and what that is called. */
export type JobAnswer<Of extends Names = Names> = Answer<Of> & { readonly title: Of["section"] };

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
      [One in Id]: {
        readonly ok: true;
        readonly calculator: One;
        readonly inputs: Inputs[One];
        readonly snapshot: string | null;
        readonly claimed: string | null;
        readonly seal: "whole" | "hand" | "cut" | "damaged";
        readonly unknown: ReadonlyArray<readonly [string, string]>;
        readonly warnings: readonly Problem[];
      };
    }[Id]
  | Refused;
/** What a row of a table came to. */
export interface Row<Of extends Names = Names> {
  /** The number of its line in the text, from 0. */
  readonly line: number;
  readonly reference: string;
  readonly outcome:
    | { readonly ok: true; readonly value: { readonly best: string | null; readonly headline: Of["figures"] }; readonly warnings: readonly Problem[] }
    | Refused;
}
export type Table<Of extends Names = Names> =
  | {
      readonly ok: true;
      readonly columns: ReadonlyArray<{ readonly holds: string; readonly unit: string | null }>;
      readonly rows: ReadonlyArray<Row<Of>>;
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

/**
 * Misuse, not bad input: `NOT_INITIALIZED`, `NOT_LOADED`, `PACK_UNREADABLE`, `UNKNOWN_LANGUAGE`, `WORKER_FAILED`, `CANCELLED` (a
 * worker that was closed).
 */
export class EngineError extends Error {
  readonly code: string;
}

/** What the project knows by a global name, by its libraries; nothing where it has none of that name. */
type Instance<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer One }> ? One : never;
/** A `WebAssembly.Module`. */
export type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer One } } } ? One : never;

export type Bytes = ArrayBuffer | Uint8Array;
export type Address = string | Instance<"URL">;
/** What `init` starts from in the place of the files beside it. */
export type ModuleSource = Address | Instance<"Response"> | Bytes | CompiledModule;
export interface Packs {
  data?: Address | Instance<"Response"> | Bytes;
  /** Rules of compliance; `null` for none. */
  rules?: Address | Instance<"Response"> | Bytes | null;
  sources?: Address | Instance<"Response"> | Bytes | null;
  /** The language of the rules beside the script; English otherwise. Another is not loaded. */
  language?: Language | null | undefined;
}

/** Loads the engine and its data, once, however often it is called. */
export function init(source?: ModuleSource | Promise<ModuleSource> | null, packs?: Packs): Promise<void>;
/** Loads the rules of compliance in another language, with their sources, in the place of those before. */
export function loadLanguage(language: Language): Promise<void>;
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
): Outcome<AnswerWith<Options, Outputs[Id]>>;
export function encode<Id extends CalculatorId>(id: Id, inputs: Inputs[Id], options?: EncodeOptions): Encoded;
export function decode(link: string): Opened;
export function table<Id extends CalculatorId>(id: Id, text: string, options?: TableOptions): Table<Outputs[Id]>;
/** Does the long work of a case, here and now. */
export function job<Id extends CalculatorId>(id: Id, inputs: Inputs[Id], options?: JobOptions): Outcome<JobAnswer<Outputs[Id]>>;
