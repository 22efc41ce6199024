'use client'
import { useCallback, useRef, useState } from 'react'
import { uploadFile } from '@/lib/client/http/upload-file'
import { t } from '@/lib/client/messages/t'
import { uploadAppFile } from '@/lib/contracts/app-files'
import {
  DOCUMENT_EXTENSIONS,
  MAX_DOCUMENT_BYTES,
  MAX_PICTURE_BYTES,
  PICTURE_EXTENSIONS,
  RECORDING_EXTENSIONS,
} from '@/lib/contracts/file-limits'
import { newId } from '@/lib/core/new-id'

export interface RunFile {
  key: string
  name: string
  /** 0..1 of the bytes sent; 1 while the server processes the file. */
  share: number
  /** The file on the server; null while uploading or after a failure. */
  sent: { id: string; kind: 'images' | 'documents' | 'recordings'; pages: number | null } | null
  error: string | null
}

export interface TakenKinds {
  images: boolean
  documents: boolean
  recordings: boolean
}

export interface RunFiles {
  files: readonly RunFile[]
  isBusy: boolean
  add: (files: readonly File[]) => void
  remove: (key: string) => void
  clear: () => void
}

/** Files for a run of the draft: uploaded when selected, with progress and errors. */
export function useRunFiles(appId: string, accepts: TakenKinds, most: number): RunFiles {
  const [files, setFiles] = useState<readonly RunFile[]>([])
  const stops = useRef(new Map<string, AbortController>())
  const change = useCallback((key: string, next: Partial<RunFile>) => {
    setFiles((all) => all.map((file) => (file.key === key ? { ...file, ...next } : file)))
  }, [])
  const sendOne = useCallback(
    async (key: string, file: File) => {
      const stop = new AbortController()
      stops.current.set(key, stop)
      try {
        const options = { params: { appId }, file, signal: stop.signal }
        const uploaded = await uploadFile(uploadAppFile, { ...options, onProgress: (share) => change(key, { share }) })
        change(key, { sent: { id: uploaded.id, kind: kindOf(uploaded.mediaType), pages: uploaded.pages } })
      } catch (error) {
        change(key, { error: error instanceof Error ? error.message : t('common.errorUnknown') })
      } finally {
        stops.current.delete(key)
      }
    },
    [appId, change],
  )
  const add = useCallback(
    (newFiles: readonly File[]) => {
      const entries = newFiles.slice(0, Math.max(0, most - files.length)).map((file) => {
        const entry: RunFile = { key: newId(), name: file.name, share: 0, sent: null, error: rejection(file, accepts) }
        return { file, entry }
      })
      setFiles((all) => [...all, ...entries.map(({ entry }) => entry)])
      for (const { file, entry } of entries) if (entry.error === null) void sendOne(entry.key, file)
    },
    [files.length, most, sendOne, accepts],
  )
  const remove = useCallback((key: string) => {
    stops.current.get(key)?.abort()
    setFiles((all) => all.filter((file) => file.key !== key))
  }, [])
  return {
    files,
    isBusy: files.some(({ sent, error }) => sent === null && error === null),
    add,
    remove,
    clear: useCallback(() => setFiles([]), []),
  }
}

function kindOf(mediaType: string): 'images' | 'documents' | 'recordings' {
  if (mediaType.startsWith('image/')) return 'images'
  return mediaType.startsWith('audio/') ? 'recordings' : 'documents'
}

/** The `accept` attribute of a file dialog. */
export function acceptOf({ images, documents, recordings }: TakenKinds): string {
  const extensions = [
    ...(images ? PICTURE_EXTENSIONS : []),
    ...(documents ? DOCUMENT_EXTENSIONS : []),
    ...(recordings ? RECORDING_EXTENSIONS : []),
  ]
  return extensions.map((extension) => `.${extension}`).join(',')
}

/** Checks the server's limits before the upload. */
function rejection(file: File, { images, documents, recordings }: TakenKinds): string | null {
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  const isPicture = images && PICTURE_EXTENSIONS.some((known) => known === extension)
  const others = [...(documents ? DOCUMENT_EXTENSIONS : []), ...(recordings ? RECORDING_EXTENSIONS : [])]
  if (!isPicture && !others.some((known) => known === extension)) return t('runPanel.fileType')
  const limit = isPicture ? MAX_PICTURE_BYTES : MAX_DOCUMENT_BYTES
  if (file.size > limit) return t('runPanel.fileTooLarge', { size: limit / 1024 / 1024 })
  return file.size === 0 ? t('knowledge.emptyFile') : null
}
