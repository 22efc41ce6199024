import 'server-only'
import { createHash } from 'node:crypto'
import type { LiveRollout } from '@/lib/services/versions/published-app'
import type { StartRun } from '../drive/types'
import type { StartPublicRun } from '../public/types'

/** Identifies a conversation, so that all of it gets the same version. */
export interface Sticky {
  endUser: string | undefined
  conversationId: string | undefined
  keyId: string | undefined
  /** The person's first message; absent where the app has no messages. */
  firstMessage: string | undefined
  runId: string
}

type Known = Pick<StartRun, 'history'> & Pick<Sticky, 'endUser' | 'conversationId' | 'runId'>

/** The live version, or that of a canary for its share of callers. */
export function versionFor(
  { app, keyId, inputs }: StartPublicRun,
  { history, ...known }: Known,
): { id: string; number: number } {
  const { rollout = null, messageField } = app
  const live = { id: app.versionId, number: app.versionNumber }
  if (rollout?.kind !== 'canary') return live
  const message = messageField === null ? undefined : inputs[messageField]
  const opening = history.find(({ role }) => role === 'user')?.content
  const firstMessage = opening ?? (typeof message === 'string' ? message : undefined)
  return meetsCandidate(rollout, { ...known, keyId, firstMessage })
    ? { id: rollout.versionId, number: rollout.versionNumber }
    : live
}

/**
 * Whether the other version of a canary answers. Deterministic for a conversation, in every process and for the
 * duration of the canary; a larger share moves some over, and none back.
 */
export function meetsCandidate(rollout: LiveRollout, sticky: Sticky): boolean {
  return share(`${rollout.id}:${stickyKey(rollout, sticky)}`) < rollout.percent
}

/** Whether a shadow mirrors the run. */
export const isMirrored = ({ id, percent }: LiveRollout, runId: string): boolean => share(`${id}:${runId}`) < percent

function stickyKey({ stickyBy }: LiveRollout, sticky: Sticky): string {
  const { endUser, conversationId, keyId = '', firstMessage, runId } = sticky
  if (stickyBy === 'key' && keyId !== '') return `key:${keyId}`
  if (endUser !== undefined) return `user:${keyId}:${endUser}`
  if (conversationId !== undefined) return `conversation:${conversationId}`
  // For clients that send the history along: its first message is always the same.
  if (firstMessage !== undefined) return `message:${keyId}:${firstMessage}`
  return `run:${runId}`
}

/** 0 to 100, uniform. */
const share = (text: string): number => (createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32) * 100
