'use client'
import { t } from '@/lib/client/messages/t'
import type { RoutePolicy } from '@/lib/contracts/routes'
import { NumberBox } from './number-box'

interface FailureFieldsProps {
  policy: RoutePolicy
  onChange: (part: Partial<RoutePolicy>) => void
}

/** What happens when a model fails or is slow. */
export function FailureFields({ policy, onChange }: FailureFieldsProps) {
  const { retries, hedgeAfterMs, breaker } = policy
  return (
    <fieldset className="grid min-w-0 gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-medium text-muted text-xs">{t('routes.whenItFails')}</legend>
      <NumberBox
        label={t('routes.retries')}
        unit={t('routes.retriesUnit')}
        value={retries}
        min={0}
        max={5}
        onChange={(value) => onChange({ retries: value ?? 0 })}
      />
      {(policy.ability ?? 'chat') === 'chat' ? (
        <NumberBox
          label={t('routes.hedge')}
          hint={t('routes.hedgeHint')}
          unit={t('routes.milliseconds')}
          value={hedgeAfterMs}
          min={50}
          max={120_000}
          placeholder={t('routes.never')}
          onChange={(value) => onChange({ hedgeAfterMs: value })}
        />
      ) : null}
      <NumberBox
        label={t('routes.breakerFailures')}
        unit={t('routes.breakerFailuresUnit')}
        value={breaker.failures}
        min={1}
        max={100}
        onChange={(value) => onChange({ breaker: { ...breaker, failures: value ?? 5 } })}
      />
      <NumberBox
        label={t('routes.breakerPause')}
        unit={t('routes.seconds')}
        value={breaker.pauseSeconds}
        min={1}
        max={3_600}
        onChange={(value) => onChange({ breaker: { ...breaker, pauseSeconds: value ?? 30 } })}
      />
    </fieldset>
  )
}
