'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { LazyPart } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { Select } from '@/components/ui/select'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { listOptimizations } from '@/lib/contracts/optimizations'

const dialog = makePart(() => import('./start-optimization-dialog').then((module) => module.StartOptimizationDialog))
const report = makePart(() => import('./optimization-report').then((module) => module.OptimizationReport))

/** Searches for better settings of the app by its evaluation. */
export function OptimizerSection({ evaluation }: { evaluation: EvaluationView }) {
  const params = { evaluationId: evaluation.id }
  const all = useContractQuery(listOptimizations, { params }).data?.optimizations
  const canEdit = useHasRole('editor')
  const [isOpen, setOpen] = useState(false)
  const [selected, setSelected] = useState('')
  if (!all || (all.length === 0 && !canEdit)) return null
  const shown = all.find(({ id }) => id === selected) ?? all[0]
  return (
    <section className="flex flex-col gap-3" aria-labelledby="optimizer-title">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="optimizer-title" className="font-semibold text-base">
            {t('optimizer.title')}
          </h2>
          <p className="max-w-3xl text-muted text-sm">{t('optimizer.titleHint')}</p>
        </div>
        {canEdit ? (
          <Button icon="sparkles" onClick={() => setOpen(true)}>
            {t('optimizer.start')}
          </Button>
        ) : null}
      </div>
      {all.length > 1 && shown ? (
        <Select
          className="w-full sm:w-80"
          aria-label={t('optimizer.history')}
          value={shown.id}
          onValueChange={setSelected}
          options={all.map(({ id, createdAt, runs }) => ({
            value: id,
            label: formatRelative(createdAt),
            description: t('optimizer.runCount', { count: runs }),
          }))}
        />
      ) : null}
      {shown ? <LazyPart key={shown.id} part={report} props={{ evaluation, optimizationId: shown.id }} /> : null}
      {isOpen ? (
        <LazyPart part={dialog} props={{ evaluation, onStarted: setSelected, onClose: () => setOpen(false) }} />
      ) : null}
    </section>
  )
}
