'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { Trial } from './use-trial'

/** Changes made on the canvas of a run, and the button that reruns with them. */
export function TrialBar({ trial }: { trial: Trial }) {
  const { changedNodes, hasOtherInputs, isStarting, discard, start } = trial
  const names = [...changedNodes.map(({ label }) => label), ...(hasOtherInputs ? [t('timeTravel.changedInputs')] : [])]
  if (names.length === 0) return null
  return (
    <section
      aria-label={t('timeTravel.trial')}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b bg-accent-soft/50 px-4 py-2"
    >
      <Icon name="pencil" size={14} className="text-accent" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="font-medium">{t('timeTravel.changed', { names: names.join(', ') })}</span>{' '}
        <span className="text-muted">{t('timeTravel.rerunHint')}</span>
      </p>
      <Button size="sm" disabled={isStarting} onClick={discard}>
        {t('timeTravel.discard')}
      </Button>
      <Button size="sm" variant="primary" icon="play" busy={isStarting} onClick={start}>
        {t('timeTravel.rerun')}
      </Button>
    </section>
  )
}
