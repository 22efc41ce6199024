import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { checkFile } from '@/lib/services/app-files/check-file'
import { takenFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { addressOf, type FaceRequest, jsonResponse } from '../public-handler'
import { type UploadedFile, withUploadForm } from '../shared/requests/read-upload'
import type { Attachment } from '../shared/requests/store-attachments'
import { anonymousVisitor, uploadLimits } from '../shared/requests/upload-limits'
import { endUserOfCall, type FlowiseCaller, type FlowiseHandler } from './flowise-app'
import { attachmentKind, ChatId } from './flowise-body'

/** What a visitor may send a minute, as with our own chat. @throws AppError RATE_LIMITED */
export async function takeUpload(faces: PublicFaces, face: FaceRequest, app: PublishedApp): Promise<void> {
  await faces.limiter.addresses.take(`upload:${addressOf(faces, face)}`, app.appId)
  await faces.limiter.apps.take(`upload:${app.appId}`)
}

/** Files that came as a form, kept; their kind is what their bytes are. @throws as `checkFile` */
export async function keepUploads(
  faces: PublicFaces,
  sender: FlowiseSender,
  uploaded: readonly UploadedFile[],
): Promise<Attachment[]> {
  const kept: Attachment[] = []
  for (const file of uploaded) {
    const checked = await checkFile(file, takenFiles(sender.app))
    const { id, mediaType } = await faces.backend.storeFile({ ...sender, file: checked })
    kept.push({ kind: attachmentKind(mediaType), fileId: id })
  }
  return kept
}

/**
 * Documents that go along with the next question whole. Flowise answers with their texts, which its clients send back in
 * `uploads` unread: here it is the id under which the file is kept.
 */
export function takeAttachments(faces: PublicFaces): FlowiseHandler {
  return async (face, caller) => {
    const { app } = caller
    const chatId = ChatId.safeParse(face.param('chatId'))
    if (!chatId.success) throw new AppError('INVALID_INPUT', chatId.error.issues[0]?.message ?? 'chatId is wrong.')
    const sender = senderOf(faces, face, { caller, endUser: endUserOfCall(face, caller, chatId.data) })
    const takes = { ...takenFiles(app), images: false }
    const limits = { ...(await uploadLimits(faces, face, { sender, takes })), name: 'files' }
    return withUploadForm(face.request, limits, async ({ files }) => {
      if (files.length === 0) throw new AppError('INVALID_INPUT', 'The field "files" is missing.')
      const taken = []
      for (const file of files) {
        await takeUpload(faces, face, app)
        const checked = await checkFile(file, takes)
        const { id, name, mediaType, sizeBytes } = await faces.backend.storeFile({ ...sender, file: checked })
        taken.push({ name, mimeType: mediaType, size: sizeBytes, content: id })
      }
      return jsonResponse(taken)
    })
  }
}

interface FlowiseSender {
  app: PublishedApp
  endUser: string | null
  byVisitor: boolean
  visitor?: string
}

/** Who sends files: without a key an anonymous visitor, whose chats are as many as they like. */
export function senderOf(
  faces: PublicFaces,
  face: FaceRequest,
  { caller: { app, key }, endUser }: { caller: FlowiseCaller; endUser: string | null },
): FlowiseSender {
  const sender = { app, endUser, byVisitor: key === null }
  return key === null ? { ...sender, ...anonymousVisitor(faces, face, app) } : sender
}
