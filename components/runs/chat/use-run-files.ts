'use client'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { DOCUMENT_EXTENSIONS, PICTURE_EXTENSIONS, RECORDING_EXTENSIONS } from '@/lib/contracts/file-limits'
import { createRunFileStore, type RunFile, type RunFileStore, type TakenKinds } from './run-file-store'

export interface RunFiles {
  files: readonly RunFile[]
  isBusy: boolean
  add: (files: readonly File[]) => void
  remove: (key: string) => void
  clear: () => void
}

interface RunFileOptions {
  appId: string
  accepts: TakenKinds
  most: number
  /** Holds the files when the field is unmounted. */
  kept?: RunFileStore | undefined
}

export function useRunFiles({ appId, accepts, most, kept }: RunFileOptions): RunFiles {
  const [store] = useState(() => kept ?? createRunFileStore(appId))
  const { files, add, remove, clear } = useStore(store)
  return {
    files,
    isBusy: files.some(({ sent, error }) => sent === null && error === null),
    add: useCallback((added) => add(added, accepts, most), [add, accepts, most]),
    remove,
    clear,
  }
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
