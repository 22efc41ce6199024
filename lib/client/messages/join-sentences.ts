/** Marks of Chinese and Japanese that bring their own room along. */
const HAS_ROOM = /[。！？；：，）”」』]$/

/** Text before more text on the same line: adds a trailing space in languages that use one. */
export const spaced = (text: string): string => (text === '' || HAS_ROOM.test(text) ? text : `${text} `)

/** Joins sentences and skips missing or empty ones. */
export const joinSentences = (...texts: readonly (string | false | null | undefined)[]): string =>
  texts
    .map((text) => text || '')
    .map(spaced)
    .join('')
    .trimEnd()
