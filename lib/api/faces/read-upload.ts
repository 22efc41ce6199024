import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { countParts, formBoundary } from '../form-parts'
import { readBytes } from './read-body'

export interface UploadedFile {
  fileName: string
  declaredType: string
  bytes: Uint8Array
  /** Whatever else the form holds. */
  fields: FormData
}

/** What a form holds beside its files may take so much. */
const FORM_BYTES = 64 * 1024
/** Of one form. */
const MAX_FILES = 10

/** The file of a multipart form. @throws AppError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, INVALID_INPUT */
export async function readUpload(request: Request, maxBytes: number): Promise<UploadedFile> {
  const form = await readForm(request, { name: 'file', maxBytes })
  const file = form.get('file')
  if (!(file instanceof File)) throw new AppError('INVALID_INPUT', 'The field "file" is missing.')
  return toUploaded(file, form, maxBytes)
}

/** The files of one field. They have the room of one together. @throws as `readUpload` */
export async function readUploads(request: Request, name: string, maxBytes: number): Promise<UploadedFile[]> {
  const { files } = await readUploadForm(request, name, maxBytes)
  if (files.length === 0) throw new AppError('INVALID_INPUT', `The field "${name}" is missing.`)
  return files
}

/** A form that may hold files in one field, and none. @throws as `readUpload` */
export async function readUploadForm(
  request: Request,
  name: string,
  maxBytes: number,
): Promise<{ files: UploadedFile[]; fields: FormData }> {
  const fields = await readForm(request, { name, maxBytes })
  const files = fields.getAll(name).filter((entry) => entry instanceof File)
  if (files.length > MAX_FILES) throw new AppError('INVALID_INPUT', `Send at most ${MAX_FILES} files at once.`)
  return { files: await Promise.all(files.map((file) => toUploaded(file, fields, maxBytes))), fields }
}

export const isForm = (request: Request): boolean =>
  /^multipart\/form-data;/i.test(request.headers.get('content-type') ?? '')

async function readForm(request: Request, { name, maxBytes }: { name: string; maxBytes: number }): Promise<FormData> {
  const type = request.headers.get('content-type') ?? ''
  if (!isForm(request))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', `Send the file as multipart/form-data, in the field "${name}".`)
  const whole = Uint8Array.from(await readBytes(request, maxBytes + FORM_BYTES))
  const { boundary, contentType } = formBoundary(type)
  countParts(boundary)(whole)
  return new Response(whole, { headers: { 'content-type': contentType } }).formData().catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', 'The form data could not be read.', { cause })
  })
}

async function toUploaded(file: File, fields: FormData, maxBytes: number): Promise<UploadedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.byteLength > maxBytes)
    throw new AppError('TOO_LARGE', `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
  return { fileName: file.name, declaredType: file.type, bytes, fields }
}
