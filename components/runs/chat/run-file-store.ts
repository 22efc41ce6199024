import { createStore, type StoreApi } from 'zustand/vanilla'
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

interface RunFileState {
  files: readonly RunFile[]
  /** Uploads files up to a total of `most`. */
  add(files: readonly File[], accepts: TakenKinds, most: number): void
  remove(key: string): void
  clear(): void
}

export type RunFileStore = StoreApi<RunFileState>

/** Files for a run of the draft: uploaded when selected, with progress and errors. Uploads continue without a panel. */
export function createRunFileStore(appId: string): RunFileStore {
  const stops = new Map<string, AbortController>()
  const store: RunFileStore = createStore<RunFileState>(() => ({
    files: [],
    add(added, accepts, most) {
      const { files } = store.getState()
      const entries = added.slice(0, Math.max(0, most - files.length)).map((file) => {
        const entry: RunFile = { key: newId(), name: file.name, share: 0, sent: null, error: rejection(file, accepts) }
        return { file, entry }
      })
      store.setState({ files: [...files, ...entries.map(({ entry }) => entry)] })
      for (const { file, entry } of entries) if (entry.error === null) void send(entry.key, file)
    },
    remove(key) {
      stops.get(key)?.abort()
      store.setState(({ files }) => ({ files: files.filter((file) => file.key !== key) }))
    },
    clear: () => store.setState({ files: [] }),
  }))
  function change(key: string, next: Partial<RunFile>) {
    store.setState(({ files }) => ({ files: files.map((file) => (file.key === key ? { ...file, ...next } : file)) }))
  }
  async function send(key: string, file: File) {
    const stop = new AbortController()
    stops.set(key, stop)
    try {
      const options = { params: { appId }, file, signal: stop.signal }
      const uploaded = await uploadFile(uploadAppFile, { ...options, onProgress: (share) => change(key, { share }) })
      change(key, { sent: { id: uploaded.id, kind: kindOf(uploaded.mediaType), pages: uploaded.pages } })
    } catch (error) {
      change(key, { error: error instanceof Error ? error.message : t('common.errorUnknown') })
    } finally {
      stops.delete(key)
    }
  }
  return store
}

function kindOf(mediaType: string): 'images' | 'documents' | 'recordings' {
  if (mediaType.startsWith('image/')) return 'images'
  return mediaType.startsWith('audio/') ? 'recordings' : 'documents'
}

/** Checks the server's limits before the upload. */
function rejection(file: File, { images, documents, recordings }: TakenKinds): string | null {
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? ''
  const isPicture = images && PICTURE_EXTENSIONS.some((candidate) => candidate === extension)
  const others = [...(documents ? DOCUMENT_EXTENSIONS : []), ...(recordings ? RECORDING_EXTENSIONS : [])]
  if (!isPicture && !others.some((candidate) => candidate === extension)) return t('runPanel.fileType')
  const limit = isPicture ? MAX_PICTURE_BYTES : MAX_DOCUMENT_BYTES
  if (file.size > limit) return t('runPanel.fileTooLarge', { size: limit / 1024 / 1024 })
  return file.size === 0 ? t('knowledge.emptyFile') : null
}
