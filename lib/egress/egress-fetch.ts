import 'server-only'
import { setGlobalDispatcher } from 'undici'
import { env } from '@/lib/platform/env'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { type AllowRule, localModelRules, parseAllowList, permitsFor } from './allow-list'
import { createEgress, type Egress, type EgressFetch } from './create-egress'
import { assertDestination, blocked, destinationOf, parseTargetUrl } from './destination'
import type { EgressLimits, EgressPurpose } from './limits'

/** The only door to the network: `fetch` with the operator's rules, for our code and for every client library. */
export const egressFetch: EgressFetch = (input, init) => egress().fetch(input, init)

/** The same door for a client library, with the limits of what it is for: `egressFetchFor('model')`. */
export function egressFetchFor(purpose: EgressPurpose, limits: Partial<EgressLimits> = {}): typeof fetch {
  return (input, init) => egress().fetch(input, { ...init, purpose, limits })
}

/** At start: reads the rules, so that a wrong EGRESS_ALLOW stops the process, and puts them behind the platform's own `fetch` too. */
export function installEgressGuard(): void {
  setGlobalDispatcher(egress().dispatcher)
}

/** What can be told of an address before it is called; plain http only where the operator named it. @throws AppError */
export function checkEgress(address: string, { onlyHttps }: { onlyHttps: boolean }): void {
  const url = parseTargetUrl(address)
  if (onlyHttps && url.protocol !== 'https:' && permitsFor(operatorRules(), destinationOf(url)).rules.length === 0)
    throw blocked(url.hostname, 'only https addresses are called here')
  assertDestination(url, operatorRules())
}

export async function closeEgress(): Promise<void> {
  await egress().close()
  dropSingleton('egress')
}

function egress(): Egress {
  return singleton('egress', () => {
    const { allowLocalModels, port } = env()
    return createEgress({ allow: [...operatorRules(), ...(allowLocalModels ? localModelRules(port) : [])] })
  })
}

const operatorRules = (): AllowRule[] => parseAllowList(env().egressAllow)
