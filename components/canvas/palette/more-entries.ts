// What the palette needs after the first rendering, as one chunk.
export { ActionEntries } from './action-entries'
export { SYNONYMS } from './synonyms'
