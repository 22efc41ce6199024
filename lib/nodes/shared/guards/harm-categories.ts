export const HARM_CATEGORIES = ['threat', 'harassment', 'hate', 'sexual', 'self-harm', 'spam'] as const
export type HarmCategory = (typeof HARM_CATEGORIES)[number]
