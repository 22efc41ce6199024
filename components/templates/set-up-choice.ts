const PREFIX = 'own:'

/** Choice that opens a template's “Set up with my own data” form directly, skipping the preview. */
export const setUpChoice = (templateId: string): string => `${PREFIX}${templateId}`

/** The id of the template or blank app, and whether the “Set up with my own data” form opens directly. */
export function readChoice(choice: string): { id: string; opensSetUpForm: boolean } {
  const opensSetUpForm = choice.startsWith(PREFIX)
  return { id: opensSetUpForm ? choice.slice(PREFIX.length) : choice, opensSetUpForm }
}
