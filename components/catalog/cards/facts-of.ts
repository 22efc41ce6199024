import { t } from '@/lib/client/messages/t'

import type { CatalogFacts, ModelCardView } from '@/lib/contracts/model-cards'
import { metricFormats } from '../plots/format-metrics'
import { words } from '../value-labels'
import type { Fact } from './fact-list'

/** Published facts about a model, always in the same order. */
export function factsOf({ summary, facts }: ModelCardView): Fact[] {
  const retention = facts?.dataUse?.retentionDays
  const dataUse = words.dataUse(summary.dataUse)
  return [
    [t('catalog.context'), metricFormats.tokens(summary.contextTokens)],
    [t('catalog.longestAnswer'), metricFormats.tokens(facts?.maxOutputTokens)],
    [t('catalog.knowledgeDate'), summary.knowledgeDate],
    [t('catalog.licence'), summary.licence],
    [t('catalog.openWeights'), words.yesNo(summary.openWeights)],
    [t('catalog.regions'), summary.regions?.join(', ')],
    [
      t('catalog.dataUse'),
      dataUse && retention !== undefined ? `${dataUse}, ${t('catalog.retention', { count: retention })}` : dataUse,
    ],
    [t('catalog.releasedOn'), facts?.releasedOn],
    facts
      ? [t('catalog.retiresOn'), summary.retiresOn, t('catalog.noRetirement')]
      : [t('catalog.retiresOn'), summary.retiresOn],
    ...(facts?.replacement ? [[t('catalog.replacement'), facts.replacement] as const] : []),
    ...priceFacts(facts, facts?.ownHardware ?? summary.inputMicros === 0),
  ]
}

function priceFacts(facts: CatalogFacts | null, isFree: boolean): Fact[] {
  if (isFree) return [[t('catalog.price'), t('catalog.ownHardware')]]
  const price = facts?.price ?? null
  const byUnit = (facts?.unitPrices ?? []).map(
    ({ unit, price: micros, sizes }): Fact => [
      t(UNITS[unit]),
      `${metricFormats.price(micros) ?? ''}${sizes ? ` (${sizes.join(', ')})` : ''}`,
    ],
  )
  if (!price) return byUnit.length > 0 ? byUnit : [[t('catalog.price'), null]]
  const perMillion = (micros: number | undefined) =>
    micros === undefined ? null : t('catalog.perMillion', { price: metricFormats.price(micros) ?? '' })
  if (price.search !== undefined)
    return [[t('catalog.searches'), t('catalog.perThousand', { price: metricFormats.price(price.search) ?? '' })]]
  const batch = [price.batchInput, price.batchOutput].map(metricFormats.price)
  return [
    [t('catalog.input'), perMillion(price.input)],
    [t('catalog.output'), perMillion(price.output)],
    [t('catalog.cachedInput'), perMillion(price.cachedInput)],
    [t('catalog.cacheWrite'), perMillion(price.cacheWrite)],
    [t('catalog.batch'), batch.every((part) => part !== null) ? batch.join(' / ') : null],
  ]
}

const UNITS = {
  minute: 'catalog.perMinute',
  'million-characters': 'catalog.perCharacters',
  image: 'catalog.perPicture',
} as const
