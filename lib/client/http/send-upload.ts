'use client'
import { uploadDocument } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { DocumentAccess } from '@/lib/core/knowledge/document-access'
import type { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import { checkReachable } from '../connection/check-reachable'
import { untilReachable } from '../connection/reachability'
import { t } from '../messages/t'
import { signIn } from '../session/signed-out'
import { isOffline } from './parse-error'
import { uploadFile } from './upload-file'

/** Attempts for a file whose upload gets no response although other requests succeed, for example because of a proxy. */
const MAX_TRIES = 3

export interface Upload {
  id: string
  name: string
  sizeBytes: number
  /** After `sent`, the server has the file, and the document list shows its progress. */
  status: 'waiting' | 'sending' | 'sent' | 'unchanged' | 'failed'
  /** Share of the bytes that are sent, 0..1. */
  share: number
  error: string | null
  /** Whether a retry may succeed, because no response was received. */
  canRetry: boolean
}

export interface DocumentDefaults {
  access: DocumentAccess
  metadata: DocumentMetadata
}

export interface Sending {
  knowledgeBaseId: string
  file: File
  description: DocumentDefaults | undefined
  onEnd: (isThere: boolean) => void
}

type OnChange = (next: Partial<Upload>) => void

/** Uploads one file with progress, and retries a few times if there is no response. */
export async function sendUpload(sending: Sending, onChange: OnChange): Promise<'sent' | 'refused' | 'unanswered'> {
  for (let [tries, rejections] = [0, 0]; ; ) {
    const error = await tryOnce(sending, onChange)
    if (error === null) return 'sent'
    if (AppError.isInstance(error) && error.code === 'UNAUTHENTICATED') {
      onChange({ status: 'waiting', share: 0 })
      await signIn(rejections++)
      continue
    }
    const canRetry = isOffline(error)
    if (canRetry && (await checkReachable())) tries += 1
    if (canRetry && tries < MAX_TRIES) continue
    onChange({ status: 'failed', error: error.message, canRetry })
    return canRetry ? 'unanswered' : 'refused'
  }
}

/** Waits for an unreachable server, like other requests of the page. @returns the error, or null if the server has the file */
async function tryOnce({ knowledgeBaseId, file, description }: Sending, onChange: OnChange): Promise<Error | null> {
  onChange({ status: 'waiting', share: 0, error: null, canRetry: false })
  await untilReachable()
  onChange({ status: 'sending' })
  try {
    const { unchanged } = await uploadFile(uploadDocument, {
      params: { knowledgeBaseId },
      query: description
        ? { access: JSON.stringify(description.access), metadata: JSON.stringify(description.metadata) }
        : {},
      file,
      onProgress: (share) => onChange({ share }),
    })
    onChange({ status: unchanged ? 'unchanged' : 'sent', share: 1 })
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(t('common.errorUnknown'))
  }
}
