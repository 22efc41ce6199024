'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { listKnowledgeBases, MAX_UPLOAD_BYTES, UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { newId } from '@/lib/core/new-id'
import { type DocumentDefaults, type Sending, sendUpload, type Upload } from '../http/send-upload'
import { t } from '../messages/t'
import { allOf } from '../queries/query-keys'
import { lockTab } from '../session/lock-tab'

const PARALLEL = 3

export interface Uploads {
  uploads: readonly Upload[]
  /**
   * Adds files to the queue. Resolves when each file has been uploaded, rejected or dismissed, with whether the server
   * has it. An upload without a response waits for `retry` or `dismiss`.
   */
  add: (knowledgeBaseId: string, files: readonly File[], documents?: DocumentDefaults) => Promise<boolean[]>
  /** Removes completed uploads from the list; failed ones stay. */
  clearSent: () => void
  dismiss: (id: string) => void
  /** Removes all finished uploads, including failed ones. */
  dismissAll: () => void
  /** Retries uploads without a response. */
  retry: () => void
}

/** Uploads many files, a few at a time. A failed one shows its error without blocking others. */
export function useUploads(): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const client = useQueryClient()
  const freeSlots = useRef(PARALLEL)
  const queue = useRef<(() => Promise<void>)[]>([])

  /** Files that can be retried, by upload id. */
  const unanswered = useRef(new Map<string, Sending>())

  const change = useCallback((id: string, next: Partial<Upload>) => {
    setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, ...next } : upload)))
  }, [])

  const settle = useCallback(
    () =>
      Promise.all(
        [findDocuments, listKnowledgeBases].map((contract) => client.invalidateQueries({ queryKey: allOf(contract) })),
      ),
    [client],
  )

  const pump = useCallback(() => {
    while (freeSlots.current > 0) {
      const job = queue.current.shift()
      if (!job) break
      freeSlots.current -= 1
      void job().finally(() => {
        freeSlots.current += 1
        pump()
      })
    }
    // The caller still waits for uploads without a response; the others have completed.
    if (freeSlots.current === PARALLEL && unanswered.current.size > 0) void settle()
  }, [settle])

  const enqueue = useCallback(
    (id: string, sending: Sending) => {
      // Navigation within the studio keeps uploads running; closing the tab would lose them.
      const release = lockTab()
      queue.current.push(async () => {
        const result = await sendUpload(sending, (next) => change(id, next))
        release()
        // Shares a pending refetch: hundreds of files refetch the list no more often than it responds.
        void client.invalidateQueries({ queryKey: allOf(findDocuments) }, { cancelRefetch: false })
        if (result === 'unanswered') unanswered.current.set(id, sending)
        else sending.onEnd(result === 'sent')
      })
      pump()
    },
    [change, client, pump],
  )

  const add = useCallback(
    async (knowledgeBaseId: string, files: readonly File[], documents?: DocumentDefaults) => {
      const entries = files.map((file) => ({ file, upload: makeUpload(file) }))
      setUploads((all) => [
        ...entries.map((entry) => entry.upload),
        ...(all.some(isUnderway) ? all : all.filter(({ status }) => status !== 'sent')),
      ])
      const areThere = await Promise.all(
        entries.map(({ file, upload }) =>
          upload.status === 'failed'
            ? false
            : new Promise<boolean>((onEnd) =>
                enqueue(upload.id, { knowledgeBaseId, file, description: documents, onEnd }),
              ),
        ),
      )
      await settle()
      return areThere
    },
    [enqueue, settle],
  )

  const retry = useCallback(() => {
    const retried = [...unanswered.current]
    unanswered.current.clear()
    for (const [id, sending] of retried) {
      change(id, { status: 'waiting', share: 0, error: null, canRetry: false })
      enqueue(id, sending)
    }
  }, [change, enqueue])

  const giveUp = (id: string) => {
    unanswered.current.get(id)?.onEnd(false)
    unanswered.current.delete(id)
  }

  return {
    uploads,
    add,
    clearSent: () => setUploads((all) => all.filter(({ status }) => status !== 'sent' && status !== 'unchanged')),
    dismiss: (id) => {
      giveUp(id)
      setUploads((all) => all.filter((upload) => upload.id !== id))
    },
    dismissAll: () => {
      for (const id of [...unanswered.current.keys()]) giveUp(id)
      setUploads((all) => all.filter(isUnderway))
    },
    retry,
  }
}

export const isUnderway = ({ status }: Upload): boolean => status === 'waiting' || status === 'sending'

function makeUpload(file: File): Upload {
  const error = rejection(file)
  const status = error === null ? 'waiting' : 'failed'
  return { id: newId(), name: file.name, sizeBytes: file.size, status, share: 0, error, canRetry: false }
}

/** Checks the server's limits before the upload. */
function rejection(file: File): string | null {
  const lower = file.name.toLowerCase()
  if (!UPLOAD_EXTENSIONS.some((extension) => lower.endsWith(extension))) return t('knowledge.wrongType')
  if (file.size > MAX_UPLOAD_BYTES) return t('knowledge.tooLarge')
  return file.size === 0 ? t('knowledge.emptyFile') : null
}
