'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { type MetadataUsage, readMetadata, saveMetadataFields } from '@/lib/contracts/knowledge-metadata'
import { type MetadataField, MetadataName, type MetadataType } from '@/lib/core/knowledge/document-metadata'
import { FieldDialog } from './field-dialog'
import { guessType } from './guess-type'
import { ProposalsCard } from './proposals-card'
import { TYPE_LABELS } from './type-labels'

/** Metadata fields, their usage, and further fields found in files. */
export function MetadataPanel({ knowledgeBaseId, canEdit }: { knowledgeBaseId: string; canEdit: boolean }) {
  const params = { knowledgeBaseId }
  const metadata = useContractQuery(readMetadata, { params })
  const [edited, setEdited] = useState<{ field: MetadataField; place: number } | null>(null)
  const [removed, setRemoved] = useState<MetadataField | null>(null)
  const close = () => {
    setEdited(null)
    setRemoved(null)
  }
  const save = useContractMutation(saveMetadataFields, {
    invalidates: [readMetadata, findDocuments],
    onSuccess: close,
    onError: () => undefined,
  })
  if (blockingError(metadata)) return <ErrorPanel error={metadata.error} onRetry={() => void metadata.refetch()} />
  if (!metadata.data) return <SkeletonRows />
  const usages = metadata.data.fields
  const fields = usages.map(({ field }) => field)
  const store = (next: MetadataField[]) => save.mutate({ params, body: { fields: next } })
  const open = (field: MetadataField, index: number) => {
    save.reset()
    setEdited({ field, place: index })
  }
  const add = (name = '', type: MetadataType = 'text') =>
    open({ name, type, description: '', options: [], rules: [] }, fields.length)
  const addButton = canEdit ? (
    <Button size="sm" icon="plus" onClick={() => add()}>
      {t('indexing.addField')}
    </Button>
  ) : null
  return (
    <div className="flex flex-col gap-4">
      {usages.length === 0 ? (
        <EmptyState
          icon="tags"
          title={t('indexing.metadataEmpty')}
          text={t('indexing.metadataEmptyText')}
          action={addButton}
        />
      ) : (
        <Card>
          <CardHeader>
            <CardTitle>{t('indexing.metadataTab')}</CardTitle>
            {addButton}
          </CardHeader>
          <ul className="divide-y">
            {usages.map((usage, index) => (
              <FieldRow
                key={usage.field.name}
                usage={usage}
                canEdit={canEdit}
                onEdit={() => open(usage.field, index)}
                onRemove={() => setRemoved(usage.field)}
              />
            ))}
          </ul>
        </Card>
      )}
      {fields.length > 0 ? <ProposalsCard knowledgeBaseId={knowledgeBaseId} fields={fields} canEdit={canEdit} /> : null}
      <Found found={metadata.data.found} canEdit={canEdit} onAdd={(name, examples) => add(name, guessType(examples))} />
      {edited ? (
        <FieldDialog
          field={edited.field}
          isNew={edited.place === fields.length}
          busy={save.isPending}
          error={save.error}
          onSave={(field) => store(fields.toSpliced(edited.place, 1, field))}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={(isOpen) => !isOpen && setRemoved(null)}
        title={t('indexing.deleteField', { name: removed?.name ?? '' })}
        description={t('indexing.deleteFieldText')}
        confirmLabel={t('common.delete')}
        busy={save.isPending}
        onConfirm={() => store(fields.filter(({ name }) => name !== removed?.name))}
      />
    </div>
  )
}

interface FieldRowProps {
  usage: MetadataUsage
  canEdit: boolean
  onEdit: () => void
  onRemove: () => void
}

function FieldRow({ usage, canEdit, onEdit, onRemove }: FieldRowProps) {
  const { field, documentCount, values } = usage
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium text-sm">{field.name}</span>
          <Badge>{t(TYPE_LABELS[field.type])}</Badge>
          <span className="text-muted text-xs tabular-nums">{t('indexing.fieldUsage', { count: documentCount })}</span>
        </p>
        {field.description ? <p className="mt-0.5 text-muted text-xs">{field.description}</p> : null}
        {field.rules.map(({ pattern }) => (
          <p key={pattern} className="mt-0.5 font-mono text-faint text-xs">
            {pattern}
          </p>
        ))}
        {values.length > 0 ? (
          <ul className="mt-1.5 flex flex-wrap gap-1">
            {values.map(({ value, count }) => (
              <li key={value} className="max-w-full">
                <Badge tone="outline" className="max-w-64">
                  <span className="truncate">{value}</span>
                  <span className="text-muted tabular-nums">× {count}</span>
                </Badge>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {canEdit ? (
        <>
          <IconButton icon="pencil" label={`${t('common.edit')}: ${field.name}`} onClick={onEdit} />
          <IconButton icon="trash" label={t('indexing.deleteField', { name: field.name })} onClick={onRemove} />
        </>
      ) : null}
    </li>
  )
}

interface FoundProps {
  found: readonly { name: string; documentCount: number; examples: readonly string[] }[]
  canEdit: boolean
  onAdd: (name: string, examples: readonly string[]) => void
}

function Found({ found, canEdit, onAdd }: FoundProps) {
  if (found.length === 0) return null
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('indexing.found')}</CardTitle>
      </CardHeader>
      <CardContent className="pt-3">
        <p className="mb-2 text-muted text-sm">{t('indexing.foundHint')}</p>
        <ul className="divide-y">
          {found.map(({ name, documentCount, examples }) => (
            <li key={name} className="flex items-center gap-3 py-1.5 text-sm">
              <span className="min-w-0 flex-1 truncate">
                <span className="font-medium">{name}</span> <span className="text-muted">{examples.join(', ')}</span>
              </span>
              <span className="shrink-0 text-muted text-xs tabular-nums">
                {t('indexing.fieldUsage', { count: documentCount })}
              </span>
              {canEdit && MetadataName.safeParse(name).success ? (
                <IconButton
                  icon="plus"
                  label={t('indexing.addFound', { name })}
                  onClick={() => onAdd(name, examples)}
                />
              ) : null}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}
