import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import {
  type LabConfiguration,
  type LabMetrics,
  type LabNoThreshold,
  type LabThreshold,
  MIN_ANSWERED,
  THRESHOLD_STEP,
} from '@/lib/contracts/retrieval-lab-runs'

export interface ThresholdProposalsProps {
  configurations: readonly LabConfiguration[]
  metrics: readonly LabMetrics[]
  isInUse: (configuration: LabConfiguration) => boolean
  onApply: (configuration: LabConfiguration) => void
  busy: boolean
}

/** A proposed confidence threshold for each configuration, based on the run's questions, or why there is none. */
export function ThresholdProposals({ configurations, metrics, isInUse, onApply, busy }: ThresholdProposalsProps) {
  const rows = configurations.flatMap((configuration, index) => {
    const { threshold = null, noThreshold = null } = metrics[index] ?? {}
    return threshold || noThreshold ? [{ configuration, threshold, noThreshold }] : []
  })
  if (rows.length === 0) return null
  return (
    <section aria-label={t('lab.thresholdTitle')} className="mt-3 flex min-w-0 flex-col gap-2">
      <h3 className="font-medium text-sm">{t('lab.thresholdTitle')}</h3>
      <p className="max-w-3xl text-muted text-xs">{t('lab.thresholdHint')}</p>
      <ul className="divide-y rounded-lg border bg-surface">
        {rows.map(({ configuration, threshold, noThreshold }) => (
          <li key={configuration.name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
            <span className="min-w-0 flex-1 basis-56">
              <span className="block break-words text-sm">{configuration.name}</span>
              <span className="block text-muted text-xs">
                {threshold ? effectOf(threshold) : noThreshold ? whyNone(noThreshold, configuration) : null}
              </span>
            </span>
            {threshold ? (
              <UseThreshold
                proposal={withThreshold(configuration, threshold.threshold)}
                {...{ isInUse, onApply, busy }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface UseThresholdProps extends Pick<ThresholdProposalsProps, 'isInUse' | 'onApply' | 'busy'> {
  proposal: LabConfiguration
}

function UseThreshold({ proposal, isInUse, onApply, busy }: UseThresholdProps) {
  if (isInUse(proposal)) return <Badge tone="success">{t('lab.inUse')}</Badge>
  return (
    <Button size="sm" disabled={busy} onClick={() => onApply(proposal)}>
      {t('lab.thresholdUse', { share: Math.round(proposal.options.result.threshold * 100) })}
    </Button>
  )
}

function effectOf({ lost, answered, without, refused }: LabThreshold): string {
  return [
    t('lab.thresholdLost', { lost: formatShare(lost), count: answered }),
    ...(refused === null ? [] : [t('lab.thresholdRefused', { refused: formatShare(refused), count: without })]),
  ].join(' · ')
}

function whyNone({ reason, answered }: LabNoThreshold, { options }: LabConfiguration): string {
  switch (reason) {
    case 'few-answered':
      return t('lab.thresholdFew', { least: MIN_ANSWERED, count: answered })
    case 'too-unsure':
      return t('lab.thresholdUnsure', { share: Math.round(THRESHOLD_STEP * 100), count: answered })
    case 'has-one':
      return t('lab.thresholdHasOne', { share: Math.round(options.result.threshold * 100) })
    default: {
      const unhandled: never = reason
      return unhandled
    }
  }
}

function withThreshold({ name, options }: LabConfiguration, threshold: number): LabConfiguration {
  return {
    name: `${name} · ${t('lab.threshold', { share: Math.round(threshold * 100) })}`,
    options: { ...options, result: { ...options.result, threshold } },
  }
}
