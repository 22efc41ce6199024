import { part } from './load-part'

/** What the first answer brings: markdown, sources, tools. */
export const loadRich = part(() => import('../rich/rich'))
