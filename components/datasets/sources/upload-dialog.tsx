'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { DropZone } from '@/components/ui/drop-zone'
import { FormError } from '@/components/ui/form-error'
import { Progress } from '@/components/ui/progress'
import { uploadFile } from '@/lib/client/http/upload-file'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  DATASET_UPLOAD_EXTENSIONS,
  importUpload,
  previewUpload,
  type SourceView,
  uploadSource,
} from '@/lib/contracts/dataset-sources'
import type { DatasetView, ExampleReview } from '@/lib/contracts/datasets'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import { MappingFields } from './mapping-fields'
import { type About, SourceAbout } from './source-description'
import { UploadPreview } from './upload-preview'

export interface SourceDialogProps {
  dataset: DatasetView
  /** An earlier upload that still needs a column mapping. */
  draft?: SourceView
  /** A file that is uploaded when the dialog opens. */
  file?: File
  onStarted: () => void
  onClose: () => void
}

const NO_MAPPING = { fields: {} }

/** File, column mapping, preview and import. */
export function UploadDialog({ dataset, draft, file, onStarted, onClose }: SourceDialogProps) {
  const [source, setSource] = useState<SourceView | null>(draft ?? null)
  const [mapping, setMapping] = useState<NonNullable<SourceView['suggested']>>(draft?.suggested ?? NO_MAPPING)
  const [about, setAbout] = useState<About>({ origin: draft?.origin ?? '', licence: '' })
  const [review, setReview] = useState<ExampleReview>('approved')
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const preview = useContractMutation(previewUpload, { onError: setError })
  const start = useContractMutation(importUpload, {
    invalidates: AFTER_CHANGE,
    onSuccess: onStarted,
    onError: setError,
  })
  const { mutate: requestPreview } = preview
  useEffect(() => {
    if (!draft) return
    requestPreview({
      params: { datasetId: dataset.id, sourceId: draft.id },
      body: { mapping: draft.suggested ?? NO_MAPPING },
    })
  }, [requestPreview, dataset.id, draft])
  function showPreview(from: SourceView, next: typeof mapping) {
    setMapping(next)
    setError(null)
    preview.mutate({ params: { datasetId: dataset.id, sourceId: from.id }, body: { mapping: next } })
  }
  async function upload(file: File) {
    setShare(0)
    setError(null)
    try {
      const source = await uploadFile(uploadSource, { params: { datasetId: dataset.id }, file, onProgress: setShare })
      setSource(source)
      setAbout({ origin: source.origin, licence: '' })
      showPreview(source, source.suggested ?? NO_MAPPING)
    } catch (cause) {
      setError(AppError.isInstance(cause) ? cause : new AppError('INTERNAL', verbatim(t('common.errorUnknown'))))
    } finally {
      setShare(null)
    }
  }
  const uploadOnce = useRef(upload)
  useEffect(() => {
    if (file) void uploadOnce.current(file)
  }, [file])
  const params = { datasetId: dataset.id, sourceId: source?.id ?? '' }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={source?.name ?? t('datasets.fromFile')}
        description={source ? t('datasets.mapHint') : t('datasets.fromFileHint')}
        size="xl"
        footer={
          source ? (
            <>
              <DialogClose asChild>
                <Button>{t('common.cancel')}</Button>
              </DialogClose>
              <Button
                variant="primary"
                busy={start.isPending}
                disabled={!preview.data || preview.data.good === 0}
                onClick={() => start.mutate({ params, body: { ...about, mapping, review } })}
              >
                {t('datasets.import')}
              </Button>
            </>
          ) : null
        }
      >
        <div className="flex flex-col gap-4">
          {source ? (
            <>
              <MappingFields
                kind={dataset.kind}
                columns={source.columns}
                sample={source.sample}
                mapping={mapping}
                onChange={(next) => showPreview(source, next)}
              />
              <UploadPreview result={preview.data} isBusy={preview.isPending} />
              <SourceAbout about={about} onAbout={setAbout} review={review} onReview={setReview} />
            </>
          ) : share === null ? (
            <DropZone
              accept={DATASET_UPLOAD_EXTENSIONS}
              title={t('datasets.dropTitle')}
              hint={t('datasets.dropHint')}
              onFiles={([file]) => file && void upload(file)}
            />
          ) : (
            <Progress value={share < 1 ? share : null} label={t('datasets.uploading')} />
          )}
          <FormError error={error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
