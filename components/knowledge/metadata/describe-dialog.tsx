'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SkeletonRows } from '@/components/ui/skeleton'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { changeDocuments, findDocuments } from '@/lib/contracts/knowledge-documents'
import { readMetadata } from '@/lib/contracts/knowledge-metadata'
import type { MetadataField, MetadataValue } from '@/lib/core/knowledge/document-metadata'

type Change = { kind: 'keep' } | { kind: 'remove' } | { kind: 'set'; text: string }
const KINDS = ['keep', 'set', 'remove'] as const
const KIND_LABELS = {
  keep: 'indexing.describeKeep',
  set: 'indexing.describeSet',
  remove: 'indexing.describeRemove',
} as const

export interface DescribeDialogProps {
  knowledgeBaseId: string
  documents: readonly DocumentView[]
  onClose: () => void
}

/** Sets values of one or many documents. Untouched fields keep their values. */
export function DescribeDialog({ knowledgeBaseId, documents, onClose }: DescribeDialogProps) {
  const params = { knowledgeBaseId }
  const metadata = useContractQuery(readMetadata, { params })
  const [changes, setChanges] = useState<Readonly<Record<string, Change>>>({})
  const save = useContractMutation(changeDocuments, {
    invalidates: [findDocuments, readMetadata],
    onSuccess: onClose,
    onError: () => undefined,
  })
  const fields = metadata.data?.fields.map(({ field }) => field) ?? []
  const only = documents.length === 1 ? documents[0] : undefined
  const values = valuesOf(fields, changes)
  function submit() {
    const documentIds = documents.map(({ id }) => id)
    save.mutate({ params, body: { documentIds, change: { action: 'describe', values } } })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={only?.name ?? t('indexing.describeTitle', { count: documents.length })}
        description={t('indexing.describeHint')}
        footer={
          fields.length > 0 ? (
            <Button
              variant="primary"
              busy={save.isPending}
              disabled={Object.keys(values).length === 0}
              onClick={submit}
            >
              {t('common.save')}
            </Button>
          ) : null
        }
      >
        {metadata.error ? (
          <ErrorPanel error={metadata.error} onRetry={() => void metadata.refetch()} />
        ) : !metadata.data ? (
          <SkeletonRows count={3} />
        ) : fields.length === 0 ? (
          <p className="text-muted text-sm">{t('indexing.describeNoFields')}</p>
        ) : (
          <div className="flex flex-col gap-4">
            {fields.map((field) => (
              <FieldChange
                key={field.name}
                field={field}
                current={only?.metadata[field.name]}
                change={changes[field.name] ?? { kind: 'keep' }}
                onChange={(change) => setChanges({ ...changes, [field.name]: change })}
              />
            ))}
            <FormError error={save.error} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  )
}

interface FieldChangeProps {
  field: MetadataField
  current: MetadataValue | undefined
  change: Change
  onChange: (change: Change) => void
}

function FieldChange({ field, current, change, onChange }: FieldChangeProps) {
  const now = current === undefined ? '' : Array.isArray(current) ? current.join(', ') : String(current)
  return (
    <Field label={field.name} hint={field.description || undefined} aside={now}>
      {(control) => (
        <div className="flex flex-col gap-2 sm:flex-row">
          <Choice
            values={KINDS}
            labelOf={(kind) => t(KIND_LABELS[kind])}
            value={change.kind}
            onSelect={(kind) => onChange(kind === 'set' ? { kind, text: now } : { kind })}
            label={field.name}
            className="sm:w-40"
          />
          {change.kind === 'set' ? (
            <div className="min-w-0 flex-1">
              <TypedInput
                control={control}
                type={inputType(field)}
                value={change.text}
                options={field.options}
                onChange={(text) => onChange({ kind: 'set', text })}
              />
            </div>
          ) : null}
        </div>
      )}
    </Field>
  )
}

function inputType({ type, options }: MetadataField) {
  if (type === 'boolean' || type === 'number') return type
  return options.length > 0 && type === 'text' ? 'choice' : 'line'
}

/** The values are sent as typed: the server parses them by field type and reports errors. */
function valuesOf(fields: readonly MetadataField[], changes: Readonly<Record<string, Change>>) {
  const values: Record<string, MetadataValue | null> = {}
  for (const { name, type } of fields) {
    const change = changes[name]
    if (change?.kind === 'remove') values[name] = null
    if (change?.kind === 'set') values[name] = type === 'boolean' ? change.text === 'true' : change.text
  }
  return values
}
