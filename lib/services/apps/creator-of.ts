import 'server-only'
import type { ServiceContext } from '../context'

/** The member whom the list names as the owner of a new app. */
export const creatorOf = ({ actor }: Pick<ServiceContext, 'actor'>): string | null =>
  actor.kind === 'user' ? actor.userId : null
