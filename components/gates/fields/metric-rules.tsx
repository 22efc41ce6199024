'use client'
import { t } from '@/lib/client/messages/t'
import type { GateRules } from '@/lib/contracts/gates'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { scorerName } from '../scorer-name'
import { RuleNumber } from './rule-number'

export interface RulesProps {
  rules: GateRules
  onChange: (change: Partial<GateRules>) => void
}

/** The least lower bound of each scorer. */
export function MetricRules({ scorers, rules, onChange }: RulesProps & { scorers: readonly ScorerSettings[] }) {
  const leastOf = (id: string) => rules.metrics.find(({ scorer }) => scorer === id)?.atLeast ?? null
  const set = (id: string, atLeast: number | null) => {
    const others = rules.metrics.filter(({ scorer }) => scorer !== id)
    onChange({ metrics: atLeast === null ? others : [...others, { scorer: id, atLeast: Math.min(1, atLeast) }] })
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="font-medium text-sm">{t('gates.lowerBounds')}</legend>
      <p className="text-muted text-xs">{t('gates.lowerBoundsHint')}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {scorers.map((scorer) => (
          <RuleNumber
            key={scorer.id}
            label={t('gates.atLeast', { metric: scorerName(scorer) })}
            unit={t('gates.percent')}
            scale={0.01}
            max={100}
            value={leastOf(scorer.id)}
            onChange={(value) => set(scorer.id, value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
