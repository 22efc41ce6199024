import { part } from './load-part'

/** Files with many rows, on the page of an app that takes them. */
export const loadBatch = part(() => import('../rich/batch/batch'))
