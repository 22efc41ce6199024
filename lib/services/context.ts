import 'server-only'
import type { Actor, UserActor } from '@/lib/auth/actor'
import { hasRole } from '@/lib/auth/actor'
import type { BodyOf, Contract, ParamsOf, QueryOf, ResponseOf } from '@/lib/contracts/contract'
import type { Role } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import type { System } from './system'

/** What a verb knows: who asks, in which workspace, and the parts of the instance. */
export interface ServiceContext {
  db: Database
  workspace: { id: string; name: string }
  actor: Actor
  system: System
  requestId: string
  now(): Date
}

/** Before anybody is signed in; `cookies` collects what the answer sets. */
export interface AnonymousContext extends Omit<ServiceContext, 'workspace' | 'actor'> {
  headers: Headers
  cookies: string[]
  /** Who is counted by limits: the socket's address, or what trusted proxies say; IPv6 by /64. */
  clientAddress: string
}

/** `cookies` collects what the answer sets, as a new password gives a new session. */
export interface SignedInContext extends ServiceContext {
  headers: Headers
  cookies: string[]
}

export interface Upload {
  fileName: string
  mimeType: string
  bytes: Uint8Array
}

export interface VerbArgs<C extends Contract> {
  ctx: C['access'] extends 'public' ? AnonymousContext : SignedInContext
  params: ParamsOf<C>
  query: QueryOf<C>
  body: BodyOf<C>
  upload: C['bodyKind'] extends 'upload' ? Upload : undefined
  signal: AbortSignal
}

/** What a verb gives back whose contract streams: the router makes server-sent events of it. */
export interface RunStream {
  runId: string
  events(signal: AbortSignal): AsyncIterable<{ id: string; event: string; data: unknown }>
}

export type Verb<C extends Contract> = (
  args: VerbArgs<C>,
) => Promise<C['responseKind'] extends 'events' ? RunStream : ResponseOf<C>>

/** First line of every verb. The router has checked the contract's access already; verbs called from elsewhere have not been. */
export function requireRole(ctx: Pick<ServiceContext, 'actor'>, least: Role): void {
  if (!hasRole(ctx.actor, least)) throw new AppError('FORBIDDEN', 'Your role in this workspace does not allow that.')
}

/** For what only a person can do, such as leaving. @throws FORBIDDEN */
export function requireUser({ actor }: Pick<ServiceContext, 'actor'>): UserActor {
  if (actor.kind !== 'user') throw new AppError('FORBIDDEN', 'Only a person can do that.')
  return actor
}

export const notFound = (what: string): AppError => new AppError('NOT_FOUND', `There is no such ${what}.`)
