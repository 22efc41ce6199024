import { isListedHost, splitHost } from '@/lib/core/network/host-list'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { ModelFacts, PolicyLists } from './model-facts'

export interface PolicyBreach {
  rule: 'provider' | 'region' | 'licence' | 'data-use' | 'private-mode'
  /** A sentence that names the rule. */
  text: TextRef
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

const INSIDE = new Set(['builtin', 'trained'])

const WORDS = {
  provider: {
    unknown: 'policy.providerUnknown',
    is: 'policy.providerIs',
    none: 'policy.noProviders',
    only: 'policy.theseProviders',
  },
  region: {
    unknown: 'policy.regionUnknown',
    is: 'policy.regionIs',
    none: 'policy.noRegions',
    only: 'policy.theseRegions',
  },
  licence: {
    unknown: 'policy.licenceUnknown',
    is: 'policy.licenceIs',
    none: 'policy.noLicences',
    only: 'policy.theseLicences',
  },
  'data-use': {
    unknown: 'policy.dataUseUnknown',
    is: 'policy.dataUseIs',
    none: 'policy.noDataUse',
    only: 'policy.theseDataUse',
  },
} as const

function breachOfList(
  rule: keyof typeof WORDS,
  allowed: readonly string[] | undefined,
  value: string | readonly string[] | null,
  model: string,
): PolicyBreach | null {
  if (allowed === undefined) return null
  const values = value === null ? [] : [value].flat()
  const names = values.map((name) => name.trim()).filter((name) => name !== '')
  const allowedNames = new Set(allowed.map((name) => name.trim().toLowerCase()))
  const outside = names.filter((name) => !allowedNames.has(name.toLowerCase()))
  if (names.length > 0 && outside.length === 0) return null
  const words = WORDS[rule]
  const reason = names.length === 0 ? textRef(words.unknown) : textRef(words.is, { names: inWords(outside) })
  const list = allowed.length === 0 ? textRef(words.none) : textRef(words.only, { names: allowed.join(', ') })
  return { rule, text: textRef('policy.notAllowed', { model, reason, allowed: list }) }
}

/** Services that choose the region themselves call it `global`. */
const inWords = (names: readonly string[]): string | TextRef =>
  names.length === 1 && names[0] === 'global' ? textRef('policy.anyRegion') : names.join(', ')

function breachOfPrivateMode({ privateMode }: PolicyLists, { host, model }: ModelFacts): PolicyBreach | null {
  if (privateMode === null) return null
  const to = splitHost(host.toLowerCase())
  if (host !== '' && isListedHost(privateMode.hosts, to.host, to.port)) return null
  const reason = host === '' ? textRef('policy.hostUnknown') : textRef('policy.hostIs', { host })
  return { rule: 'private-mode', text: textRef('policy.notAllowedPrivate', { model, reason }) }
}
