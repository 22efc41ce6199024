export const splitSentences = (text: string): string[] => text.split(/(?<=[.!?]) (?=[A-Z“])/)
