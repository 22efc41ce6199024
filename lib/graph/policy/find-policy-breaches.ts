import { isListedHost, splitHost } from '@/lib/core/network/host-list'
import type { ModelFacts, PolicyLists } from './model-facts'

export interface PolicyBreach {
  rule: 'provider' | 'region' | 'licence' | 'data-use' | 'private-mode'
  /** A sentence that names the rule. */
  message: string
}

/** The workspace rules that this model violates. Used in the browser, at compilation, and before each call. */
export function findPolicyBreaches(policy: PolicyLists, facts: ModelFacts): PolicyBreach[] {
  // Models inside Patchbay send no data.
  if (facts.host === '' && INSIDE.has(facts.provider)) return []
  const found = [
    breachOfList('provider', policy.providers, facts.provider, facts.model),
    breachOfList('region', policy.regions, facts.region, facts.model),
    breachOfList('licence', policy.licences, facts.licence, facts.model),
    breachOfList('data-use', policy.dataUse, facts.dataUse, facts.model),
    breachOfPrivateMode(policy, facts),
  ]
  return found.filter((breach) => breach !== null)
}

/** End of every rejection: who can change it, and where. */
export const WHO_CAN_CHANGE = 'An owner can change that under Settings, Model policy.'

const INSIDE = new Set(['builtin', 'trained'])

const WORDS = {
  provider: { unknown: 'its provider is not known', is: 'its provider is', allowed: 'providers' },
  region: { unknown: 'nobody knows in which region it runs', is: 'it may run in', allowed: 'regions' },
  licence: { unknown: 'its licence is not known', is: 'its licence is', allowed: 'licences' },
  'data-use': {
    unknown: 'it is not known what its service does with the data',
    is: 'its data-use policy is',
    allowed: 'data-use policies',
  },
} as const

function breachOfList(
  rule: keyof typeof WORDS,
  allowed: readonly string[] | undefined,
  value: string | readonly string[] | null,
  model: string,
): PolicyBreach | null {
  if (allowed === undefined) return null
  const names = (value === null ? [] : [value].flat()).map((name) => name.trim()).filter((name) => name !== '')
  const lower = new Set(allowed.map((name) => name.trim().toLowerCase()))
  const outside = names.filter((name) => !lower.has(name.toLowerCase()))
  if (names.length > 0 && outside.length === 0) return null
  const words = WORDS[rule]
  const why = names.length === 0 ? words.unknown : `${words.is} ${outside.map(inWords).join(', ')}`
  const list =
    allowed.length === 0 ? `no ${words.allowed} at all` : `these ${words.allowed} only: ${allowed.join(', ')}`
  return { rule, message: `The model “${model}” is not allowed: ${why}, and this workspace allows ${list}.` }
}

/** As named by services that choose the region themselves. */
const inWords = (name: string): string => (name === 'global' ? 'any region of the world (“global”)' : name)

function breachOfPrivateMode({ privateMode }: PolicyLists, { host, model }: ModelFacts): PolicyBreach | null {
  if (privateMode === null) return null
  const to = splitHost(host.toLowerCase())
  if (host !== '' && isListedHost(privateMode.hosts, to.host, to.port)) return null
  const where = host === '' ? 'it is not known which host it runs on' : `it runs on ${host}`
  return {
    rule: 'private-mode',
    message: `The model “${model}” is not allowed: ${where}, and this workspace is in private mode, where only listed hosts are reached.`,
  }
}
