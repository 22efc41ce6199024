import type { CatalogPrice, UnitPrice } from '@/lib/contracts/catalog'
import type { ModelCardView } from '@/lib/contracts/model-cards'

/** Label of an unknown value, in exports and on the page. */
export const NOT_KNOWN = 'not known'

export type CardLine = readonly [label: string, value: string]

/** Documented facts about the model, in the order of the card. */
export function factLines({ summary, facts }: ModelCardView): CardLine[] {
  return [
    ['Service', summary.providerLabel],
    ['Abilities', summary.abilities.join(', ') || NOT_KNOWN],
    ['Context', tokens(summary.contextTokens)],
    ['Longest answer', tokens(facts?.maxOutputTokens ?? null)],
    ['Knowledge up to', summary.knowledgeDate ?? NOT_KNOWN],
    ['License', summary.licence ?? NOT_KNOWN],
    ['Open weights', summary.openWeights === null ? NOT_KNOWN : summary.openWeights ? 'yes' : 'no'],
    ['Regions', summary.regions?.join(', ') ?? NOT_KNOWN],
    ['Use of data', summary.dataUse ?? NOT_KNOWN],
    ['Released', facts?.releasedOn ?? NOT_KNOWN],
    ['Retires', summary.retiresOn ?? (facts ? 'no day announced' : NOT_KNOWN)],
    ...priceLines(facts?.price ?? null, facts?.unitPrices ?? [], facts?.ownHardware ?? false),
  ]
}

function priceLines(price: CatalogPrice | null, unitPrices: readonly UnitPrice[], ownHardware: boolean): CardLine[] {
  if (ownHardware) return [['Price', 'nothing a call']]
  const byUnit = unitPrices.map(
    ({ unit, price: micros, sizes }): CardLine => [
      `Price of ${UNITS[unit]}`,
      `$${micros / 1_000_000}${sizes ? ` (${sizes.join(', ')})` : ''}`,
    ],
  )
  if (!price) return byUnit.length > 0 ? byUnit : [['Price', NOT_KNOWN]]
  if (price.search !== undefined)
    return [
      ['Price of searches', `$${price.search / 1_000_000} / thousand searches`],
      ['Price valid from', price.validFrom],
    ]
  const perMillion = (micros: number | undefined) =>
    micros === undefined ? NOT_KNOWN : `$${micros / 1_000_000} / million tokens`
  return [
    ['Price of input', perMillion(price.input)],
    ['Price of output', perMillion(price.output)],
    ['Price of cached input', perMillion(price.cachedInput)],
    ['Price of cache writes', perMillion(price.cacheWrite)],
    ['Price of input in batches', perMillion(price.batchInput)],
    ['Price of output in batches', perMillion(price.batchOutput)],
    ['Price valid from', price.validFrom],
  ]
}

const UNITS = {
  minute: 'a minute of sound',
  'million-characters': 'a million characters',
  image: 'a picture',
} as const satisfies Record<UnitPrice['unit'], string>

/** Metrics measured in this workspace. */
export function measuredLines({ summary: { measured, quality, safety } }: ModelCardView): CardLine[] {
  return [
    ['Calls', String(measured?.calls ?? 0)],
    ['Availability', share(measured?.availability ?? null)],
    ['Error rate', share(measured?.errorRate ?? null)],
    ['Time to first token, median', milliseconds(measured?.firstTokenP50Ms ?? null)],
    ['Time to first token, 95th percentile', milliseconds(measured?.firstTokenP95Ms ?? null)],
    ['Tokens per second, median', measured?.tokensPerSecond == null ? NOT_KNOWN : measured.tokensPerSecond.toFixed(1)],
    ['Cost of 1,000 runs', dollars(measured?.costPerThousandRunsMicros ?? null)],
    ['Last used', measured?.lastUsedAt ?? NOT_KNOWN],
    ['Quality on own data', share(quality)],
    ['Safety probes withstood', share(safety)],
  ]
}

const tokens = (count: number | null): string => (count === null ? NOT_KNOWN : `${count.toLocaleString('en')} tokens`)
const share = (value: number | null): string => (value === null ? NOT_KNOWN : `${(value * 100).toFixed(1)} %`)
const milliseconds = (value: number | null): string => (value === null ? NOT_KNOWN : `${Math.round(value)} ms`)
const dollars = (micros: number | null): string => (micros === null ? NOT_KNOWN : `$${(micros / 1_000_000).toFixed(2)}`)
