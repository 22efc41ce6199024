import { t } from '@/lib/client/messages/t'
import type { CheckView } from '@/lib/contracts/model-checks'
import { metricFormats } from '../plots/format-metrics'

const PROBE_LABELS = {
  injection: 'catalog.probeInjection',
  refusal: 'catalog.probeRefusal',
  leak: 'catalog.probeLeak',
  'personal-data': 'catalog.probePersonalData',
} as const

/** One-line result of a check. */
export function CheckSummaryLine({ check: { score, summary } }: { check: CheckView }) {
  if (!summary) return null
  const parts = [
    ...(summary.exact === null ? [] : [scoresOf(summary)]),
    ...summary.probes.map(({ kind, passed, total }) => `${t(PROBE_LABELS[kind])} ${passed}/${total}`),
    ...(summary.firstTokenP50Ms === null
      ? []
      : [`${t('catalog.firstToken')} ${metricFormats.duration(summary.firstTokenP50Ms)}`]),
    ...(summary.tokensPerSecond === null
      ? []
      : [`${t('catalog.tokensPerSecond')} ${metricFormats.perSecond(summary.tokensPerSecond)}`]),
    ...(summary.costMicros === null ? [] : [metricFormats.cost(summary.costMicros)]),
    ...(summary.errors === 0 ? [] : [t('catalog.checkErrors', { count: summary.errors })]),
  ]
  return (
    <p className="text-muted text-xs">
      {score === null ? null : (
        <strong className="mr-2 text-ink text-sm tabular-nums">{metricFormats.share(score)}</strong>
      )}
      {parts.join(' · ')}
    </p>
  )
}

function scoresOf({ exact, contained, tokenF1 }: NonNullable<CheckView['summary']>): string {
  return t('catalog.checkScores', {
    exact: metricFormats.share(exact) ?? '',
    contained: metricFormats.share(contained) ?? '',
    f1: metricFormats.share(tokenF1) ?? '',
  })
}
