import 'server-only'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { type AllowRule, localModelRules, parseAllowList } from './allow-list'
import { createEgress, type Egress } from './create-egress'

/** The process's door with the operator's rules. Outside of lib/egress only through `egressFor`. */
export function processEgress(): Egress {
  return singleton('egress', () => {
    const { allowLocalModels, port, egressOnly, egressProxy } = env()
    return createEgress({
      allow: [...operatorRules(), ...(allowLocalModels ? localModelRules(port) : [])],
      only: egressOnly,
      proxy: egressProxy,
    })
  })
}

export const operatorRules = (): AllowRule[] => parseAllowList(env().egressAllow)
