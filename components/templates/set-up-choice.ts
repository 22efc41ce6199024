const PREFIX = 'own:'

/** The choice of a template's form for the user's own data, without its preview. */
export const setUpChoice = (templateId: string): string => `${PREFIX}${templateId}`

/** The id of the template or blank app, and whether the form for the user's own data opens. */
export function readChoice(choice: string): { id: string; isSetUp: boolean } {
  const isSetUp = choice.startsWith(PREFIX)
  return { id: isSetUp ? choice.slice(PREFIX.length) : choice, isSetUp }
}
