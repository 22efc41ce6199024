'use client'
import { useState } from 'react'
import { ValueChange } from '@/components/diff/config-change-list'
import { settingName } from '@/components/diff/field-names'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { toast } from '@/lib/client/toast'
import { getApp } from '@/lib/contracts/apps'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { applyCandidate, type CandidateView } from '@/lib/contracts/optimizations'
import { candidateName } from './candidate-name'
import { valueText } from './value-text'

interface CandidateDetailsProps {
  evaluation: EvaluationView
  optimizationId: string
  candidate: CandidateView
}

/** The settings that differ from the draft, and the action that applies them to the draft. */
export function CandidateDetails({ evaluation, optimizationId, candidate }: CandidateDetailsProps) {
  const canEdit = useHasRole('editor')
  const [isOpen, setOpen] = useState(false)
  const { index, changes } = candidate
  const apply = useContractMutation(applyCandidate, {
    invalidates: [getApp],
    onSuccess: () => {
      setOpen(false)
      toast(t('optimizer.used', { name: candidateName(index) }))
    },
  })
  return (
    <section className="flex flex-col gap-3 rounded-lg border bg-surface p-4" aria-labelledby="candidate-title">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="candidate-title" className="font-semibold text-sm">
          {candidateName(index)}
        </h3>
        {canEdit && index > 0 ? (
          <Button size="sm" variant="primary" icon="check" onClick={() => setOpen(true)}>
            {t('optimizer.use')}
          </Button>
        ) : null}
      </header>
      {changes.length === 0 ? <p className="text-muted text-sm">{t('optimizer.noChanges')}</p> : null}
      <dl className="flex flex-col gap-2 text-sm">
        {changes.map(({ nodeId, nodeLabel, nodeType, path, before, after }) => (
          <div key={`${nodeId} ${path}`}>
            <dt className="text-muted text-xs">
              {nodeLabel} · {settingName(nodeType, path.split('.'))}
            </dt>
            <dd>
              <ValueChange before={valueText(before)} after={valueText(after)} />
            </dd>
          </div>
        ))}
      </dl>
      <FormError error={apply.error} />
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('optimizer.useTitle')}
        description={t('optimizer.useText')}
        confirmLabel={t('optimizer.use')}
        busy={apply.isPending}
        onConfirm={() =>
          apply.mutate({ params: { evaluationId: evaluation.id, optimizationId }, body: { candidate: index } })
        }
      />
    </section>
  )
}
