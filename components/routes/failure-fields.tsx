'use client'
import { t } from '@/lib/client/messages/t'
import { routeTimeouts } from '@/lib/contracts/route-timeouts'
import type { RoutePolicy } from '@/lib/contracts/routes'
import { NumberBox } from './number-box'

interface FailureFieldsProps {
  policy: RoutePolicy
  onChange: (part: Partial<RoutePolicy>) => void
}

/** Behavior when a model fails or is slow. */
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
      <TimeoutFields policy={policy} onChange={onChange} />
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

/** How long a model may send no data before the next model is called. */
function TimeoutFields({ policy, onChange }: FailureFieldsProps) {
  const { timeouts = {} } = policy
  const defaults = routeTimeouts({ ...policy, timeouts: {} })
  const box = (key: keyof typeof timeouts, label: string, hint: string) => {
    const [valueMs, defaultMs] = [timeouts[key], defaults[key]]
    const { [key]: _old, ...others } = timeouts
    return (
      <NumberBox
        label={label}
        hint={hint}
        unit={t('routes.seconds')}
        value={valueMs === undefined ? null : valueMs / 1_000}
        min={1}
        max={600}
        placeholder={defaultMs === null ? t('routes.noLimit') : String(defaultMs / 1_000)}
        onChange={(value) =>
          onChange({ timeouts: value === null ? others : { ...others, [key]: Math.round(value * 1_000) } })
        }
      />
    )
  }
  return (
    <>
      {(policy.ability ?? 'chat') === 'chat'
        ? box('firstTokenMs', t('routes.firstTokenTimeout'), t('routes.firstTokenTimeoutHint'))
        : null}
      {box('answerMs', t('routes.answerTimeout'), t('routes.answerTimeoutHint'))}
    </>
  )
}
