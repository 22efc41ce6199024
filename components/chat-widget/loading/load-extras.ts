import { part } from './load-part'

/** Forms, the list of conversations, the microphone. */
export const loadExtras = part(() => import('../rich/extras'))
