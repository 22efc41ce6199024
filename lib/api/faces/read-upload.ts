import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { readBytes } from './read-body'

export interface UploadedFile {
  fileName: string
  declaredType: string
  bytes: Uint8Array
  /** Whatever else the form holds. */
  fields: FormData
}

/** The file of a multipart form. @throws AppError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, INVALID_INPUT */
export async function readUpload(request: Request, maxBytes: number): Promise<UploadedFile> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data;/i.test(type))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the file as multipart/form-data, in the field "file".')
  // The form around the file takes a little place too.
  const whole = Uint8Array.from(await readBytes(request, maxBytes + 64 * 1024))
  const form = await new Response(whole, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
    throw new AppError('INVALID_INPUT', 'The form data could not be read.', { cause })
  })
  const file = form.get('file')
  if (!(file instanceof File)) throw new AppError('INVALID_INPUT', 'The field "file" is missing.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (bytes.byteLength > maxBytes)
    throw new AppError('TOO_LARGE', `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
  return { fileName: file.name, declaredType: file.type, bytes, fields: form }
}
