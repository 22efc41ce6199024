import 'server-only'
import type { ServiceContext } from '../context'

/** The member shown as the owner of a new app in the list. */
export const creatorOf = ({ actor }: Pick<ServiceContext, 'actor'>): string | null =>
  actor.kind === 'user' ? actor.userId : null
