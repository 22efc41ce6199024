import 'server-only'
import type { Actor, UserActor } from '@/lib/auth/actor'
import { hasRole } from '@/lib/auth/actor'
import type { BodyOf, Contract, ParamsOf, QueryOf, ResponseOf } from '@/lib/contracts/contract'
import type { Role } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { type ProblemKey, problem } from '@/lib/messages/problems/problem'
import type { System } from './system'

/** The context of a verb: the caller, the workspace, and the parts of the instance. */
export interface ServiceContext {
  db: Database
  workspace: { id: string; name: string }
  actor: Actor
  system: System
  requestId: string
  now(): Date
}

/** The context of requests without a session. `cookies` collects those to set on the response. */
export interface AnonymousContext extends Omit<ServiceContext, 'workspace' | 'actor'> {
  headers: Headers
  cookies: string[]
  /** The key for rate limits: the socket's address, or the one reported by trusted proxies; IPv6 by /64. */
  clientAddress: string
}

/** `cookies` collects those to set on the response, since a new password starts a new session. */
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

/** The result of a verb whose contract streams; the router sends it as server-sent events. */
export interface RunStream {
  runId: string
  events(signal: AbortSignal): AsyncIterable<{ id: string; event: string; data: unknown }>
}

export type Verb<C extends Contract> = (
  args: VerbArgs<C>,
) => Promise<C['responseKind'] extends 'events' ? RunStream : ResponseOf<C>>

/**
 * Called first in every verb. The router has already checked the contract's access, but verbs are also called from
 * elsewhere.
 */
export function requireRole(ctx: Pick<ServiceContext, 'actor'>, minRole: Role): void {
  if (!hasRole(ctx.actor, minRole)) throw new AppError('FORBIDDEN', problem('session.roleTooLow'))
}

/** For actions that only a person can take, such as leaving. @throws FORBIDDEN */
export function requireUser({ actor }: Pick<ServiceContext, 'actor'>): UserActor {
  if (actor.kind !== 'user') throw new AppError('FORBIDDEN', problem('session.peopleOnly'))
  return actor
}

type MissingKey = Extract<ProblemKey, `missing.${string}`>

export const notFound = (what: MissingKey): AppError => new AppError('NOT_FOUND', problem(what))
