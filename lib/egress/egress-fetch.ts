import 'server-only'
import { setGlobalDispatcher } from 'undici'
import { env } from '@/lib/platform/env'
import { permitsFor } from './allow-list'
import { assertDestination, assertReach, blocked, destinationOf, parseTargetUrl } from './destination'
import { closeProcessEgress, operatorRules, processEgress } from './process-egress'

/** At start: reads the rules, so that a wrong EGRESS_ALLOW stops the process, and puts them behind the platform's own `fetch` too. */
export function installEgressGuard(): void {
  setGlobalDispatcher(processEgress().dispatcher)
}

/** What can be told of an address before it is called; plain http only where the operator named it. @throws AppError */
export function checkEgress(
  address: string,
  { onlyHttps, onlyHosts }: { onlyHttps: boolean; onlyHosts: readonly string[] | null },
): void {
  const url = parseTargetUrl(address)
  assertReach(url, { operator: env().egressOnly, workspace: onlyHosts })
  if (onlyHttps && url.protocol !== 'https:' && permitsFor(operatorRules(), destinationOf(url)).rules.length === 0)
    throw blocked(url.hostname, 'only https addresses are called here')
  assertDestination(url, operatorRules())
}

export async function closeEgress(): Promise<void> {
  await closeProcessEgress()
}
