import 'server-only'
import { createHash } from 'node:crypto'
import type { LiveRollout } from '../public/types'

/** By what a conversation is known, so that all of it meets the same version. */
export interface Sticky {
  endUser: string | undefined
  conversationId: string | undefined
  keyId: string | undefined
  /** What was said first, by the person; absent where the app takes no messages. */
  firstMessage: string | undefined
  runId: string
}

/**
 * Whether the other version of a canary answers. The same conversation is always told the same, in every process and for
 * as long as the canary goes on; with a larger share some change over, and none back.
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
  // A program that sends along what was said before: its first message is the same each time.
  if (firstMessage !== undefined) return `message:${keyId}:${firstMessage}`
  return `run:${runId}`
}

/** 0 to 100, evenly spread. */
const share = (text: string): number => (createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32) * 100
