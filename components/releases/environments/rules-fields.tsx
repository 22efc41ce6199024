'use client'
import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { MessageKey } from '@/lib/client/messages/t'
import { t } from '@/lib/client/messages/t'
import type { RolloutRules, RolloutView } from '@/lib/contracts/rollouts'

const SUCCESS = { promote: 'releases.onSuccessPromote', tell: 'releases.notifyOnly' } as const
const FAILURE = { 'roll-back': 'releases.onFailureRollBack', tell: 'releases.notifyOnly' } as const

export interface RulesFieldsProps {
  kind: RolloutView['kind']
  rules: RolloutRules
  onChange: (rules: RolloutRules) => void
}

/** Rules and their consequences. An empty bound turns its rule off. */
export function RulesFields({ kind, rules, onChange }: RulesFieldsProps) {
  const set = (change: Partial<RolloutRules>) => onChange({ ...rules, ...change })
  const untilClearHint = useId()
  const bound = (
    name: 'maxErrorPoints' | 'maxP95Percent' | 'maxCostPercent',
    label: MessageKeyOfBound,
    unit: string,
  ) => (
    <Field label={t(label)} aside={unit}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={rules[name] ?? ''}
          onChange={(event) => set({ [name]: numberOf(event.target.value) })}
        />
      )}
    </Field>
  )
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('releases.minRuns')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={rules.minRuns}
              onChange={(event) => set({ minRuns: Math.round(numberOf(event.target.value) ?? 0) })}
            />
          )}
        </Field>
        {bound('maxErrorPoints', 'releases.maxErrorPoints', t('releases.points'))}
        {bound('maxP95Percent', 'releases.maxP95Percent', '%')}
        {bound('maxCostPercent', 'releases.maxCostPercent', '%')}
      </div>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
      <label className="flex items-center gap-2 text-sm">
        <Checkbox checked={rules.feedbackNotWorse} onCheckedChange={(on) => set({ feedbackNotWorse: on === true })} />
        {t('releases.feedbackNotWorse')}
      </label>
      <div className="flex flex-col gap-1">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside. */}
        <label className="flex items-center gap-2 text-sm">
          <Checkbox
            checked={rules.untilClear}
            disabled={rules.maxErrorPoints === null}
            aria-describedby={untilClearHint}
            onCheckedChange={(on) => set({ untilClear: on === true })}
          />
          {t('releases.untilClear')}
        </label>
        <p id={untilClearHint} className="pl-6 text-muted text-xs">
          {t('releases.untilClearHint')}
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('releases.onSuccess')}>
          {() => (
            <Choice
              values={['promote', 'tell'] as const}
              labelOf={(value) => t(SUCCESS[value])}
              value={rules.onSuccess}
              onSelect={(onSuccess) => set({ onSuccess })}
              label={t('releases.onSuccess')}
            />
          )}
        </Field>
        <Field label={t('releases.onFailure')}>
          {() => (
            <Choice
              values={['roll-back', 'tell'] as const}
              labelOf={(value) =>
                t(kind === 'shadow' && value === 'roll-back' ? 'releases.stopShadow' : FAILURE[value])
              }
              value={rules.onFailure}
              onSelect={(onFailure) => set({ onFailure })}
              label={t('releases.onFailure')}
            />
          )}
        </Field>
      </div>
    </div>
  )
}

type MessageKeyOfBound = Extract<
  MessageKey,
  'releases.maxErrorPoints' | 'releases.maxP95Percent' | 'releases.maxCostPercent'
>

/** Returns null for a string that is empty or not a number. */
function numberOf(text: string): number | null {
  const value = Number(text.replace(',', '.'))
  return text.trim() === '' || Number.isNaN(value) ? null : value
}
