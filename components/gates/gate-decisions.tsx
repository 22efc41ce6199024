'use client'
import { Disclosure } from '@/components/ui/disclosure'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type GateDecisionView, listGateDecisions } from '@/lib/contracts/gates'
import { GateAnswerBadge } from './gate-answer-badge'
import { GateRules } from './gate-rules'

/** The newest answers that decided about a release. */
export function GateDecisions({ appId }: { appId: string }) {
  const decisions = useContractQuery(listGateDecisions, { params: { appId }, staleTime: 0 })
  if (!decisions.data) return null
  return (
    <div className="mt-2 flex flex-col gap-2">
      <h3 className="font-medium text-sm">{t('gates.decisions')}</h3>
      {decisions.data.decisions.length === 0 ? (
        <p className="text-muted text-sm">{t('gates.noDecisions')}</p>
      ) : (
        <ul className="divide-y rounded-lg border bg-surface">
          {decisions.data.decisions.map((decision) => (
            <Decision key={decision.id} decision={decision} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Decision({ decision }: { decision: GateDecisionView }) {
  const { environment, versionNumber, answer, rules, override, by, createdAt } = decision
  const name =
    versionNumber === null
      ? t('gates.decisionOfDraft', { environment })
      : t('gates.decisionOf', { environment, number: versionNumber })
  return (
    <li className="px-4 py-2.5 text-sm">
      <Disclosure
        label={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{name}</span>
            <GateAnswerBadge answer={answer} />
            <span className="font-normal">
              {t('gates.by', { name: by })} · {formatRelative(createdAt)}
            </span>
          </span>
        }
      >
        {override ? (
          <p className="px-4 text-sm">{t('gates.overridden', { name: override.by, reason: override.reason })}</p>
        ) : null}
        <GateRules rules={rules} />
      </Disclosure>
    </li>
  )
}
