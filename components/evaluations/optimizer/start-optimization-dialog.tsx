'use client'
import { ModelPicker } from '@/components/node-form/fields/model-picker'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import {
  DEFAULT_OPTIMIZATION_RUNS,
  listOptimizations,
  listParameters,
  type ParameterProposal,
  type SearchParameter,
  startOptimization,
} from '@/lib/contracts/optimizations'
import type { Json } from '@/lib/core/json'
import { ParameterFields } from './parameter-fields'

interface StartOptimizationDialogProps {
  evaluation: EvaluationView
  onStarted: (optimizationId: string) => void
  onClose: () => void
}

export function StartOptimizationDialog(props: StartOptimizationDialogProps) {
  const params = { evaluationId: props.evaluation.id }
  const proposals = useContractQuery(listParameters, { params }).data?.parameters
  return proposals ? <StartForm {...props} proposals={proposals} /> : <SkeletonRows count={2} />
}

interface StartFormProps extends StartOptimizationDialogProps {
  proposals: readonly ParameterProposal[]
}

function StartForm({ evaluation, proposals, onStarted, onClose }: StartFormProps) {
  const form = useContractForm(startOptimization, {
    initial: {
      parameters: proposals
        .filter(({ values }) => values.length > 1)
        .map(({ nodeId, path, values }): SearchParameter => ({ nodeId, path, values })),
      writer: null,
      limits: { maxRuns: DEFAULT_OPTIMIZATION_RUNS, budgetMicros: null, maxHours: 4 },
    },
    params: { evaluationId: evaluation.id },
    invalidates: [listOptimizations],
    onSuccess: ({ id }) => {
      onStarted(id)
      onClose()
    },
  })
  const { writer = null, limits } = form.values
  const parameters = form.values.parameters.map(({ values, ...one }) => ({ ...one, values: values as Json[] }))
  const set = (next: Partial<NonNullable<typeof limits>>) => form.set({ limits: { ...limits, ...next } })
  const hasInstructions = parameters.some(({ nodeId, path }) =>
    proposals.some((known) => known.nodeId === nodeId && known.path === path && known.kind === 'prompt'),
  )
  const canSubmit = parameters.some(({ values }) => values.length > 1) || (hasInstructions && writer !== null)
  return (
    <FormDialog
      {...form}
      title={t('optimizer.start')}
      description={t('optimizer.dialogText')}
      submitLabel={t('optimizer.start')}
      submitIcon="sparkles"
      canSubmit={canSubmit}
      onClose={onClose}
    >
      {proposals.length === 0 ? <p className="text-muted text-sm">{t('optimizer.noParameters')}</p> : null}
      <ParameterFields
        proposals={proposals}
        selected={parameters}
        onChange={(next) => form.set({ parameters: [...next] })}
      />
      {hasInstructions ? (
        <div className="flex flex-col gap-1">
          <ModelPicker
            label={t('optimizer.writer')}
            value={writer}
            none={t('optimizer.noWriter')}
            isOffered={({ connection }) => connection !== 'builtin'}
            onSelect={(model) => form.set({ writer: model })}
            className="w-full sm:w-80"
          />
          <p className="text-muted text-xs">{t('optimizer.writerHint')}</p>
        </div>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('optimizer.maxRuns')} hint={t('optimizer.maxRunsHint')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={10}
              max={100_000}
              value={limits?.maxRuns ?? ''}
              onChange={(event) => set({ maxRuns: Number(event.target.value) })}
            />
          )}
        </Field>
        <Field label={t('optimizer.budget')} hint={t('optimizer.budgetHint')} aside="$">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              step={0.1}
              placeholder={t('optimizer.noBudget')}
              value={typeof limits?.budgetMicros === 'number' ? limits.budgetMicros / 1e6 : ''}
              onChange={({ target: { value } }) =>
                set({ budgetMicros: value === '' ? null : Math.max(0, Math.round(1e6 * Number(value))) })
              }
            />
          )}
        </Field>
      </div>
    </FormDialog>
  )
}
