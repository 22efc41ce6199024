/** Replaces lone surrogates, which UTF-8 and URLs cannot represent. */
export function wellFormed(text: string): string {
  return text.toWellFormed()
}
