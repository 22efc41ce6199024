'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { DropZone } from '@/components/ui/drop-zone'
import { FormError } from '@/components/ui/form-error'
import { Icon } from '@/components/ui/icon'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { IMPORT_FORMATS, type ImportRow, importQuestions } from '@/lib/contracts/retrieval-lab-generation'

type Format = (typeof IMPORT_FORMATS)[number]

/** A file of questions: preview of the matched passages, and the import button. */
export function ImportDialog({ knowledgeBaseId, onClose }: { knowledgeBaseId: string; onClose: () => void }) {
  const params = { knowledgeBaseId }
  const [file, setFile] = useState<{ name: string; format: Format; text: string } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const preview = useContractMutation(importQuestions, { onError: () => undefined })
  const importing = useContractMutation(importQuestions, {
    invalidates: [listLabQuestions],
    onSuccess: ({ added }) => {
      toast.success(t('lab.imported', { count: added }))
      onClose()
    },
    onError: () => undefined,
  })
  async function read([selected]: File[]) {
    if (!selected) return
    const format = formatOf(selected.name)
    setProblem(format ? null : t('lab.importWrongType'))
    if (!format) return
    const next = { name: selected.name, format, text: await selected.text() }
    setFile(next)
    preview.mutate({ params, body: { format, text: next.text, save: false } })
  }
  const found = preview.data
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('lab.import')}
        description={t('lab.importHint')}
        size="lg"
        footer={
          <Button
            variant="primary"
            busy={importing.isPending}
            disabled={!file || !found || found.good === 0}
            onClick={() =>
              file && importing.mutate({ params, body: { format: file.format, text: file.text, save: true } })
            }
          >
            {found ? t('lab.importCount', { count: found.good }) : t('lab.importButton')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <DropZone
            onFiles={(files) => void read(files)}
            accept=".csv,.tsv,.json,.jsonl,.ndjson"
            title={file?.name ?? t('lab.importDrop')}
            hint={t('lab.importColumns')}
          />
          {problem ? <p className="text-danger text-sm">{problem}</p> : null}
          <FormError error={preview.error ?? importing.error} />
          {preview.isPending ? <SkeletonRows count={4} /> : found ? <Preview found={found} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function formatOf(name: string): Format | null {
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  if (ending === 'ndjson') return 'jsonl'
  if (ending === 'tsv') return 'csv'
  return IMPORT_FORMATS.find((format) => format === ending) ?? null
}

function Preview({ found }: { found: ResponseOf<typeof importQuestions> }) {
  const left = found.total - found.good
  return (
    <section className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-2 text-sm" aria-live="polite">
        <Badge tone="success">{t('lab.importGood', { count: found.good })}</Badge>
        {found.partly > 0 ? <Badge tone="warning">{t('lab.importPartly', { count: found.partly })}</Badge> : null}
        {left > 0 ? <Badge tone="danger">{t('lab.importSkipped', { count: left })}</Badge> : null}
      </p>
      <ul className="max-h-96 divide-y overflow-y-auto rounded-md border">
        {found.rows.map((row) => (
          <PreviewRow key={row.line} row={row} />
        ))}
      </ul>
    </section>
  )
}

function PreviewRow({ row }: { row: ImportRow }) {
  return (
    <li className="flex items-start gap-2 px-3 py-2 text-sm">
      <Icon
        name={row.problem ? 'circle-x' : row.unmatched.length > 0 ? 'alert-triangle' : 'circle-check'}
        size={15}
        className={
          row.problem ? 'mt-0.5 text-danger' : row.unmatched.length > 0 ? 'mt-0.5 text-warning' : 'mt-0.5 text-success'
        }
      />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-3 break-words">{row.question || t('lab.importLine', { line: row.line })}</p>
        {row.problem ? (
          <p className="text-danger text-xs">
            {row.question ? `${t('lab.importLine', { line: row.line })}: ` : ''}
            {localizeStored(row.problem, row.problemRef)}
          </p>
        ) : null}
        {row.expected.map((passage) => (
          <p key={`${passage.documentName} ${passage.quote}`} className="truncate text-muted text-xs">
            <span className="text-info">{passage.documentName}</span> {passage.quote || t('lab.documentWhole')}
          </p>
        ))}
        {row.unmatched.map((text) => (
          <p key={text} className="truncate text-warning text-xs">
            {t('lab.importUnmatched', { text })}
          </p>
        ))}
      </div>
    </li>
  )
}
