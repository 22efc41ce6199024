import { part } from './load-part'

/** The sidebar of the hosted page. */
export const loadPage = part(() => import('../rich/page/page'))
