'use client'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import type { RulesProps } from './metric-rules'
import { RuleNumber } from './rule-number'

const DEFAULT_MARGIN = 0.02

/** Comparison with the live version, required cases and regression tests. */
export function CaseRules({ rules, onChange }: RulesProps) {
  return (
    <div className="flex flex-col gap-3 border-t pt-4">
      <SwitchRow
        label={t('gates.notWorse')}
        hint={t('gates.notWorseHint')}
        checked={rules.notWorse !== null}
        onChange={(isOn) => onChange({ notWorse: isOn ? DEFAULT_MARGIN : null })}
      />
      {rules.notWorse === null ? null : (
        <div className="max-w-40">
          <RuleNumber
            label={t('gates.margin')}
            unit={t('gates.points')}
            scale={0.01}
            max={50}
            value={rules.notWorse}
            onChange={(value) => onChange({ notWorse: Math.min(0.5, value ?? 0) })}
          />
        </div>
      )}
      <SwitchRow
        label={t('gates.mustPass')}
        hint={t('gates.mustPassHint')}
        checked={rules.mustPass}
        onChange={(mustPass) => onChange({ mustPass })}
      />
      <SwitchRow
        label={t('gates.noRegressions')}
        hint={t('gates.noRegressionsHint')}
        checked={rules.noRegressions}
        onChange={(noRegressions) => onChange({ noRegressions })}
      />
    </div>
  )
}
