import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { NodeContext } from '../node-definition'
import { type NodePaused, nodePaused } from './pause'

const DEADLINE_MS = 7 * 24 * 3_600_000

const DeadGrant = z.object({ connection: z.string(), plugin: z.string(), name: z.string(), grant: z.number() })

/**
 * A node whose connection needs somebody to sign in again waits instead of failing, and resumes with the next grant.
 * @returns null for any other error
 * @throws the error again if the wait is over and nothing has changed; TIMEOUT after the deadline
 */
export function pauseForReconnect(ctx: Pick<NodeContext, 'waitFor' | 'now'>, thrown: unknown): NodePaused | null {
  if (!AppError.isInstance(thrown) || thrown.code !== 'RECONNECT_REQUIRED') return null
  const dead = DeadGrant.safeParse(thrown.details).data
  if (!dead) return null
  const { connection, plugin, name, grant } = dead
  const answer = ctx.waitFor(`reconnect-${connection}-${grant}`, {
    kind: 'reconnect',
    connectionId: connection,
    plugin,
    name,
    grant,
    dueAtMs: ctx.now() + DEADLINE_MS,
  })
  if (answer === undefined) return nodePaused
  if (isTimedOut(answer))
    throw new AppError('TIMEOUT', problem('integrations.reconnectTimedOut', { name }), { isFinal: true, cause: thrown })
  throw thrown
}

const isTimedOut = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'timedOut' in answer
