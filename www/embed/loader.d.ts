// The calculators in other people's pages: their elements, and all that they and the frame say to each other.
// Contract version 1: what stands here stays, more may come. Unknown types and fields are to be ignored.

/** Elements by calculator. */
export interface SuanpanElements {
  "suanpan-shipping-cost": SuanpanElement;
  "suanpan-landed-cost": SuanpanElement;
  "suanpan-reorder-point": SuanpanElement;
  "suanpan-logistics-mode": SuanpanElement;
  "suanpan-compliance": SuanpanElement;
}

/** A calculator: our page in a frame in the element's shadow, loaded once the element comes near the window. */
export interface SuanpanElement extends HTMLElement {
  /** The whole calculation, as in the addresses of the site: `v=1&t=…`. Wins over single fields. */
  link: string;
  /** Keys of fields that are shown and cannot be edited, by spaces. */
  locked: string;
  /** Keys of fields that are not shown, by spaces. Give them values. */
  hiddenFields: string;
  /** Language of numbers, where it is not that of the words: `de-DE`. */
  numberLocale: string;
  /** Currency of the form: `CNY`. */
  currency: string;
  units: "metric" | "imperial" | "";
  /** `auto`: the element's `color-scheme`, else what the reader prefers. Follows changes. */
  theme: SuanpanTheme | "";
  /** Pixels above which the frame scrolls instead of growing. The least is 120. */
  maxHeight: string;
  /** Whether results become events. `getResult` answers in any case. */
  resultMode: "event" | "none" | "";
  /** Version of the contract that the page was written for. */
  api: string;
  /** Given, the frame is sandboxed with these tokens; it needs `allow-scripts` at least. */
  sandbox: string;
  /**
   * Fields by their keys. Reads what the host has set, attributes included; to set them replaces those set before.
   * What is equal to before is not told again, so that what the user typed stays. What is set last counts: this, or an
   * attribute.
   */
  get fields(): SuanpanFields;
  set fields(fields: SuanpanFields);

  /** Sets some fields, also where they are as before. */
  setFields(fields: SuanpanFields): void;
  /** The calculation as it was last told, as a link; "" before. */
  getLink(): string;
  /**
   * The result by now. Waits for the frame, and loads it if need be. Rejects with a `SuanpanError` when the element
   * is taken out of the page or ten seconds have passed.
   */
  getResult(): Promise<SuanpanResult>;
  print(): void;
  /** What the reset of the calculator itself does. */
  reset(): void;
  /** Puts the cursor into the calculator. */
  focus(): void;

