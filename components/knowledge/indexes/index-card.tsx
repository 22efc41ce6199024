'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { formatCost, formatCount, formatRelative } from '@/lib/client/format/format'
import { spaced } from '@/lib/client/messages/join-sentences'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getKnowledgeBase } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import {
  cancelRebuild,
  continueRebuild,
  discardIndex,
  type IndexView,
  listIndexes,
  restoreIndex,
} from '@/lib/contracts/knowledge-indexes'
import { chunkerLabel } from './chunker-labels'

const TITLES = { active: 'indexing.active', building: 'indexing.building', retired: 'indexing.retired' } as const

export interface IndexCardProps {
  knowledgeBaseId: string
  index: IndexView
  canEdit: boolean
  /** Whether any index of this knowledge base is being built. */
  isBuilding: boolean
}

export function IndexCard({ knowledgeBaseId, index, canEdit, isBuilding }: IndexCardProps) {
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <CardTitle className="flex items-center gap-2">
          <Icon
            name={index.status === 'active' ? 'circle-check' : index.status === 'building' ? 'layers' : 'clock'}
            size={16}
            className={index.status === 'active' ? 'text-success' : 'text-muted'}
          />
          {t(TITLES[index.status])}
        </CardTitle>
        {canEdit ? <Actions knowledgeBaseId={knowledgeBaseId} index={index} isBuilding={isBuilding} /> : null}
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <Facts index={index} />
        {index.status === 'building' ? <Building index={index} /> : null}
        {index.status === 'retired' ? (
          <p className="text-muted text-xs">
            {spaced(t('indexing.retiredHint'))}
            {index.deletedAt ? t('indexing.deletedAt', { time: formatRelative(index.deletedAt) }) : null}
          </p>
        ) : null}
      </CardContent>
    </Card>
  )
}

function Facts({ index }: { index: IndexView }) {
  const kinds = Object.keys(index.chunking.byKind).length
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="mr-1 min-w-0 break-words font-medium text-sm">{nameOf(index)}</span>
      <Badge tone="outline">{t('indexing.dims', { dims: formatCount(index.dims) })}</Badge>
      <Badge tone="outline">{languagesLabel(index.languages)}</Badge>
      <Badge tone="outline">
        {chunkerLabel(index.chunking.all.chunker)},{' '}
        {t('indexing.atMostTokens', { count: index.chunking.all.maxTokens })}
        {kinds > 0 ? ` (+${kinds})` : ''}
      </Badge>
      <Badge tone="info">{t('indexing.passages', { count: index.chunkCount })}</Badge>
    </div>
  )
}

/** The built-in model is named in the page's language. */
const nameOf = ({ embedder, embedderName }: IndexView): string =>
  embedder.connection === 'builtin' ? `${embedder.model} (${t('indexing.builtIn')})` : embedderName

export function languagesLabel(languages: readonly string[] | null): string {
  if (languages === null) return t('indexing.allLanguages')
  return languages.length === 1 && languages[0] === 'en' ? t('indexing.english') : languages.join(', ').toUpperCase()
}

function Building({ index }: { index: IndexView }) {
  const share = index.documentsTotal === 0 ? null : index.documentsDone / index.documentsTotal
  const cost = index.costMicros === null ? t('indexing.costUnknown') : formatCost(index.costMicros)
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <Progress value={share} label={t('indexing.building')} tone={index.error ? 'danger' : 'accent'} />
        <p className="flex flex-wrap justify-between gap-x-4 text-muted text-xs tabular-nums" aria-live="polite">
          <span>{t('indexing.documentsDone', { done: index.documentsDone, total: index.documentsTotal })}</span>
          {index.tokens > 0 ? (
            <span>{t('indexing.tokensSent', { tokens: formatCount(index.tokens), cost })}</span>
          ) : null}
        </p>
      </div>
      {index.error ? (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          <strong className="font-medium">{t('indexing.stopped')}.</strong>{' '}
          {localizeStored(index.error, index.errorRef)}
        </p>
      ) : (
        <p className="text-muted text-xs">{t('indexing.buildingHint')}</p>
      )}
      {index.failedCount > 0 ? (
        <div className="rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
          {t('indexing.failedDocuments', { count: index.failedCount })}
          <ul className="mt-1 list-disc pl-5 text-xs">
            {index.failed.map(({ documentId, name, error, errorRef }) => (
              <li key={documentId} className="break-words">
                {name}: {localizeStored(error, errorRef)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </>
  )
}

function Actions({ knowledgeBaseId, index, isBuilding }: Omit<IndexCardProps, 'canEdit'>) {
  const [isDiscarding, setDiscarding] = useState(false)
  const params = { knowledgeBaseId, indexId: index.id }
  const invalidates = [listIndexes, getKnowledgeBase, findDocuments]
  const cancel = useContractMutation(cancelRebuild, { invalidates })
  const resume = useContractMutation(continueRebuild, { invalidates })
  const restore = useContractMutation(restoreIndex, { invalidates })
  const discard = useContractMutation(discardIndex, { invalidates, onSuccess: () => setDiscarding(false) })
  if (index.status === 'active') return null
  if (index.status === 'building') {
    const isBlocked = index.failedCount > 0 && index.documentsDone === index.documentsTotal
    return (
      <div className="flex flex-wrap gap-2">
        {index.error || isBlocked ? (
          <Button size="sm" icon="refresh" busy={resume.isPending} onClick={() => resume.mutate({ params, body: {} })}>
            {t('indexing.continue')}
          </Button>
        ) : null}
        {isBlocked ? (
          <Button size="sm" onClick={() => resume.mutate({ params, body: { withoutFailed: true } })}>
            {t('indexing.switchWithout')}
          </Button>
        ) : null}
        <Button size="sm" icon="x" busy={cancel.isPending} onClick={() => cancel.mutate({ params })}>
          {t('indexing.cancel')}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        icon="undo"
        disabled={isBuilding}
        busy={restore.isPending}
        onClick={() => restore.mutate({ params })}
      >
        {t('indexing.goBack')}
      </Button>
      <Button size="sm" icon="trash" onClick={() => setDiscarding(true)}>
        {t('indexing.discard')}
      </Button>
      <ConfirmDialog
        open={isDiscarding}
        onOpenChange={setDiscarding}
        title={t('indexing.discard')}
        description={nameOf(index)}
        confirmLabel={t('common.delete')}
        busy={discard.isPending}
        onConfirm={() => discard.mutate({ params })}
      />
    </div>
  )
}
