'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import type { PlanFormProps } from './plan-form-props'

const FOLDS = ['2', '3', '5', '10']

export function ClassifierFields({ draft, onChange }: PlanFormProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('training.folds')} hint={t('training.foldsHint')}>
        {(control) => (
          <Select
            {...control}
            value={draft.folds}
            onValueChange={(folds) => onChange({ ...draft, folds })}
            options={FOLDS.map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
      <Field label={t('training.threshold')} hint={t('training.thresholdAuto')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            max={1}
            step={0.05}
            placeholder="auto"
            value={draft.threshold}
            onChange={(event) => onChange({ ...draft, threshold: event.target.value })}
          />
        )}
      </Field>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside. */}
      <label className="flex items-start justify-between gap-3 text-sm sm:col-span-2">
        <span>
          {t('training.learningCurve')}
          <span className="block text-muted text-xs">{t('training.learningCurveHint')}</span>
        </span>
        <Switch
          checked={draft.learningCurve}
          onCheckedChange={(learningCurve) => onChange({ ...draft, learningCurve })}
        />
      </label>
    </div>
  )
}
