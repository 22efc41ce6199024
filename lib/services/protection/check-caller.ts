import 'server-only'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { blockName, type ProtectionSettings, stopName } from './protection-cache'
import { type RejectedCaller, RejectedError } from './rejection'

export type KnownCaller = RejectedCaller & { workspaceId: string }

/**
 * Checks that the workspace's public traffic is not stopped and that this caller is not blocked.
 * @throws MAINTENANCE, FORBIDDEN
 */
export function checkCaller(settings: ProtectionSettings, caller: KnownCaller, nowMs: number): void {
  const stopped = stopMessage(settings, caller)
  if (stopped !== null)
    throw new RejectedError('MAINTENANCE', verbatim(stopped), { kind: 'stop', caller }, { retryAfterSeconds: 60 })
  if (settings.blocks.size > 0 && isBlocked(settings, caller, nowMs))
    throw new RejectedError('FORBIDDEN', problem('protection.blocked'), { kind: 'block', caller })
}

/** The message for visitors of a stopped app; null while it is open. */
export function stopMessage(
  { stops }: ProtectionSettings,
  { workspaceId, appId = '' }: Pick<KnownCaller, 'workspaceId' | 'appId'>,
): string | null {
  if (stops.size === 0) return null
  return stops.get(stopName(workspaceId, '')) ?? stops.get(stopName(workspaceId, appId)) ?? null
}

export function isBlocked({ blocks }: ProtectionSettings, caller: KnownCaller, nowMs: number): boolean {
  const subjects = [
    ['key', caller.keyId],
    ['end-user', caller.endUser],
    ['address', caller.address],
  ] as const
  return subjects.some(
    ([kind, subject]) =>
      subject !== undefined && (blocks.get(blockName(caller.workspaceId, kind, subject)) ?? 0) > nowMs,
  )
}
