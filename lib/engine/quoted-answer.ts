/** Model name in usage when the built-in model quoted passages instead of a language model. */
export const EXTRACTIVE_MODEL = 'builtin/extractive'

/**
 * @param models models called by the answering steps: the answer consists of quotes if that was
 * only the built-in one.
 */
export function isQuoted(models: readonly string[]): boolean {
  return models.length > 0 && models.every((model) => model === EXTRACTIVE_MODEL)
}
