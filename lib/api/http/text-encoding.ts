import 'server-only'

/**
 * The encoding for text with this UTF-8 length. Equal length in characters means ASCII, which is
 * also Latin-1, and writing that is a third cheaper.
 */
export const encodingOf = (text: string, byteLength: number): 'latin1' | 'utf8' =>
  byteLength === text.length ? 'latin1' : 'utf8'
