'use client'
import { z } from 'zod'
import { NodeForm } from '@/components/node-form/node-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { manifestTexts, textsWithin } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import type { LabViewer } from '@/lib/core/knowledge/lab-question'

/** Form values of how a question is searched. */
export interface QuestionContext {
  userId: string
  /** Separated by commas. */
  groups: string
  filters: JsonObject
}

const Filters = z.object({
  conditions: z
    .array(FilterCondition)
    .max(10)
    .default([])
    .meta({
      layout: {
        label: 'Asked with these filters',
        itemLabel: 'condition',
        input: 'list',
        help: 'As a flow would set them.',
      },
    }),
})

export function toQuestionContext(viewer: LabViewer | null, conditions: readonly FilterCondition[]): QuestionContext {
  return {
    userId: viewer?.userId ?? '',
    groups: viewer?.groups.join(', ') ?? '',
    filters: { conditions: conditions.map((condition) => ({ ...condition })) },
  }
}

/** The context of a question without its incomplete conditions. */
export function questionContextOf({ userId, groups, filters }: QuestionContext): {
  viewer: LabViewer | null
  filters: FilterCondition[]
} {
  const names = groups
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
  const viewer = userId.trim() === '' && names.length === 0 ? null : { userId: userId.trim(), groups: names }
  const parsed = Filters.safeParse(filters)
  return { viewer, filters: parsed.success ? parsed.data.conditions : [] }
}

export function QuestionContextFields({
  value,
  onChange,
}: {
  value: QuestionContext
  onChange: (value: QuestionContext) => void
}) {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('knowledge.lookAsUser')} hint={t('lab.viewerHint')}>
          {(control) => (
            <Input
              {...control}
              value={value.userId}
              onChange={(event) => onChange({ ...value, userId: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('knowledge.lookAsGroups')}>
          {(control) => (
            <Input
              {...control}
              value={value.groups}
              onChange={(event) => onChange({ ...value, groups: event.target.value })}
            />
          )}
        </Field>
      </div>
      <NodeForm
        schema={Filters}
        texts={textsWithin(manifestTexts('nodes', 'retriever'), 'filters')}
        config={value.filters}
        onChange={(filters) => onChange({ ...value, filters })}
      />
    </div>
  )
}
