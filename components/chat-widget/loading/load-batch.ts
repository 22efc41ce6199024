import { part } from './load-part'

/** Batch runs of table files, on the pages of apps that allow them. */
export const loadBatch = part(() => import('../rich/batch/batch'))
