const REDACTED = '[redacted]';

/**
 * A secret that does not print: `String(secret)`, templates, JSON and `util.inspect` all give `[redacted]`. The text is
 * only had by {@link Secret.reveal}, which belongs at the one place that hands it to a protocol.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret itself. Never store it, log it, or put it into an error. */
  reveal(): string {
    return this.#text;
  }

  /** True when both hold the same text. */
  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
