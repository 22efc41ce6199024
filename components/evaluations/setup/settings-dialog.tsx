'use client'
import { SCORER_KINDS, scorerName } from '@/components/gates/scorer-name'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type EvaluationView, getEvaluation, listEvaluations, updateEvaluation } from '@/lib/contracts/evaluations'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { newScorer } from './new-scorer'
import { ScorerFields } from './scorer-fields'

export function SettingsDialog({ evaluation, onClose }: { evaluation: EvaluationView; onClose: () => void }) {
  const { name, scorers, repeats, margin } = evaluation
  const form = useContractForm(updateEvaluation, {
    initial: { name, scorers, repeats, margin },
    params: { evaluationId: evaluation.id },
    invalidates: [getEvaluation, listEvaluations],
    onSuccess: onClose,
  })
  const settings = (form.values.scorers ?? []) as ScorerSettings[]
  const set = (next: ScorerSettings[]) => form.set({ scorers: next })
  return (
    <FormDialog
      {...form}
      title={t('evaluations.settingsTitle')}
      description={t('evaluations.saved')}
      submitLabel={t('evaluations.save')}
      size="lg"
      onClose={onClose}
    >
      <Field label={t('evaluations.name')} error={form.errors.name}>
        {(control) => (
          <Input
            {...control}
            value={form.values.name ?? ''}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="font-medium text-sm">{t('evaluations.scorers')}</legend>
        <p className="text-muted text-xs">{t('evaluations.scorersHint')}</p>
        <ul className="flex flex-col gap-2">
          {settings.map((scorer, index) => (
            <ScorerFields
              key={scorer.id}
              scorer={scorer}
              appId={evaluation.appId}
              isPrimary={index === 0}
              canRemove={settings.length > 1}
              onChange={(next) => set(settings.map((other) => (other.id === scorer.id ? next : other)))}
              onRemove={() => set(settings.filter(({ id }) => id !== scorer.id))}
              onPrimary={() => set([scorer, ...settings.filter(({ id }) => id !== scorer.id)])}
            />
          ))}
        </ul>
        <div className="flex items-center gap-2">
          <Select
            className="w-56"
            aria-label={t('evaluations.addScorer')}
            value=""
            placeholder={t('evaluations.addScorer')}
            onValueChange={(value) => {
              const kind = SCORER_KINDS.find((candidate) => candidate === value)
              if (kind) set([...settings, newScorer(kind, settings)])
            }}
            options={SCORER_KINDS.map((kind) => ({ value: kind, label: scorerName({ kind }) }))}
          />
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={t('evaluations.repeats')}
          hint={t('evaluations.repeatsHint')}
          value={form.values.repeats ?? 1}
          max={20}
          onChange={(next) => form.set({ repeats: next })}
        />
        <NumberField
          label={t('evaluations.margin')}
          value={100 * (form.values.margin ?? 0)}
          max={50}
          onChange={(next) => form.set({ margin: next / 100 })}
        />
      </div>
    </FormDialog>
  )
}

function NumberField(props: {
  label: string
  hint?: string
  value: number
  max: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          max={props.max}
          value={props.value}
          onChange={(event) => props.onChange(Number(event.target.value))}
        />
      )}
    </Field>
  )
}
