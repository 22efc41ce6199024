/** The texts of the bubble, apart from the others so that the page's script stays small. */
export const bubbleTexts = { openChat: 'Open chat: {title}', closeChat: 'Close chat' } as const

export function fillIn(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
