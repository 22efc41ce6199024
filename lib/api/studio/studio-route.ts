import 'server-only'
import type { Contract } from '@/lib/contracts/contract'
import type { Verb } from '@/lib/services/context'

export interface StudioRoute {
  contract: Contract
  verb(args: Record<string, unknown>): Promise<unknown>
}

/** Binds a verb to its contract; the types must match. */
export function route<C extends Contract>(contract: C, verb: Verb<C>): StudioRoute {
  return { contract, verb: asUntyped(verb) }
}

/** Safe: the router passes values parsed by the contract's own schemas. */
function asUntyped(verb: unknown): StudioRoute['verb'] {
  return verb as StudioRoute['verb']
}
