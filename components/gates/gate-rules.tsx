import { Icon } from '@/components/ui/icon'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { GateRuleResult } from '@/lib/contracts/gates'
import { ANSWERS, ruleName } from './gate-labels'
import { scorerNameOf } from './scorer-name'

const ORDER = { fails: 0, inconclusive: 1, passes: 2 } as const

/** One line per rule, broken ones first; the reason contains the metric, its interval and the threshold. */
export function GateRules({ rules }: { rules: readonly GateRuleResult[] }) {
  return (
    <ul className="flex flex-col gap-2 px-4 py-3 text-sm">
      {rules
        .toSorted((a, b) => ORDER[a.answer] - ORDER[b.answer])
        .map((rule) => {
          const { icon, color, label } = ANSWERS[rule.answer]
          return (
            <li key={`${rule.rule} ${rule.metric ?? ''}`} className="flex items-start gap-2">
              <Icon name={icon} size={15} className={`mt-0.5 shrink-0 ${color}`} label={t(label)} />
              <span className="min-w-0 flex-1 break-words">
                <span className="font-medium">{ruleName(rule)}</span>
                <span className="block text-muted text-xs">{reasonText(rule)}</span>
              </span>
            </li>
          )
        })}
    </ul>
  )
}

/** The reason, with the name of the scorer. The English text from the server contains the scorer's id instead. */
function reasonText({ reason, reasonRef }: GateRuleResult): string {
  const metric = reasonRef?.params?.metric
  const text = localizeStored(reason, reasonRef)
  return typeof metric === 'string' ? text.replace(`“${metric}”`, `“${scorerNameOf(metric)}”`) : text
}
