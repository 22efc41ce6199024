import 'server-only'
import { setGlobalDispatcher } from 'undici'
import { problem } from '@/lib/messages/problems/problem'
import { env } from '@/lib/platform/env'
import { parseAllowList, permitsFor } from './allow-list'
import { assertDestination, assertReach, blocked, destinationOf, parseTargetUrl } from './destination'
import { closeProcessEgress, operatorRules, processEgress } from './process-egress'

/**
 * Runs at startup. Parses the rules, so that a wrong EGRESS_ALLOW stops the process, and guards the platform's own
 * `fetch` too.
 */
export function installEgressGuard(): void {
  setGlobalDispatcher(processEgress().dispatcher)
}

interface CheckScope {
  onlyHttps: boolean
  onlyHosts: readonly string[] | null
  /** See `egressFor`. */
  localAddresses?: string
}

/** Checks an address before it is called. Plain HTTP is allowed only where the operator listed it. @throws AppError */
export function checkEgress(address: string, { onlyHttps, onlyHosts, localAddresses = '' }: CheckScope): void {
  const url = parseTargetUrl(address)
  const rules = [...operatorRules(), ...parseAllowList(localAddresses)]
  assertReach(url, { operator: env().egressOnly, workspace: onlyHosts })
  if (onlyHttps && url.protocol !== 'https:' && permitsFor(rules, destinationOf(url)).rules.length === 0)
    throw blocked(url.hostname, problem('egress.blockedNotHttps'))
  assertDestination(url, rules)
}

export async function closeEgress(): Promise<void> {
  await closeProcessEgress()
}
