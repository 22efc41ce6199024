// Loaded by the palette after the first rendering, as one chunk.

export { SYNONYMS } from '@/lib/nodes/shared/synonyms'
export { PaletteStarts } from '../starts/palette-starts'
export { ActionEntries } from './action-entries'
