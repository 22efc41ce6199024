/** Replaces lone surrogates, which UTF-8 and URLs cannot carry. */
export function wellFormed(text: string): string {
  return text.toWellFormed()
}