  addEventListener<K extends keyof SuanpanEventMap>(
    type: K,
    listener: (this: this, event: SuanpanEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: this, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Why `getResult` gave up. */
export interface SuanpanError extends Error {
  code: "REMOVED" | "TIMEOUT";
}

export type SuanpanTheme = "auto" | "light" | "dark";

/**
 * Fields by the keys of the command line: texts (`"350g"`, `"45EUR"`, `"2026-11-22"`), numbers, lists of rows
 * (`parcels: [{ weight: "350g" }]`), several codes (`traits: ["battery-in"]`); null empties a field.
 */
export interface SuanpanFields {
  [key: string]: SuanpanValue | readonly string[] | readonly SuanpanRow[] | undefined;
}
export type SuanpanValue = string | number | boolean | null;
export interface SuanpanRow {
  [key: string]: SuanpanValue | readonly string[] | undefined;
}

/** Custom properties of the element (`--suanpan-accent` …), checked; colours as `rgba(…)`. */
export interface SuanpanVars {
  accent?: string;
  surface?: string;
  text?: string;
  /** `0px` to `24px`. */
  radius?: string;
  font?: "inherit-system" | "sans-serif" | "serif" | "monospace";
  density?: "compact" | "normal";
}

/** What a host has set. In `set`, null is said of what it took back. */
export interface SuanpanSettings {
  lang?: "en" | "zh-Hans" | "zh-Hant";
  numberLocale?: string | null;
  currency?: string | null;
  units?: "metric" | "imperial" | null;
  theme?: "light" | "dark";
  vars?: { [K in keyof SuanpanVars]: SuanpanVars[K] | null };
  fields?: SuanpanFields;
  link?: string;
  locked?: string[] | null;
  hidden?: string[] | null;
  resultMode?: "event" | "none" | null;
}

/** By `postMessage`, before there is a port. */
export type SuanpanHandshake =
  | { ns: "suanpan"; type: "hello"; api: number[]; calc: string; nonce: string }
  | { ns: "suanpan"; type: "connect"; api: 1; nonce: string };

/** From the host to the frame, over the port. `init` comes first. */
export type SuanpanRequest =
  | ({ type: "init" } & SuanpanSettings)
  | ({ type: "set" } & SuanpanSettings)
  | { type: "get"; id: string }
  | { type: "focus" | "print" | "reset" }
  | { type: "error"; code: string };

/** From the frame to the host, over the port. All but `resize` become events. */
export type SuanpanMessage =
  | SuanpanReady
  | SuanpanResize
  | SuanpanChange
  | SuanpanResult
  | SuanpanExport
  | SuanpanTitle
  | SuanpanProblem;

/** What the frame is called in its language: the title of the iframe. */
export interface SuanpanTitle {
  type: "title";
  title: string;
}

/** The calculator stands, and has taken what the host gave. */
export interface SuanpanReady {
  type: "ready";
  app: string;
  api: 1;
  calc: string;
  snapshot: string;
}

export interface SuanpanResize {
  type: "resize";
  /** Pixels, whole. */
  height: number;
}

/** The user or the host has changed something. */
export interface SuanpanChange {
  type: "change";
  link: string;
  fields: { [key: string]: { value: unknown; unit?: string; source: "user" | "prefill" | "default" } };
  valid: boolean;
}

export interface SuanpanResult {
  type: "result";
  /** That of the question, where one was asked. */
  id?: string;
  calc: string;
  snapshot: string;
  inputs: { [key: string]: unknown };
  /** Whether there is an answer; if not, the problems say why. */
  answered: boolean;
  /** Figures are decimals as texts: `"18342.07"`. */
  outputs: { [key: string]: { value: string; unit?: string } };
  warnings: { code: string; field?: string }[];
  problems: { code: string; field?: string; [more: string]: unknown }[];
  /** What to do, as a code with what stands in its slots. */
  decision: { code: string; args: { [slot: string]: string } } | null;
  /** Id of the alternative whose working and sources these are. */
  shown: string | null;
  workings: { id: string; row: number | null; args: { [slot: string]: string }; result: { value: string; unit?: string } }[];
  /** Where its figures are from, and how sure each is. */
  sources: { covers: string; title: string; "as-of": string; status: string }[];
  /** Which part of it rests on samples, in percent. */
  "sample-share": string | null;
  link: string;
}

/** A file that the frame cannot save itself. */
export interface SuanpanExport {
  type: "export";
  name: string;
  mime: string;
  text: string;
}

/** What the frame could not take: `UNKNOWN_FIELD`, `MESSAGE_REFUSED` … */
export interface SuanpanProblem {
  type: "error";
  code: string;
  field?: string;
  message?: string;
}

/** Events of the elements. They bubble, out of shadows as well. */
export interface SuanpanEventMap {
  "suanpan-ready": CustomEvent<SuanpanReady>;
  "suanpan-change": CustomEvent<SuanpanChange>;
  "suanpan-result": CustomEvent<SuanpanResult>;
  "suanpan-export": CustomEvent<SuanpanExport>;
  "suanpan-error": CustomEvent<SuanpanProblem>;
}

/** Attributes in JSX. All others are fields, or attributes of any element. */
export interface SuanpanAttributes {
  link?: string;
  locked?: string;
  "hidden-fields"?: string;
  "number-locale"?: string;
  currency?: string;
  units?: "metric" | "imperial";
  theme?: SuanpanTheme;
  "max-height"?: string | number;
  "result-mode"?: "event" | "none";
  api?: "1" | 1;
  sandbox?: string;
  lang?: string;
  fields?: SuanpanFields;
  ref?: ((element: SuanpanElement | null) => void) | { current: SuanpanElement | null } | null;
  "onsuanpan-ready"?: (event: SuanpanEventMap["suanpan-ready"]) => void;
  "onsuanpan-change"?: (event: SuanpanEventMap["suanpan-change"]) => void;
  "onsuanpan-result"?: (event: SuanpanEventMap["suanpan-result"]) => void;
  "onsuanpan-export"?: (event: SuanpanEventMap["suanpan-export"]) => void;
  "onsuanpan-error"?: (event: SuanpanEventMap["suanpan-error"]) => void;
  [field: string]: unknown;
}

type SuanpanIntrinsics = { [K in keyof SuanpanElements]: SuanpanAttributes };

declare global {
  interface HTMLElementTagNameMap extends SuanpanElements {}
  interface HTMLElementEventMap extends SuanpanEventMap {}
  interface DocumentEventMap extends SuanpanEventMap {}
  interface ShadowRootEventMap extends SuanpanEventMap {}
  interface WindowEventMap extends SuanpanEventMap {}
  namespace JSX {
    interface IntrinsicElements extends SuanpanIntrinsics {}
  }
}

// React 19 has a JSX of its own. Without React there is nothing to add to.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements extends SuanpanIntrinsics {}
  }
}
