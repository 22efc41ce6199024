import 'server-only'
import type { AppLimits } from '@/lib/contracts/protection'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { findInjection } from '@/lib/nodes/shared/guards/find-injection'
import type { PublicChatTurn } from '../runs/chat-turn'
import type { System } from '../system'
import type { KnownCaller } from './check-caller'
import type { ProtectionSettings } from './protection-cache'
import { RejectedError } from './rejection'
import { rejectionLedger } from './rejection-ledger'

/** The default threshold of the guard node. */
const STOPS_FROM = 0.5

interface PublicInputs {
  inputs: JsonObject
  history: readonly PublicChatTurn[]
}

/** Checks the size limits and the guard of the app. @throws TOO_LARGE, INVALID_INPUT */
export function checkPublicInputs(
  system: Pick<System, 'db'>,
  settings: ProtectionSettings,
  inputs: PublicInputs,
  caller: KnownCaller,
): void {
  const limits = settings.apps.get(caller.appId ?? '')
  if (!limits) return
  checkSize(limits, inputs, caller)
  if (limits.guard !== 'off') checkMessage(system, limits.guard, inputs, caller)
}

/** The built-in guard for apps without a guard node: only checks input from outside, not earlier answers. */
function checkMessage(
  { db }: Pick<System, 'db'>,
  guard: 'count' | 'block',
  { inputs, history }: PublicInputs,
  caller: KnownCaller,
): void {
  const userTexts = history.filter(({ role }) => role === 'user').map(({ content }) => content)
  const texts = [...Object.values(inputs), ...userTexts].filter((value) => typeof value === 'string')
  if (texts.every((text) => findInjection(text).score < STOPS_FROM)) return
  const rejection = { kind: 'guard', caller } as const
  if (guard === 'count') rejectionLedger(db).add(rejection)
  else throw new RejectedError('INVALID_INPUT', problem('publicApi.messageSuspicious'), rejection)
}

function checkSize({ maxText, maxBodyKb }: AppLimits, { inputs, history }: PublicInputs, caller: KnownCaller): void {
  const tooLarge = (excess: Problem) => new RejectedError('TOO_LARGE', excess, { kind: 'body', caller })
  if (maxText !== null) {
    const texts = [...Object.values(inputs), ...history.map(({ content }) => content)]
    const longest = Math.max(0, ...texts.map((value) => (typeof value === 'string' ? value.length : 0)))
    if (longest > maxText) throw tooLarge(problem('protection.textTooLong', { length: longest, max: maxText }))
  }
  if (maxBodyKb !== null) {
    const bytes = Buffer.byteLength(JSON.stringify([inputs, history]))
    if (bytes > maxBodyKb * 1_024)
      throw tooLarge(problem('protection.requestTooLarge', { kilobytes: Math.ceil(bytes / 1_024), max: maxBodyKb }))
  }
}
