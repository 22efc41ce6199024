import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { LabConfiguration, LabFigures } from '@/lib/contracts/retrieval-lab-runs'

export interface ThresholdProposalsProps {
  configurations: readonly LabConfiguration[]
  figures: readonly LabFigures[]
  isInUse: (configuration: LabConfiguration) => boolean
  onApply: (configuration: LabConfiguration) => void
  busy: boolean
}

/** From which confidence on each configuration should say nothing, as the run's own questions tell it. */
export function ThresholdProposals({ configurations, figures, isInUse, onApply, busy }: ThresholdProposalsProps) {
  const proposed = configurations.flatMap((configuration, index) => {
    const threshold = figures[index]?.threshold
    return threshold
      ? [{ name: configuration.name, proposal: withThreshold(configuration, threshold.threshold), ...threshold }]
      : []
  })
  if (proposed.length === 0) return null
  return (
    <section aria-label={t('lab.thresholdTitle')} className="mt-3 flex min-w-0 flex-col gap-2">
      <h3 className="font-medium text-sm">{t('lab.thresholdTitle')}</h3>
      <p className="max-w-3xl text-muted text-xs">{t('lab.thresholdHint')}</p>
      <ul className="divide-y rounded-lg border bg-surface">
        {proposed.map(({ name, proposal, threshold, answered, lost, without, refused }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
            <span className="min-w-0 flex-1 basis-56">
              <span className="block break-words text-sm">{name}</span>
              <span className="block text-muted text-xs">
                {t('lab.thresholdLost', { lost: percent(lost), count: answered })}
                {refused === null ? null : (
                  <> · {t('lab.thresholdRefused', { refused: percent(refused), count: without })}</>
                )}
              </span>
            </span>
            {isInUse(proposal) ? (
              <Badge tone="success">{t('lab.inUse')}</Badge>
            ) : (
              <Button size="sm" disabled={busy} onClick={() => onApply(proposal)}>
                {t('lab.thresholdUse', { share: Math.round(threshold * 100) })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function withThreshold({ name, options }: LabConfiguration, threshold: number): LabConfiguration {
  return {
    name: `${name} · ${t('lab.threshold', { share: Math.round(threshold * 100) })}`,
    options: { ...options, result: { ...options.result, threshold } },
  }
}
