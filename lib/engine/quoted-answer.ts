/** What usage names where the built-in answerer quoted passages instead of a language model. */
export const EXTRACTIVE_MODEL = 'builtin/extractive'

/** @param models What the steps that speak the answer called: it is made of quotes when that was the built-in answerer alone. */
export function isQuoted(models: readonly string[]): boolean {
  return models.length > 0 && models.every((model) => model === EXTRACTIVE_MODEL)
}
