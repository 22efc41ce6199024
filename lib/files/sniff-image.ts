import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { IMAGE_TYPES, type ImageType, imageSize } from './image-size'

/** Models reject larger ones, and decoders should not have to handle them. */
export const MAX_PIXELS = 40_000_000

const EXTENSIONS: Readonly<Record<ImageType, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
}

export interface SniffImageOptions {
  bytes: Uint8Array
  /** null for an image without a name. */
  fileName: string | null
  declaredType?: string | null | undefined
}

/**
 * The type of an image, if its name, its first bytes and the declared type agree.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE or TOO_LARGE
 */
export function sniffImage({ bytes, fileName, declaredType }: SniffImageOptions): ImageType {
  const type = typeOf(bytes)
  if (type === null) throw rejected(problem('files.notPicture'))
  const extension = /\.([a-z0-9]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase()
  if (fileName !== null && (extension === undefined || !EXTENSIONS[type].includes(extension)))
    throw rejected(problem('files.nameMismatch', { actual: type }))
  const declared = declaredType?.split(';')[0]?.trim().toLowerCase()
  if (declared && declared !== 'application/octet-stream' && declared !== type && declared !== alias(type))
    throw rejected(problem('files.typeMismatch', { declared: declared.slice(0, 80), actual: type }))
  const size = imageSize(bytes, type)
  if (!size || size.width === 0 || size.height === 0) throw rejected(problem('files.cutOff'))
  if (size.width * size.height > MAX_PIXELS) throw new AppError('TOO_LARGE', problem('files.tooManyPixels'))
  return type
}

/** Whether the first bytes are those of a supported image format. */
export const isImage = (bytes: Uint8Array): boolean => typeOf(bytes) !== null

const alias = (type: ImageType) => (type === 'image/jpeg' ? 'image/jpg' : null)

function typeOf(bytes: Uint8Array): ImageType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  if (head.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  return head.startsWith('GIF87a') || head.startsWith('GIF89a') ? 'image/gif' : null
}

function rejected(reason: Problem): AppError {
  const types = IMAGE_TYPES.map((type) => type.slice('image/'.length)).join(', ')
  return new AppError('UNSUPPORTED_MEDIA_TYPE', problem('files.pictureRejected', { reason, types }))
}
