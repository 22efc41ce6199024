'use client'
import { useState } from 'react'
import { z } from 'zod'
import { NodeForm } from '@/components/node-form/node-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { say } from '@/lib/client/messages/say'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import {
  cancelMetadataFill,
  fillMetadata,
  listProposals,
  type Proposal,
  readMetadata,
  reviewProposals,
} from '@/lib/contracts/knowledge-metadata'
import type { MetadataField } from '@/lib/core/document-metadata'
import type { JsonObject } from '@/lib/core/json'
import { WaitsFor } from '../waits-for'

const POLL_MS = 1_000

export interface ProposalsCardProps {
  knowledgeBaseId: string
  fields: readonly MetadataField[]
  canEdit: boolean
}

/** A model reads the documents and proposes values; somebody takes them or leaves them. */
export function ProposalsCard({ knowledgeBaseId, fields, canEdit }: ProposalsCardProps) {
  const params = { knowledgeBaseId }
  const found = useContractQuery(listProposals, {
    params,
    refetchInterval: (data) => (data?.fill?.status === 'running' ? POLL_MS : false),
  })
  const review = useContractMutation(reviewProposals, { invalidates: [listProposals, readMetadata, findDocuments] })
  const data = found.data
  const decide = (documentIds: string[] | null, accept: boolean) =>
    review.mutate({ params, body: { documentIds, accept } })
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle>{t('indexing.fill')}</CardTitle>
        {canEdit && data && data.total > 0 ? (
          <div className="flex gap-2">
            <Button size="sm" icon="check" busy={review.isPending} onClick={() => decide(null, true)}>
              {t('indexing.acceptAll', { count: data.total })}
            </Button>
            <Button size="sm" onClick={() => decide(null, false)}>
              {t('indexing.rejectAll')}
            </Button>
          </div>
        ) : null}
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <p className="text-muted text-sm">{t('indexing.fillHint')}</p>
        {found.error ? <ErrorPanel error={found.error} onRetry={() => void found.refetch()} /> : null}
        {data?.fill ? <State knowledgeBaseId={knowledgeBaseId} fill={data.fill} canEdit={canEdit} /> : null}
        {canEdit && data && data.fill?.status !== 'running' ? (
          <Start knowledgeBaseId={knowledgeBaseId} fields={fields} />
        ) : null}
        {data && data.proposals.length > 0 ? (
          <ul className="divide-y rounded-md border">
            {data.proposals.map((proposal) => (
              <ProposalRow
                key={proposal.documentId}
                proposal={proposal}
                canEdit={canEdit}
                onDecide={(accept) => decide([proposal.documentId], accept)}
              />
            ))}
          </ul>
        ) : null}
      </CardContent>
    </Card>
  )
}

type Fill = NonNullable<ResponseOf<typeof listProposals>['fill']>

function State({ knowledgeBaseId, fill, canEdit }: { knowledgeBaseId: string; fill: Fill; canEdit: boolean }) {
  const cancel = useContractMutation(cancelMetadataFill, { invalidates: [listProposals] })
  if (fill.status === 'failed')
    return (
      <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
        {fill.error === null ? t('common.errorUnknown') : say(fill.error)}
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
      {fill.error === null ? null : <WaitsFor reason={fill.error} />}
    </div>
  )
}

function Start({ knowledgeBaseId, fields }: { knowledgeBaseId: string; fields: readonly MetadataField[] }) {
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [config, setConfig] = useState<JsonObject>({})
  const start = useContractMutation(fillMetadata, { invalidates: [listProposals] })
  const chosen = fields.map(({ name }) => name).filter((name) => !without.has(name))
  function toggle(name: string) {
    const next = new Set(without)
    if (!next.delete(name)) next.add(name)
    setWithout(next)
  }
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="w-full max-w-sm">
        <NodeForm schema={Model} config={config} onChange={setConfig} />
      </div>
      {fields.map(({ name }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
        <label key={name} className="flex items-center gap-2 text-sm">
          <Checkbox aria-label={name} checked={!without.has(name)} onCheckedChange={() => toggle(name)} />
          {name}
        </label>
      ))}
      <Button
        size="sm"
        icon="sparkles"
        busy={start.isPending}
        disabled={chosen.length === 0}
        onClick={() =>
          start.mutate({ params: { knowledgeBaseId }, body: { fields: chosen.slice(0, 20), model: modelOf(config) } })
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

/** null: the workspace's usual one. */
function modelOf(config: JsonObject): { connection: string; model: string } | null {
  const { data } = Model.safeParse(config)
  return data === undefined || data.model.connection === AUTO.connection ? null : data.model
}

interface ProposalRowProps {
  proposal: Proposal
  canEdit: boolean
  onDecide: (accept: boolean) => void
}

function ProposalRow({ proposal, canEdit, onDecide }: ProposalRowProps) {
  return (
    <li className="flex items-center gap-2 px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-sm">{proposal.name}</p>
        <ul className="mt-1 flex flex-wrap gap-1">
          {Object.entries(proposal.values).map(([name, value]) => (
            <li key={name} className="max-w-full">
              <Badge tone="info" className="max-w-64">
                <span className="truncate">
                  {name}: {Array.isArray(value) ? value.join(', ') : String(value)}
                </span>
              </Badge>
            </li>
          ))}
        </ul>
      </div>
      {canEdit ? (
        <>
          <IconButton
            icon="check"
            label={t('indexing.accept', { name: proposal.name })}
            onClick={() => onDecide(true)}
          />
          <IconButton icon="x" label={t('indexing.reject', { name: proposal.name })} onClick={() => onDecide(false)} />
        </>
      ) : null}
    </li>
  )
}
