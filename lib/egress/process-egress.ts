import 'server-only'
import { env } from '@/lib/platform/env'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { type AllowRule, localModelRules, parseAllowList } from './allow-list'
import { createEgress, type Egress } from './create-egress'

/** `models` may also call the model servers of this computer, on ports that other programs use as well. */
export type EgressCaller = 'models' | 'others'

/** The process's door with the operator's rules. Outside of lib/egress only through `egressFor`. */
export function processEgress(caller: EgressCaller = 'others'): Egress {
  return singleton(keyOf(caller), () => {
    const { allowLocalModels, port, egressOnly, egressProxy } = env()
    const isLocalAllowed = caller === 'models' && allowLocalModels
    return createEgress({
      allow: [...operatorRules(), ...(isLocalAllowed ? localModelRules(port) : [])],
      only: egressOnly,
      proxy: egressProxy,
    })
  })
}

export async function closeProcessEgress(): Promise<void> {
  for (const caller of ['models', 'others'] as const) {
    await processEgress(caller).close()
    dropSingleton(keyOf(caller))
  }
}

const keyOf = (caller: EgressCaller) => (caller === 'models' ? 'egress-models' : 'egress')

export const operatorRules = (): AllowRule[] => parseAllowList(env().egressAllow)
