import 'server-only'
import { MAX_PICTURES } from '@/lib/contracts/public-files'
import { AppError } from '@/lib/core/app-error'
import { sniffImage } from '@/lib/files/sniff-image'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import type { PublicFaces } from './public-faces'

/**
 * Pictures that came in the message itself, kept like those that were uploaded. Addresses are never fetched (T54).
 * @returns their ids, as `inputs.images` takes them. @throws AppError INVALID_INPUT, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE
 */
export async function storeDataUrls(
  faces: PublicFaces,
  { app, endUser, urls }: { app: PublishedApp; endUser: string | null; urls: readonly string[] },
): Promise<{ images?: string[] }> {
  if (urls.length === 0) return {}
  if (!app.takesImages) throw new AppError('INVALID_INPUT', 'This app takes no pictures.')
  if (urls.length > MAX_PICTURES) throw new AppError('INVALID_INPUT', `Send at most ${MAX_PICTURES} pictures.`)
  const pictures = urls.map(decode)
  const images: string[] = []
  for (const { bytes, mediaType } of pictures) {
    const name = `picture.${mediaType.slice('image/'.length)}`
    images.push((await faces.backend.storeFile({ app, endUser, name, mediaType, bytes })).id)
  }
  return { images }
}

function decode(url: string) {
  const [, declaredType, base64] = /^data:([\w/+.-]{1,80});base64,([A-Za-z0-9+/]+={0,2})$/.exec(url) ?? []
  if (declaredType === undefined || base64 === undefined)
    throw new AppError(
      'INVALID_INPUT',
      'Send pictures as "data:image/…;base64,…": addresses are not fetched. Larger ones are uploaded first.',
    )
  const bytes = Buffer.from(base64, 'base64')
  return { bytes, mediaType: sniffImage({ bytes, fileName: null, declaredType }) }
}
