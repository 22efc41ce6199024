'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { DropZone } from '@/components/ui/drop-zone'
import { FormError } from '@/components/ui/form-error'
import { Progress } from '@/components/ui/progress'
import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { uploadFile } from '@/lib/client/http/upload-file'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { AutomationTarget } from '@/lib/contracts/automations'
import {
  type BatchItemView,
  type BatchMapping,
  type BatchView,
  checkBatch,
  createBatch,
  listBatches,
  listBatchItems,
  startBatch,
} from '@/lib/contracts/batches'
import { AppError } from '@/lib/core/app-error'
import { BatchCheck } from './batch-check'
import { BatchPreview } from './batch-preview'
import { ColumnFields } from './column-fields'
import { ConcurrencyColumn } from './concurrency-column'
import { findUnmapped, guessMapping } from './guess-mapping'
import { TargetField } from './target-field'

export interface NewBatchDialogProps {
  targets: readonly AutomationTarget[]
  onStarted: (batch: BatchView) => void
  onClose: () => void
}

const DEBOUNCE_MS = 300
const SAMPLE_ROWS = 20

/** Creates a batch: selects the app and file, maps the columns, previews the rows and starts. */
export function NewBatchDialog({ targets, onStarted, onClose }: NewBatchDialogProps) {
  const [appId, setAppId] = useState(targets.length === 1 ? (targets[0]?.appId ?? '') : '')
  const [batch, setBatch] = useState<BatchView | null>(null)
  const [mapping, setMapping] = useState<BatchMapping>({})
  const [concurrencyColumn, setConcurrencyColumn] = useState<string | null>(null)
  const [rows, setRows] = useState<readonly BatchItemView[]>([])
  const [error, setError] = useState<AppError | null>(null)
  const [uploading, setUploading] = useState(false)
  const fields = targets.find((target) => target.appId === appId)?.inputFields ?? []
  const check = useContractMutation(checkBatch, { onError: setError })
  const start = useContractMutation(startBatch, { invalidates: [listBatches], onSuccess: onStarted, onError: setError })
  const [isWaiting, setIsWaiting] = useState(false)
  const isChecking = isWaiting || check.isPending
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  /** Checks the rows with this mapping, debounced. Without a required column every row would fail. */
  function checkSoon(batchId: string, nextMapping: BatchMapping) {
    clearTimeout(timer.current)
    check.reset()
    setIsWaiting(false)
    if (findUnmapped(fields, nextMapping)) return
    setIsWaiting(true)
    timer.current = setTimeout(() => {
      setIsWaiting(false)
      setError(null)
      check.mutate({ params: { batchId }, body: { mapping: nextMapping } })
    }, DEBOUNCE_MS)
  }
  const good = check.data ? check.data.rowCount - check.data.invalidCount : 0
  async function upload(file: File) {
    setUploading(true)
    setError(null)
    try {
      const created = await uploadFile(createBatch, { params: { appId }, file })
      const { items } = await request(listBatchItems, {
        params: { batchId: created.id },
        query: { limit: SAMPLE_ROWS },
      })
      setBatch(created)
      setRows(items)
      const guessed = guessMapping(
        fields,
        created.columns,
        items.map(({ values }) => values),
      )
      setMapping(guessed)
      checkSoon(created.id, guessed)
    } catch (cause) {
      if (AppError.isInstance(cause)) setError(cause)
      else toast.error(t('common.errorUnknown'))
    } finally {
      setUploading(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={batch?.fileName ?? t('automations.newBatch')}
        {...(batch ? { description: t('automations.rows', { count: batch.rowCount }) } : {})}
        size="lg"
        footer={
          batch ? (
            <Button
              variant="primary"
              busy={start.isPending || isChecking}
              disabled={good === 0 || isChecking}
              onClick={() => start.mutate({ params: { batchId: batch.id }, body: { mapping, concurrencyColumn } })}
            >
              {startLabel({ isChecking, unmapped: findUnmapped(fields, mapping)?.label, count: good })}
            </Button>
          ) : null
        }
      >
        <div className="flex flex-col gap-4">
          {batch ? (
            <>
              <ColumnFields
                fields={fields}
                columns={batch.columns}
                sample={rows[0]?.values}
                mapping={mapping}
                onChange={(next) => {
                  setMapping(next)
                  checkSoon(batch.id, next)
                }}
              />
              {check.data ? null : <BatchPreview rows={rows} />}
              <ConcurrencyColumn columns={batch.columns} column={concurrencyColumn} onChange={setConcurrencyColumn} />
            </>
          ) : (
            <>
              <TargetField targets={targets} appId={appId} onChange={setAppId} />
              {uploading ? (
                <Progress value={null} label={t('automations.uploading')} />
              ) : (
                <DropZone
                  accept=".csv,.tsv,.txt,.jsonl,.ndjson"
                  title={t('automations.chooseFile')}
                  hint={t('automations.fileHint')}
                  disabled={!appId}
                  onFiles={([file]) => file && void upload(file)}
                />
              )}
            </>
          )}
          {check.data ? <BatchCheck result={check.data} /> : null}
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function startLabel({
  isChecking,
  unmapped,
  count,
}: {
  isChecking: boolean
  unmapped?: string | undefined
  count: number
}) {
  if (isChecking) return t('automations.checking')
  return unmapped ? t('automations.chooseColumnFor', { field: unmapped }) : t('automations.startBatch', { count })
}
