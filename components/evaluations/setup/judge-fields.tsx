'use client'
import { ModelPicker } from '@/components/node-form/fields/model-picker'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { DEFAULT_MODEL, type ModelJudgeSettings } from '@/lib/contracts/scorers'

export interface JudgeFieldsProps {
  scorer: ModelJudgeSettings
  onChange: (scorer: ModelJudgeSettings) => void
}

/** The model of a judge and its input. */
export function JudgeFields({ scorer, onChange }: JudgeFieldsProps) {
  const isDefault = scorer.model.connection === DEFAULT_MODEL.connection
  return (
    <div className="flex w-full flex-col gap-2">
      <ModelPicker
        label={t('evaluations.judgeModel')}
        value={isDefault ? null : scorer.model}
        none={t('evaluations.judgeDefaultModel')}
        isOffered={({ connection }) => connection !== 'builtin'}
        onSelect={(model) => onChange({ ...scorer, model: model ?? DEFAULT_MODEL })}
        className="w-full sm:w-72"
      />
      {scorer.kind === 'criteria' ? (
        <Textarea
          aria-label={t('evaluations.criteria')}
          placeholder={t('evaluations.criteriaPlaceholder')}
          rows={3}
          value={scorer.criteria.join('\n')}
          onChange={(event) => onChange({ ...scorer, criteria: event.target.value.split('\n').slice(0, 8) })}
          onBlur={() => onChange({ ...scorer, criteria: scorer.criteria.filter((line) => line.trim() !== '') })}
        />
      ) : null}
      {scorer.kind === 'pairwise' ? (
        <Textarea
          aria-label={t('evaluations.pairCriterion')}
          placeholder={t('evaluations.pairPlaceholder')}
          rows={2}
          value={scorer.criterion}
          onChange={(event) => onChange({ ...scorer, criterion: event.target.value })}
        />
      ) : null}
    </div>
  )
}
