/**
 * Whether a model's vectors of this language are worth having: those of a language that it has not learnt put noise in
 * front of good word matches. `languages` null: it reads all. `und`: too short to tell, and harmless.
 */
export function readsLanguage(languages: readonly string[] | null, language: string): boolean {
  return languages === null || language === 'und' || languages.includes(language)
}
