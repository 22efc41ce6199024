'use client'
import { z } from 'zod'
import { NodeForm } from '@/components/node-form/node-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { MAX_PASSAGES, retrievalSettings } from '@/lib/core/knowledge/retrieval-options'

/** The settings of the Retriever node, with a higher limit for passages. */
const Settings = z.object({
  limit: z
    .number()
    .int()
    .min(1)
    .max(MAX_PASSAGES)
    .default(10)
    .meta({ layout: { label: 'Passages', input: 'slider', min: 1, max: MAX_PASSAGES, step: 1 } }),
  ...retrievalSettings,
})

/** The user whose access the search applies. */
export interface Viewer {
  userId: string
  groups: string
}

export interface SearchSettingsProps {
  options: JsonObject
  onOptions: (options: JsonObject) => void
  viewer: Viewer
  onViewer: (viewer: Viewer) => void
  /** Only people who manage documents can search as another user. */
  canSearchAs: boolean
}

/** All search settings. */
export function RetrievalForm({ options, onOptions }: Pick<SearchSettingsProps, 'options' | 'onOptions'>) {
  return (
    <NodeForm schema={Settings} texts={manifestTexts('nodes', 'retriever')} config={options} onChange={onOptions} />
  )
}

export function SearchSettings({ options, onOptions, viewer, onViewer, canSearchAs }: SearchSettingsProps) {
  return (
    <div className="flex flex-col gap-5">
      <RetrievalForm options={options} onOptions={onOptions} />
      {canSearchAs ? (
        <fieldset className="flex flex-col gap-3 border-t pt-4">
          <legend className="sr-only">{t('knowledge.lookAs')}</legend>
          <p className="font-medium text-muted text-xs">{t('knowledge.lookAs')}</p>
          <Field label={t('knowledge.lookAsUser')} hint={t('knowledge.lookAsHint')}>
            {(control) => (
              <Input
                {...control}
                value={viewer.userId}
                onChange={(event) => onViewer({ ...viewer, userId: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('knowledge.lookAsGroups')}>
            {(control) => (
              <Input
                {...control}
                value={viewer.groups}
                onChange={(event) => onViewer({ ...viewer, groups: event.target.value })}
              />
            )}
          </Field>
        </fieldset>
      ) : null}
    </div>
  )
}
