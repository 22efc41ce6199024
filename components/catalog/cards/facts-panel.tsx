import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { t } from '@/lib/client/messages/t'
import type { CatalogFacts, ModelCardView } from '@/lib/contracts/model-cards'
import { metricFormats } from '../plots/format-metrics'
import { FactList } from './fact-list'
import { factsOf } from './facts-of'

/** Published facts with their sources; unknown facts are marked. */
export function FactsPanel({ card }: { card: ModelCardView }) {
  const { facts } = card
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.facts')}</CardTitle>
      </CardHeader>
      <FactList facts={factsOf(card)} />
      <div className="flex flex-col gap-2 border-t px-4 py-3 text-muted text-xs">
        {facts ? (
          <>
            <PriceNotes facts={facts} />
            {facts.note ? <p>{facts.note}</p> : null}
            {facts.dataUse?.note ? <p>{facts.dataUse.note}</p> : null}
            <Links facts={facts} />
          </>
        ) : (
          <p>{t('catalog.factsMissing')}</p>
        )}
      </div>
    </Card>
  )
}

function PriceNotes({ facts: { price, prices } }: { facts: CatalogFacts }) {
  if (!price) return null
  const next = prices.find(({ validFrom }) => validFrom > price.validFrom)
  return (
    <>
      <p>
        {t('catalog.priceFrom', { day: price.validFrom })}
        {next
          ? ` · ${t('catalog.priceFrom', { day: next.validFrom })}: ${metricFormats.price(next.input)} / ${metricFormats.price(next.output)}`
          : null}
      </p>
      {price.tiers?.map(({ aboveInputTokens, input, output }) => (
        <p key={aboveInputTokens}>
          {t('catalog.priceLong', {
            tokens: aboveInputTokens,
            input: metricFormats.price(input) ?? '',
            output: metricFormats.price(output) ?? '',
          })}
        </p>
      ))}
    </>
  )
}

function Links({ facts }: { facts: CatalogFacts }) {
  const sources = [...new Set([...facts.sources, ...(facts.dataUse ? [facts.dataUse.source] : [])])]
  const named = [
    ...(facts.documentation ? [[t('catalog.documentation'), facts.documentation] as const] : []),
    ...(facts.statusPage ? [[t('catalog.statusPage'), facts.statusPage] as const] : []),
  ]
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        {named.map(([label, url]) => (
          <External key={label} url={url} label={label} />
        ))}
      </p>
      <p>{t('catalog.factsSources', { day: facts.checkedOn })}</p>
      <ul className="flex flex-col gap-0.5">
        {sources.map((url) => (
          <li key={url} className="truncate">
            <External url={url} label={url.replace(/^https:\/\//, '')} />
          </li>
        ))}
      </ul>
    </>
  )
}

function External({ url, label }: { url: string; label: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" className="text-accent underline">
      {label}
    </a>
  )
}
