import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { FormParts, formBoundary } from './form-parts'
import { parsePartHeader } from './part-header'
import { type UploadRequest, uploadSlots } from './upload-slots'

export interface FormFile {
  fileName: string
  declaredType: string
  /** Slice of the body's buffer, shared with other parts: it must not be transferred to a thread. */
  bytes: Uint8Array
}

export type FormEntry = readonly [name: string, value: string | FormFile]

export interface FormLimits {
  /** For the whole body. */
  maxBytes: number
  /** Explains why a body is too large. */
  tooLarge: () => AppError
  /** Quota keys (visitor, IP address), each with its own limit of concurrent uploads; see `UploadSlots`. */
  visitor?: readonly string[]
}

/** Whether a request declares a form. */
export const isForm = (request: { headers: Pick<Headers, 'get'> }): boolean =>
  /^multipart\/form-data;/i.test(request.headers.get('content-type') ?? '')

/**
 * Reads a multipart form into one buffer and calls `work` with its entries. The upload slot is held until `work`
 * settles.
 * @throws AppError TOO_LARGE (before reading, if Content-Length already exceeds the limit), INVALID_INPUT,
 * RATE_LIMITED, UNSUPPORTED_MEDIA_TYPE
 */
export async function withForm<T>(
  request: Request,
  { maxBytes, tooLarge, visitor }: FormLimits,
  work: (entries: readonly FormEntry[]) => Promise<T>,
): Promise<T> {
  const encoding = request.headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity')
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.compressed'))
  const boundary = formBoundary(request.headers.get('content-type') ?? '')
  const length = lengthOf(request)
  if (length !== null && length > maxBytes) throw tooLarge()
  const slot: UploadRequest = { bytes: length ?? maxBytes, signal: request.signal, ...(visitor ? { visitor } : {}) }
  const release = await uploadSlots().acquire(slot)
  try {
    return await work(await readEntries(request, { boundary, bytes: slot.bytes, tooLarge }))
  } finally {
    release()
  }
}

/** @returns null if the length is not declared, as for chunked bodies */
function lengthOf(request: Request): number | null {
  const text = request.headers.get('content-length')
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

async function readEntries(
  request: Request,
  { boundary, bytes, tooLarge }: { boundary: string; bytes: number; tooLarge: () => AppError },
): Promise<FormEntry[]> {
  // Not filled with zeros: the system allocates pages only as they are written.
  const buffer = Buffer.allocUnsafeSlow(bytes)
  const parts = new FormParts(boundary)
  let filled = 0
  for await (const chunk of chunksOf(request)) {
    if (filled + chunk.byteLength > bytes) throw tooLarge()
    buffer.set(chunk, filled)
    filled += chunk.byteLength
    parts.scan(buffer.subarray(0, filled))
  }
  return parts.parts().map(({ header, content }) => {
    const { name, fileName, contentType } = parsePartHeader(buffer.subarray(header.start, header.end))
    const value = buffer.subarray(content.start, content.end)
    const isText = fileName === null
    return [name, isText ? value.toString('utf8') : { fileName, declaredType: contentType, bytes: asBytes(value) }]
  })
}

async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array> {
  const chunks = body ?? []
  try {
    for await (const chunk of chunks) yield chunk
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('request.formCutOff'), { cause })
  }
}

/** A plain `Uint8Array`, since some callers treat a `Buffer` differently. */
const asBytes = ({ buffer, byteOffset, byteLength }: Buffer) => new Uint8Array(buffer, byteOffset, byteLength)
