'use client'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { type EstimateKind, estimateText, isUnknown, sourceText } from './estimate-text'
import { useForecast } from './use-forecast'

const KINDS: readonly EstimateKind[] = ['tokens', 'cost', 'duration']
const UNKNOWN = {
  tokens: 'forecast.unknownTokens',
  cost: 'forecast.unknownCost',
  duration: 'forecast.unknownTime',
} as const satisfies Record<EstimateKind, string>

/** Forecast of the selected node for the next run. */
export function NodeForecast({ nodeId }: { nodeId: string }) {
  const node = useForecast()?.nodes.find((candidate) => candidate.nodeId === nodeId)
  if (!node) return null
  const knownKinds = KINDS.filter((kind) => !isUnknown(node[kind]))
  return (
    <section aria-label={t('forecast.expected')} className="mb-4 rounded-md bg-sunken px-3 py-2 text-xs">
      <p className="flex items-center gap-1.5 font-medium text-muted">
        <Icon name="telescope" size={13} />
        {t('forecast.expected')}
      </p>
      {knownKinds.length === 0 ? <p className="mt-1 text-muted">{t('forecast.noData')}</p> : null}
      <dl className="mt-1 flex flex-wrap gap-x-5 gap-y-1 tabular-nums">
        {(knownKinds.length === 0 ? [] : KINDS).map((kind) => (
          <div key={kind}>
            <dt className="sr-only">{t(`forecast.${kind}`)}</dt>
            <dd>
              {isUnknown(node[kind]) ? (
                <span className="text-muted">{t(UNKNOWN[kind])}</span>
              ) : (
                <>
                  {kind === 'tokens'
                    ? t('forecast.tokensOf', { figure: estimateText(node[kind], kind) })
                    : estimateText(node[kind], kind)}
                  <span className="ml-1 text-2xs text-muted">{sourceText(node[kind].source)}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
