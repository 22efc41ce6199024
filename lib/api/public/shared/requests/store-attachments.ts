import 'server-only'
import { createHash } from 'node:crypto'
import { MAX_DOCUMENTS, MAX_PICTURES, MAX_RECORDINGS } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { checkFile } from '@/lib/services/app-files/check-file'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import { readDataUrl } from './read-data-url'

type AttachmentKind = 'picture' | 'document' | 'recording'

/** A file reference in messages of other clients. */
export type Attachment =
  | { kind: AttachmentKind; fileId: string }
  /** `url`: a data URL with the content. */
  | { kind: AttachmentKind; url: string; fileName?: string | undefined }

/** Ids, by the input that accepts them. */
export type Attached = Partial<Record<'images' | 'documents' | 'recordings', string[]>>

export interface StoredAttachments {
  attached: Attached
  /** Stable identity of repeated files: inline files get a new id each time. */
  sameFiles: string[]
}

interface Sender {
  app: PublishedApp
  endUser: string | null
  /** Set for a visitor, who has no key. */
  byVisitor?: boolean
  /** Identity of an anonymous visitor. */
  visitor?: string
}

/**
 * Stores inline files of messages like uploads. URLs are never fetched, to prevent SSRF. @throws
 * AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export async function storeAttachments(
  api: PublicApi,
  { files, ...sender }: Sender & { files: readonly Attachment[] },
): Promise<StoredAttachments> {
  const { app } = sender
  if (files.length === 0) return { attached: {}, sameFiles: [] }
  const filesOfKind = (requestedKind: AttachmentKind) => files.filter(({ kind }) => kind === requestedKind)
  const [pictures, documents, recordings] = [filesOfKind('picture'), filesOfKind('document'), filesOfKind('recording')]
  if (pictures.length > 0 && !app.takesImages) throw new AppError('INVALID_INPUT', problem('files.noPictures'))
  if (documents.length > 0 && !app.takesDocuments) throw new AppError('INVALID_INPUT', problem('files.noDocuments'))
  if (recordings.length > 0 && !app.takesRecordings) throw new AppError('INVALID_INPUT', problem('files.noRecordings'))
  if (recordings.length > MAX_RECORDINGS) throw new AppError('INVALID_INPUT', problem('publicApi.oneRecording'))
  if (pictures.length > MAX_PICTURES)
    throw new AppError('INVALID_INPUT', problem('files.tooManyPictures', { max: MAX_PICTURES }))
  const store = async (list: readonly Attachment[]) => {
    const ids: string[] = []
    for (const file of list) ids.push(await storeOne(api, { ...sender, file }))
    return [...new Set(ids)]
  }
  const ids = { images: await store(pictures), documents: await store(documents), recordings: await store(recordings) }
  if (ids.documents.length > MAX_DOCUMENTS)
    throw new AppError('INVALID_INPUT', problem('files.tooManyDocuments', { max: MAX_DOCUMENTS }))
  const attached = Object.fromEntries(Object.entries(ids).filter(([, list]) => list.length > 0))
  return { attached, sameFiles: files.map(identityOf) }
}

function identityOf(file: Attachment): string {
  if ('fileId' in file) return file.fileId
  return createHash('sha256')
    .update(`${file.kind}\n${file.fileName ?? ''}\n${file.url}`)
    .digest('base64url')
}

async function storeOne(api: PublicApi, { file, ...sender }: Sender & { file: Attachment }): Promise<string> {
  if ('fileId' in file) return file.fileId
  const decoded = readDataUrl(file.url)
  if (!decoded) throw new AppError('INVALID_INPUT', problem('files.notDataUrl'))
  const { kind } = file
  const accepted = { images: kind === 'picture', documents: kind === 'document', recordings: kind === 'recording' }
  const checked = await checkFile(
    { bytes: decoded.bytes, fileName: file.fileName ?? null, declaredType: decoded.mediaType },
    accepted,
  )
  return (await api.backend.storeFile({ ...sender, file: checked })).id
}
