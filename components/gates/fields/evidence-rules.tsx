'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { GateRules } from '@/lib/contracts/gates'
import type { RulesProps } from './metric-rules'
import { RuleNumber } from './rule-number'

const CHOICES = ['block', 'second-person', 'pass'] as const
const LABELS = {
  block: 'gates.inconclusiveBlock',
  'second-person': 'gates.inconclusiveSecond-person',
  pass: 'gates.inconclusivePass',
} as const

/** The required amount of evidence, and the result without it. */
export function EvidenceRules({ rules, onChange }: RulesProps) {
  const { whenInconclusive, minScored, maxAgeDays } = rules
  const defaults = GateRules.parse({})
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t pt-4">
      <legend className="float-left font-medium text-sm">{t('gates.evidence')}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2">
        <RuleNumber
          label={t('gates.minScored')}
          unit={t('gates.percent')}
          scale={0.01}
          max={100}
          value={minScored}
          onChange={(value) => onChange({ minScored: Math.min(1, value ?? defaults.minScored) })}
        />
        <RuleNumber
          label={t('gates.maxAge')}
          unit={t('gates.days')}
          max={365}
          value={maxAgeDays}
          onChange={(value) => onChange({ maxAgeDays: Math.round(value ?? defaults.maxAgeDays) })}
        />
      </div>
      <Field label={t('gates.whenInconclusive')}>
        {(control) => (
          <Select
            {...control}
            className="max-w-80"
            value={whenInconclusive}
            onValueChange={(value) =>
              onChange({ whenInconclusive: CHOICES.find((choice) => choice === value) ?? 'block' })
            }
            options={CHOICES.map((choice) => ({ value: choice, label: t(LABELS[choice]) }))}
          />
        )}
      </Field>
    </fieldset>
  )
}
