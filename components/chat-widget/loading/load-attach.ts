import { part } from './load-part'

/** File attachments of messages, for apps that accept files. */
export const loadAttach = part(() => import('../rich/files/attach'))
