import type { BadgeTone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import { type MessageKey, t } from '@/lib/client/messages/t'
import type { GateAnswer, GateRuleResult } from '@/lib/contracts/gates'
import { scorerNameOf } from './scorer-name'

export const ANSWERS = {
  passes: { tone: 'success', icon: 'circle-check', color: 'text-success', label: 'gates.passes' },
  fails: { tone: 'danger', icon: 'circle-x', color: 'text-danger', label: 'gates.fails' },
  inconclusive: { tone: 'warning', icon: 'circle-dashed', color: 'text-warning', label: 'gates.inconclusive' },
} as const satisfies Record<GateAnswer, { tone: BadgeTone; icon: IconName; color: string; label: MessageKey }>

const RULES = {
  evidence: 'gates.ruleEvidence',
  'not-worse': 'gates.ruleNotWorse',
  must: 'gates.ruleMust',
  regressions: 'gates.ruleRegressions',
  p95: 'gates.ruleP95',
  'p95-live': 'gates.ruleP95Live',
  cost: 'gates.ruleCost',
  'cost-live': 'gates.ruleCostLive',
  scored: 'gates.ruleScored',
  'fresh-cases': 'gates.ruleFreshCases',
  attacks: 'gates.ruleAttacks',
} as const satisfies Record<Exclude<GateRuleResult['rule'], 'metric'>, MessageKey>

export const ruleName = ({ rule, metric }: Pick<GateRuleResult, 'rule' | 'metric'>): string =>
  rule === 'metric' ? scorerNameOf(metric ?? '') : t(RULES[rule])
