'use client'
import { useState } from 'react'
import { z } from 'zod'
import { NodeForm } from '@/components/node-form/node-form'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Progress } from '@/components/ui/progress'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { cancelMetadataFill, fillMetadata, listProposals } from '@/lib/contracts/knowledge-metadata'
import type { JsonObject } from '@/lib/core/json'
import type { MetadataField } from '@/lib/core/knowledge/document-metadata'
import { RetryNote } from '../retry-note'

type Fill = NonNullable<ResponseOf<typeof listProposals>['fill']>

/** Progress of the model that reads the documents, or its error. Nothing if none is running. */
export function MetadataFillState({
  knowledgeBaseId,
  fill,
  canEdit,
}: {
  knowledgeBaseId: string
  fill: Fill
  canEdit: boolean
}) {
  const cancel = useContractMutation(cancelMetadataFill, { invalidates: [listProposals] })
  if (fill.status === 'failed')
    return (
      <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
        {fill.error === null ? t('common.errorUnknown') : localizeStored(fill.error, fill.errorRef)}
      </p>
    )
  if (fill.status !== 'running') return null
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Progress
        value={fill.totalCount === 0 ? null : fill.doneCount / fill.totalCount}
        label={t('indexing.fill')}
        className="min-w-32 flex-1"
      />
      <span className="shrink-0 text-muted text-xs tabular-nums" aria-live="polite">
        {t('indexing.documentsDone', { done: fill.doneCount, total: fill.totalCount })}
      </span>
      {canEdit ? (
        <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate({ params: { knowledgeBaseId } })}>
          {t('common.cancel')}
        </Button>
      ) : null}
      {fill.error === null ? null : <RetryNote reason={fill.error} reasonRef={fill.errorRef} />}
    </div>
  )
}

/** Runs a model over the documents for the selected fields. */
export function StartMetadataFill({
  knowledgeBaseId,
  fields,
}: {
  knowledgeBaseId: string
  fields: readonly MetadataField[]
}) {
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set())
  const [config, setConfig] = useState<JsonObject>({})
  const start = useContractMutation(fillMetadata, { invalidates: [listProposals] })
  const selected = fields.map(({ name }) => name).filter((name) => !excluded.has(name))
  function toggle(name: string) {
    const next = new Set(excluded)
    if (!next.delete(name)) next.add(name)
    setExcluded(next)
  }
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="w-full max-w-sm">
        <NodeForm schema={Model} config={config} onChange={setConfig} />
      </div>
      {fields.map(({ name }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
        <label key={name} className="flex items-center gap-2 text-sm">
          <Checkbox aria-label={name} checked={!excluded.has(name)} onCheckedChange={() => toggle(name)} />
          {name}
        </label>
      ))}
      <Button
        size="sm"
        icon="sparkles"
        busy={start.isPending}
        disabled={selected.length === 0}
        onClick={() =>
          start.mutate({ params: { knowledgeBaseId }, body: { fields: selected.slice(0, 20), model: modelOf(config) } })
        }
      >
        {t('indexing.fillStart')}
      </Button>
    </div>
  )
}

const AUTO = { connection: 'auto', model: 'auto' }
const Model = z.object({
  model: z
    .strictObject({ connection: z.string(), model: z.string() })
    .default(AUTO)
    .meta({
      layout: {
        get label() {
          return t('indexing.fillModel')
        },
        input: 'model',
      },
    }),
})

/** Null for the workspace's default model. */
function modelOf(config: JsonObject): { connection: string; model: string } | null {
  const { data } = Model.safeParse(config)
  return data === undefined || data.model.connection === AUTO.connection ? null : data.model
}
