/** Whether a text gives itself out as an app of Patchbay, whole or broken: cheap, so that pasting can ask it. */
export function isAppFile(text: string): boolean {
  return text.trimStart().startsWith('{') && text.includes('"patchbay-app"')
}
