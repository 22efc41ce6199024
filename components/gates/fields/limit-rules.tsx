'use client'
import { t } from '@/lib/client/messages/t'
import type { RulesProps } from './metric-rules'
import { RuleNumber } from './rule-number'

const MICROS = 1_000_000

/** Limits of latency and cost, absolute and against the live version. */
export function LimitRules({ rules, onChange }: RulesProps) {
  const rounded = (value: number | null) => (value === null ? null : Math.round(value))
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="float-left font-medium text-sm">{t('gates.limits')}</legend>
      <div className="clear-both grid gap-3 sm:grid-cols-2">
        <RuleNumber
          label={t('gates.maxP95')}
          unit={t('gates.milliseconds')}
          value={rules.maxP95Ms}
          onChange={(value) => onChange({ maxP95Ms: rounded(value) })}
        />
        <RuleNumber
          label={t('gates.maxP95Percent')}
          unit={t('gates.percent')}
          value={rules.maxP95Percent}
          onChange={(maxP95Percent) => onChange({ maxP95Percent })}
        />
        <RuleNumber
          label={t('gates.maxCost')}
          unit={t('gates.dollars')}
          scale={MICROS}
          value={rules.maxCostMicros}
          onChange={(value) => onChange({ maxCostMicros: rounded(value) })}
        />
        <RuleNumber
          label={t('gates.maxCostPercent')}
          unit={t('gates.percent')}
          value={rules.maxCostPercent}
          onChange={(maxCostPercent) => onChange({ maxCostPercent })}
        />
        <RuleNumber
          label={t('gates.maxAttackSuccess')}
          unit={t('gates.percent')}
          scale={0.01}
          value={rules.maxAttackSuccess}
          onChange={(value) => onChange({ maxAttackSuccess: value === null ? null : Math.min(1, value) })}
        />
      </div>
    </fieldset>
  )
}
