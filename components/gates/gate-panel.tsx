'use client'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { checkGate, type GateCheck, type GateView, measureForGate } from '@/lib/contracts/gates'
import { GateAnswerBadge } from './gate-answer-badge'
import { GateRules } from './gate-rules'
import { OverrideField } from './override-field'
import { RegressedExamples } from './regressed-examples'
import { type GateSubject, isBlockedBy, useGateCheck } from './use-gate-check'

export interface GatePanelProps extends GateSubject {
  /** The reason to release against the gate; null if the release respects it. */
  override: string | null
  onOverride: (reason: string | null) => void
}

/** Every rule of the gate with its answer; nothing where the environment has no gate. */
export function GatePanel({ override, onOverride, ...subject }: GatePanelProps) {
  const query = useGateCheck(subject)
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return query.isLoading ? (
      <p className="flex items-center gap-2 rounded-lg border bg-surface px-4 py-2.5 text-muted text-sm">
        <Spinner size={14} />
        {t('gates.loading')}
      </p>
    ) : null
  const { gate, check } = query.data
  if (!gate || !check) return null
  return (
    <section className="rounded-lg border bg-surface" aria-label={t('gates.panelTitle', subject)}>
      <h3 className="flex items-center gap-2 border-b px-4 py-2.5 font-medium text-sm">
        <span className="min-w-0 flex-1 truncate">{t('gates.panelTitle', subject)}</span>
        <span role="status">
          <GateAnswerBadge {...check} />
        </span>
      </h3>
      <GateRules rules={check.rules} />
      <RegressedExamples examples={check.regressed} />
      <Next gate={gate} check={check} subject={subject} />
      {isBlockedBy(gate, check) && !check.needsRun ? <OverrideField reason={override} onChange={onOverride} /> : null}
    </section>
  )
}

/** The evidence that the gate needs for a decision. */
function Next({ gate, check, subject }: { gate: GateView; check: GateCheck; subject: GateSubject }) {
  const canEdit = useHasRole('editor')
  const { appId, environment, versionId } = subject
  const measure = useContractMutation(measureForGate, { invalidates: [checkGate] })
  const lacksLatency = check.rules.some(({ rule, answer }) => rule.startsWith('p95') && answer === 'inconclusive')
  const run = (fresh: boolean) =>
    measure.mutate({
      params: { appId, environment },
      body: { fresh, ...(versionId === undefined ? {} : { versionId }) },
    })
  const note = noteOf(gate, check)
  const [running] = check.running
  if (running)
    return (
      <p className="flex items-center gap-2 border-t px-4 py-2.5 text-muted text-sm" role="status">
        <Spinner size={14} />
        {t('gates.running', { done: running.done, total: running.total })}
      </p>
    )
  if (!note && !check.needsRun && !lacksLatency) return null
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2.5">
      <p className="min-w-0 flex-1 text-muted text-sm">{note}</p>
      {canEdit && (check.needsRun || lacksLatency) ? (
        <Button size="sm" icon="play" busy={measure.isPending} onClick={() => run(!check.needsRun)}>
          {t(check.needsRun ? 'gates.run' : 'gates.runFresh')}
        </Button>
      ) : null}
    </div>
  )
}

function noteOf({ rules }: GateView, { answer, more }: GateCheck): string {
  if (answer !== 'inconclusive') return ''
  if (rules.whenInconclusive === 'second-person') return t('gates.secondPerson')
  if (rules.whenInconclusive === 'pass') return t('gates.inconclusivePasses')
  return more === null ? '' : t('gates.more', { count: more })
}
