'use client'
import { useEffect, useMemo } from 'react'
import { DropZone } from '@/components/ui/drop-zone'
import { t } from '@/lib/client/messages/t'
import { RunFileList } from './run-file-list'
import type { RunFileStore } from './run-file-store'
import { acceptOf, useRunFiles } from './use-run-files'

export interface RunFileFieldProps {
  appId: string
  kind: keyof typeof HINTS
  /** Id of the uploaded file; empty if there is none. */
  onChange: (fileId: string) => void
  /** Holds the file when the field is unmounted. */
  kept?: RunFileStore | undefined
}

const HINTS = {
  file: 'runPanel.documentTypes',
  image: 'runPanel.pictureTypes',
  audio: 'runPanel.recordingTypes',
} as const

/** A form field for one document, image or recording. */
export function RunFileField({ appId, kind, onChange, kept }: RunFileFieldProps) {
  const accepts = useMemo(
    () => ({ images: kind === 'image', documents: kind === 'file', recordings: kind === 'audio' }),
    [kind],
  )
  const { files, add, remove } = useRunFiles({ appId, accepts, most: 1, kept })
  const fileId = files[0]?.sent?.id ?? ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: reports changes of the uploaded file only.
  useEffect(() => onChange(fileId), [fileId])
  if (files.length > 0) return <RunFileList files={files} onRemove={remove} />
  return (
    <DropZone
      compact
      accept={acceptOf(accepts)}
      title={t('runPanel.chooseFile')}
      hint={t(HINTS[kind])}
      onFiles={(dropped) => add(dropped.slice(0, 1))}
    />
  )
}
