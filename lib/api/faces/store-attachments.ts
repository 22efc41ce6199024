import 'server-only'
import { MAX_DOCUMENTS, MAX_PICTURES } from '@/lib/contracts/file-limits'
import { AppError } from '@/lib/core/app-error'
import { checkFile } from '@/lib/runs/files/check-file'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import type { PublicFaces } from './public-faces'

/** A file as messages of other clients name it. */
export type Attachment =
  | { kind: 'picture' | 'document'; fileId: string }
  /** `url`: `data:`, which holds the file. */
  | { kind: 'picture' | 'document'; url: string; fileName?: string | undefined }

/**
 * Files that came in the messages themselves, kept like those that were uploaded. Addresses are never fetched (T54).
 * @returns their ids, as the inputs take them. @throws AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export async function storeAttachments(
  faces: PublicFaces,
  { app, endUser, files }: { app: PublishedApp; endUser: string | null; files: readonly Attachment[] },
): Promise<{ images?: string[]; documents?: string[] }> {
  const pictures = files.filter(({ kind }) => kind === 'picture')
  const documents = files.filter(({ kind }) => kind === 'document')
  if (pictures.length > 0 && !app.takesImages) throw new AppError('INVALID_INPUT', 'This app takes no pictures.')
  if (documents.length > 0 && !app.takesDocuments) throw new AppError('INVALID_INPUT', 'This app takes no documents.')
  if (pictures.length > MAX_PICTURES) throw new AppError('INVALID_INPUT', `Send at most ${MAX_PICTURES} pictures.`)
  const store = async (list: readonly Attachment[]) => {
    const ids: string[] = []
    for (const file of list) ids.push(await storeOne(faces, { app, endUser, file }))
    return [...new Set(ids)]
  }
  const [images, texts] = [await store(pictures), await store(documents)]
  if (texts.length > MAX_DOCUMENTS) throw new AppError('INVALID_INPUT', `Send at most ${MAX_DOCUMENTS} documents.`)
  return { ...(images.length > 0 ? { images } : {}), ...(texts.length > 0 ? { documents: texts } : {}) }
}

async function storeOne(
  faces: PublicFaces,
  { app, endUser, file }: { app: PublishedApp; endUser: string | null; file: Attachment },
): Promise<string> {
  if ('fileId' in file) return file.fileId
  const [, declaredType, base64] = /^data:([\w/+.-]{1,100});base64,([A-Za-z0-9+/]+={0,2})$/.exec(file.url) ?? []
  if (declaredType === undefined || base64 === undefined)
    throw new AppError(
      'INVALID_INPUT',
      'Send files as "data:<type>;base64,…": addresses are not fetched. Larger ones are uploaded first.',
    )
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  const takes = { images: file.kind === 'picture', documents: file.kind === 'document' }
  const checked = await checkFile({ bytes, fileName: file.fileName ?? null, declaredType }, takes)
  return (await faces.backend.storeFile({ app, endUser, file: checked })).id
}
