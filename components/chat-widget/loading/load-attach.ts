import { part } from './load-part'

/** Files with a message, for apps that take them. */
export const loadAttach = part(() => import('../rich/files/attach'))
