// What misuse throws; one class, whichever entries of the package a program imports.

/** Misuse: a call before `init`, or something that `init` cannot start from. Bad input is never an error, it is a result. */
export class EngineError extends Error {
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "EngineError";
    this.code = code;
  }
}
