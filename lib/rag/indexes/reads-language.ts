/**
 * Whether a model's vectors are useful for this language: those of an unsupported one rank noise
 * above good keyword matches. `languages` is null for a multilingual model. `und` (undetermined) is harmless.
 */
export function readsLanguage(languages: readonly string[] | null, language: string): boolean {
  return languages === null || language === 'und' || languages.includes(language)
}
