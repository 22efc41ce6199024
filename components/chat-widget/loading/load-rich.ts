import { part } from './load-part'

/** Parts loaded with the first answer: markdown, sources, tools. */
export const loadRich = part(() => import('../rich/rich'))
