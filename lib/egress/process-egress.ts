import 'server-only'
import { env } from '@/lib/platform/env'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { type AllowRule, localModelRules, parseAllowList } from './allow-list'
import { createEgress, type Egress } from './create-egress'

/** `models` may also call the model servers of this computer, on ports that other programs use as well. */
export type EgressCaller = 'models' | 'others'

/**
 * The process's guarded client with the operator's rules. Outside of lib/egress, use `egressFor`.
 * @param localAddresses additional addresses that owners allowed, in the format of `localAllowList`
 */
export function processEgress(caller: EgressCaller = 'others', localAddresses = ''): Egress {
  const current = currentEgress(caller)
  const cached = current.get(localAddresses)
  if (cached) return cached
  // The previous client is not closed: its calls finish, and its idle connections time out.
  for (const key of current.keys()) if (key !== '') current.delete(key)
  const egress = makeEgress(caller, localAddresses)
  current.set(localAddresses, egress)
  return egress
}

function makeEgress(caller: EgressCaller, localAddresses: string): Egress {
  const { allowLocalModels, port, egressOnly, egressProxy } = env()
  const isLocalAllowed = caller === 'models' && allowLocalModels
  return createEgress({
    allow: [...operatorRules(), ...(isLocalAllowed ? localModelRules(port) : []), ...parseAllowList(localAddresses)],
    only: egressOnly,
    proxy: egressProxy,
  })
}

export async function closeProcessEgress(): Promise<void> {
  for (const caller of ['models', 'others'] as const) {
    for (const egress of currentEgress(caller).values()) await egress.close()
    dropSingleton(keyOf(caller))
  }
}

/** Two clients by allowed local addresses: one without any, and the latest with them. */
const currentEgress = (caller: EgressCaller) => singleton(keyOf(caller), () => new Map<string, Egress>())

const keyOf = (caller: EgressCaller) => (caller === 'models' ? 'egress-models' : 'egress')

export const operatorRules = (): AllowRule[] => parseAllowList(env().egressAllow)
