'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { listProposals, type Proposal, readMetadata, reviewProposals } from '@/lib/contracts/knowledge-metadata'
import type { MetadataField } from '@/lib/core/knowledge/document-metadata'
import { MetadataFillState, StartMetadataFill } from './metadata-fill'

const POLL_MS = 1_000

export interface ProposalsCardProps {
  knowledgeBaseId: string
  fields: readonly MetadataField[]
  canEdit: boolean
}

/** Values proposed by a model, to accept or reject. */
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
        {data?.fill ? <MetadataFillState knowledgeBaseId={knowledgeBaseId} fill={data.fill} canEdit={canEdit} /> : null}
        {canEdit && data && data.fill?.status !== 'running' ? (
          <StartMetadataFill knowledgeBaseId={knowledgeBaseId} fields={fields} />
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
