'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listEnvironments } from '@/lib/contracts/environments'
import { type EvaluationView, listEvaluations } from '@/lib/contracts/evaluations'
import { checkGate, deleteGate, type GateView, listGates } from '@/lib/contracts/gates'
import { GateAnswerBadge } from './gate-answer-badge'
import { GateDecisions } from './gate-decisions'
import { GateDialog } from './gate-dialog'
import { useGateCheck } from './use-gate-check'

/** The gates of an app by environment, with their decisions. */
export function GatesSection({ appId }: { appId: string }) {
  const gates = useContractQuery(listGates, { params: { appId } })
  const environments = useContractQuery(listEnvironments, { params: { appId } })
  const evaluations = useContractQuery(listEvaluations, { query: { appId } })
  const error = [gates, environments, evaluations].find(blockingError)?.error
  if (error) return <ErrorPanel error={error} onRetry={() => void gates.refetch()} />
  if (!gates.data || !environments.data || !evaluations.data) return null
  const all = gates.data.gates
  return (
    <section className="mt-8 flex flex-col gap-3" aria-labelledby="gates-title">
      <div>
        <h2 id="gates-title" className="font-semibold text-base">
          {t('gates.title')}
        </h2>
        <p className="max-w-3xl text-muted text-sm">{t('gates.titleHint')}</p>
      </div>
      <ul className="divide-y rounded-lg border bg-surface">
        {environments.data.environments.map(({ name }) => (
          <GateRow
            key={name}
            appId={appId}
            environment={name}
            gate={all.find(({ environment }) => environment === name) ?? null}
            evaluations={evaluations.data.evaluations}
          />
        ))}
      </ul>
      {all.length > 0 ? <GateDecisions appId={appId} /> : null}
    </section>
  )
}

interface GateRowProps {
  appId: string
  environment: string
  gate: GateView | null
  evaluations: readonly EvaluationView[]
}

function GateRow({ appId, environment, gate, evaluations }: GateRowProps) {
  const isOwner = useHasRole('owner')
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const remove = useContractMutation(deleteGate, {
    invalidates: [listGates, checkGate],
    onSuccess: () => setOpen(null),
  })
  const hint = isOwner ? (evaluations.length === 0 ? t('gates.needsEvaluation') : t('gates.none')) : t('gates.none')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-40 flex-1">
        <h3 className="truncate font-medium text-sm">{environment}</h3>
        <p className="truncate text-muted text-xs">
          {gate ? (gate.evaluationName ?? t('gates.evaluationDeleted')) : hint}
        </p>
      </div>
      {gate ? <DraftAnswer appId={appId} environment={environment} /> : null}
      {isOwner ? (
        <span className="flex items-center gap-1">
          <Button
            size="sm"
            disabled={evaluations.length === 0}
            aria-label={`${t(gate ? 'gates.change' : 'gates.setUp')}: ${environment}`}
            onClick={() => setOpen('edit')}
          >
            {t(gate ? 'gates.change' : 'gates.setUp')}
          </Button>
          {gate ? (
            <IconButton
              icon="trash"
              size="sm"
              label={`${t('gates.remove')}: ${environment}`}
              onClick={() => setOpen('remove')}
            />
          ) : null}
        </span>
      ) : null}
      {open === 'edit' ? (
        <GateDialog
          {...{ appId, environment, gate, evaluations }}
          onClose={() => setOpen(null)}
          onSaved={() => toast.success(t('gates.saved'))}
        />
      ) : null}
      <ConfirmDialog
        open={open === 'remove'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'remove' : null)}
        title={t('gates.removeTitle', { environment })}
        description={t('gates.removeText', { environment })}
        confirmLabel={t('gates.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { appId, environment } })}
      />
    </li>
  )
}

/** The gate's result for the draft. */
function DraftAnswer({ appId, environment }: { appId: string; environment: string }) {
  const check = useGateCheck({ appId, environment }).data?.check
  if (!check) return null
  const [running] = check.running
  if (running) return <Badge tone="info">{t('evaluations.inProgress')}</Badge>
  return (
    <span className="flex items-center gap-2 text-muted text-xs">
      {t('evaluations.draft')}
      <GateAnswerBadge {...check} />
    </span>
  )
}
