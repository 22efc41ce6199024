/** Whether text claims to be a Patchbay app, valid or not: cheap enough to check on paste. */
export function isAppFile(text: string): boolean {
  return text.trimStart().startsWith('{') && text.includes('"patchbay-app"')
}
