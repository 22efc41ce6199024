import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { InboundRequest } from '@/lib/plugins/events/verification'
import { isVerified } from '@/lib/secrets/verify-request'
import { checkCaller } from '../protection/check-caller'
import { protectionCache } from '../protection/protection-cache'
import { recordRejection } from '../protection/record-rejection'
import type { System } from '../system'
import type { Delivery } from './delivery'
import { captureEvent, enqueueEvent, noteEvent } from './enqueue-event'
import { openTrigger, type TriggerRow } from './open-trigger'

/**
 * Verifies a request of a service and queues a run for each event in it. If the app is stopped or an event
 * does not fit, this is recorded beside the trigger. The service still gets a success, since a repetition
 * would not help.
 * @throws AppError UNAUTHENTICATED, NOT_FOUND, INVALID_JSON
 */
export async function receiveEvents(
  system: System,
  trigger: TriggerRow,
  { headers, body, parse }: Delivery,
): Promise<{ kind: 'ping' | 'captured' }> {
  const { definition } = await openTrigger(trigger)
  if (definition.type !== 'webhook') throw new AppError('NOT_FOUND', problem('request.notFound'))
  const { id, workspaceId, appId } = trigger
  const secret = await system.keyring.open(system.db, { workspaceId, id, type: 'trigger' }, trigger.encryptedSecret)
  const raw = { header: (name: string) => headers.get(name), query: {}, body }
  if (!isVerified(definition.verification, { secret }, raw, Date.now()))
    throw new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))
  const request: InboundRequest = { method: 'POST', header: raw.header, query: {}, body: parse() }
  let isCaptured = false
  for (const { id: eventId, data } of definition.read(request, trigger.values)) {
    try {
      assertOpen(system, { workspaceId, appId }, await settingsOf(system))
      isCaptured = await system.db.transaction(async (tx) => {
        if (await captureEvent(tx, trigger, data)) return true
        await enqueueEvent(system, tx, trigger, { data, claim: eventId })
        return isCaptured
      })
    } catch (error) {
      if (!AppError.isInstance(error) || error.code === 'UNAVAILABLE') throw error
      await noteEvent(system.db, trigger, error)
    }
  }
  return { kind: isCaptured ? 'captured' : 'ping' }
}

async function settingsOf({ db }: System) {
  const cache = protectionCache(db)
  return cache.peek() ?? (await cache.read())
}

function assertOpen(
  { db }: System,
  caller: { workspaceId: string; appId: string },
  settings: Awaited<ReturnType<typeof settingsOf>>,
): void {
  try {
    checkCaller(settings, caller, Date.now())
  } catch (error) {
    recordRejection(db, error, caller)
    throw error
  }
}
