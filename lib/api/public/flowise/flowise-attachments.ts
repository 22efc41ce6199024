import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { checkFile } from '@/lib/services/app-files/check-file'
import { acceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { bodyIssue } from '../shared/requests/body-issue'
import { type UploadedFile, withUploadForm } from '../shared/requests/read-upload'
import type { Attachment } from '../shared/requests/store-attachments'
import { anonymousVisitor, uploadLimits } from '../shared/requests/upload-limits'
import { endUserOfCall, type FlowiseCaller, type FlowiseHandler } from './flowise-app'
import { attachmentKind, ChatId } from './flowise-body'

/** Counts an upload against the rate limits of the address and the app. @throws AppError RATE_LIMITED */
export async function takeUpload(api: PublicApi, call: ApiRequest, app: PublishedApp): Promise<void> {
  await api.limiter.addresses.take(`upload:${addressOf(api, call)}`, app.appId)
  await api.limiter.apps.take(`upload:${app.appId}`)
}

/** Stores files of a form; their type is determined by their bytes. @throws like `checkFile` */
export async function keepUploads(
  api: PublicApi,
  sender: FlowiseSender,
  uploaded: readonly UploadedFile[],
): Promise<Attachment[]> {
  const attachments: Attachment[] = []
  for (const file of uploaded) {
    const checked = await checkFile(file, acceptedFiles(sender.app))
    const { id, mediaType } = await api.backend.storeFile({ ...sender, file: checked })
    attachments.push({ kind: attachmentKind(mediaType), fileId: id })
  }
  return attachments
}

/**
 * Uploads complete documents for the next question. Flowise returns their texts, and its clients send
 * them back in `uploads` without reading them. This returns the id of the stored file instead.
 */
export function uploadAttachments(api: PublicApi): FlowiseHandler {
  return async (call, caller) => {
    const { app } = caller
    const chatId = ChatId.safeParse(call.param('chatId'))
    if (!chatId.success) throw bodyIssue(chatId.error)
    const sender = senderOf(api, call, { caller, endUser: endUserOfCall(call, caller, chatId.data) })
    const accepted = { ...acceptedFiles(app), images: false }
    const limits = { ...(await uploadLimits(api, call, { sender, accepted })), name: 'files' }
    return withUploadForm(call.request, limits, async ({ files }) => {
      if (files.length === 0) throw new AppError('INVALID_INPUT', problem('request.filesFieldMissing'))
      const stored = []
      for (const file of files) {
        await takeUpload(api, call, app)
        const checked = await checkFile(file, accepted)
        const { id, name, mediaType, sizeBytes } = await api.backend.storeFile({ ...sender, file: checked })
        stored.push({ name, mimeType: mediaType, size: sizeBytes, content: id })
      }
      return jsonResponse(stored)
    })
  }
}

interface FlowiseSender {
  app: PublishedApp
  endUser: string | null
  byVisitor: boolean
  visitor?: string
}

/** The sender of files: without a key an anonymous visitor, who may have any number of chats. */
export function senderOf(
  api: PublicApi,
  call: ApiRequest,
  { caller: { app, key }, endUser }: { caller: FlowiseCaller; endUser: string | null },
): FlowiseSender {
  const sender = { app, endUser, byVisitor: key === null }
  return key === null ? { ...sender, ...anonymousVisitor(api, call, app) } : sender
}
