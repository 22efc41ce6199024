import 'server-only'
import { type FormEntry, type FormFile, isForm, withForm } from '@/lib/api/uploads/with-form'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { FileRoom } from '@/lib/services/app-files/file-types'

export type UploadedFile = FormFile

export interface UploadLimits {
  /** Maximum size of all files of a form together. */
  maxBytes: number
  /** Remaining quota of the sender. */
  room?: FileRoom
  /** Names that limit a visitor's concurrent uploads. */
  visitor?: readonly string[]
}

/** Limit of the form's data besides its files. */
const FORM_BYTES = 64 * 1024
/** Maximum number of files in a form. */
const MAX_FILES = 10

/**
 * Reads the file of a multipart form, and processes it while it counts as an upload in progress.
 * @throws like `withForm`
 */
export async function withUpload<T>(
  request: Request,
  limits: UploadLimits,
  work: (upload: UploadedFile & { fields: ReadonlyMap<string, string> }) => Promise<T>,
): Promise<T> {
  return withEntries(request, 'file', limits, (entries) => {
    const file = filesOf(entries, 'file')[0]
    if (!file) throw new AppError('INVALID_INPUT', problem('request.fileFieldMissing'))
    const texts = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
    return work({ ...file, fields: new Map(texts.toReversed()) })
  })
}

/** The files of one field, if any, and all entries. @throws like `withForm` */
export async function withUploadForm<T>(
  request: Request,
  { name, ...limits }: UploadLimits & { name: string },
  work: (form: { files: UploadedFile[]; entries: readonly FormEntry[] }) => Promise<T>,
): Promise<T> {
  return withEntries(request, name, limits, (entries) => {
    const files = filesOf(entries, name)
    if (files.length > MAX_FILES)
      throw new AppError('INVALID_INPUT', problem('request.tooManyFiles', { max: MAX_FILES }))
    return work({ files, entries })
  })
}

async function withEntries<T>(
  request: Request,
  name: string,
  { maxBytes, room, visitor }: UploadLimits,
  work: (entries: readonly FormEntry[]) => Promise<T>,
): Promise<T> {
  if (!isForm(request)) throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.notMultipart', { field: name }))
  if (room && room.bytes <= 0) throw new AppError('TOO_LARGE', room.problem)
  const fileBytes = Math.min(maxBytes, room?.bytes ?? maxBytes)
  const tooLarge = () => new AppError('TOO_LARGE', room && room.bytes < maxBytes ? room.problem : tooLong(maxBytes))
  const limits = { maxBytes: fileBytes + FORM_BYTES, tooLarge, ...(visitor ? { visitor } : {}) }
  return withForm(request, limits, (entries) => {
    if (filesOf(entries, name).some(({ bytes }) => bytes.byteLength > fileBytes)) throw tooLarge()
    return work(entries)
  })
}

const filesOf = (entries: readonly FormEntry[], fieldName: string): UploadedFile[] =>
  entries.flatMap(([name, value]) => (name === fieldName && typeof value !== 'string' ? [value] : []))

const tooLong = (maxBytes: number) =>
  maxBytes < 1024 * 1024
    ? problem('files.tooLargeKilobytes', { kilobytes: Math.floor(maxBytes / 1024) })
    : problem('files.tooLarge', { megabytes: Math.floor(maxBytes / 1024 / 1024) })
