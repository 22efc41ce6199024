'use client'
import { useEffect, useRef, useState } from 'react'
import { DropZone } from '@/components/ui/drop-zone'
import { FormError } from '@/components/ui/form-error'
import { Progress } from '@/components/ui/progress'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { DATASET_UPLOAD_EXTENSIONS, listSources, type SourceView } from '@/lib/contracts/dataset-sources'
import { createDatasetVersion } from '@/lib/contracts/dataset-versions'
import { createDataset, type DatasetView, deleteDataset, listDatasets } from '@/lib/contracts/datasets'
import { getTrainingChoices } from '@/lib/contracts/training-jobs'
import type { Draft } from './plan-draft'
import type { RenderUpload } from './plan-form-props'

interface FromFileProps {
  kind: Draft['kind']
  renderUpload: RenderUpload
  onCreated: (datasetVersionId: string) => void
}

const POLL_MS = 800

/** Turns a file into a data set and its first version without leaving the form. */
export function FromFile({ kind, renderUpload, onCreated }: FromFileProps) {
  const [file, setFile] = useState<File | null>(null)
  const [dataset, setDataset] = useState<DatasetView | null>(null)
  const [isImporting, setIsImporting] = useState(false)
  const create = useContractMutation(createDataset, {
    invalidates: [listDatasets],
    onSuccess: setDataset,
    onError: () => {},
  })
  const discard = useContractMutation(deleteDataset, { invalidates: [listDatasets] })
  function choose(chosen: File) {
    setFile(chosen)
    const name = chosen.name.replace(/\.[^.]*$/, '') || chosen.name
    create.mutate({ body: { name, description: '', kind: kind === 'classifier' ? 'classification' : 'qa' } })
  }
  function close() {
    if (dataset) discard.mutate({ params: { datasetId: dataset.id } })
    setDataset(null)
  }
  if (dataset && isImporting)
    return (
      <Importing
        dataset={dataset}
        onCreated={(datasetVersionId) => {
          setIsImporting(false)
          setDataset(null)
          onCreated(datasetVersionId)
        }}
      />
    )
  return (
    <>
      <DropZone
        compact
        accept={DATASET_UPLOAD_EXTENSIONS}
        title={t('training.fromFile')}
        hint={t(kind === 'classifier' ? 'training.fromFileClassifier' : 'training.fromFileChat')}
        disabled={create.isPending}
        onFiles={([first]) => first && choose(first)}
      />
      <FormError error={create.error} />
      {dataset && file ? renderUpload({ dataset, file, onStarted: () => setIsImporting(true), onClose: close }) : null}
    </>
  )
}

const isOpen = ({ status }: SourceView) => status === 'queued' || status === 'running'

/** Waits for the import, then creates the version. */
function Importing({ dataset, onCreated }: { dataset: DatasetView; onCreated: (datasetVersionId: string) => void }) {
  const params = { datasetId: dataset.id }
  const sources = useContractQuery(listSources, {
    params,
    refetchInterval: (data) => (data?.sources.every((source) => !isOpen(source)) ? false : POLL_MS),
  })
  const version = useContractMutation(createDatasetVersion, {
    invalidates: [getTrainingChoices],
    onSuccess: ({ id }) => onCreated(id),
    onError: () => {},
  })
  const source = sources.data?.sources.find(({ kind }) => kind === 'upload')
  const isRequested = useRef(false)
  const isDone = source?.status === 'done'
  const { mutate } = version
  useEffect(() => {
    if (!isDone || isRequested.current) return
    isRequested.current = true
    mutate({ params: { datasetId: dataset.id }, body: { note: '' } })
  }, [isDone, mutate, dataset.id])
  if (source?.status === 'failed')
    return (
      <p role="alert" className="text-danger text-sm">
        {localizeStored(source.error ?? '', source.errorRef)}
      </p>
    )
  if (version.error ?? sources.error) return <FormError error={version.error ?? sources.error} />
  return <Progress value={null} label={t('training.importing', { name: dataset.name })} />
}
