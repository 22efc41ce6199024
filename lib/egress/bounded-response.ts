import 'server-only'
import type { Response as RawResponse } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { toEgressError } from './egress-error'

const WITHOUT_BODY = new Set([204, 205, 304])

/** A standard Response around a body whose decoded bytes are counted as they are read. */
export function boundedResponse(
  raw: RawResponse,
  options: { host: string; maxBytes: number; finish: (failure?: unknown) => unknown },
): Response {
  const hasBody = raw.body !== null && !WITHOUT_BODY.has(raw.status)
  if (!hasBody) options.finish()
  const headers = new Headers([...raw.headers])
  // The body is already decoded; a client that trusted these headers would decode or cut it again.
  if (headers.has('content-encoding')) for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  const body = hasBody && raw.body ? countBytes(raw.body.getReader(), options) : null
  const response = new Response(body, { status: raw.status, statusText: raw.statusText, headers })
  Object.defineProperty(response, 'url', { value: raw.url })
  return response
}

function countBytes(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  { host, maxBytes, finish }: { host: string; maxBytes: number; finish: (failure?: unknown) => unknown },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let count = 0
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) {
            finish()
            return controller.close()
          }
          count += value.byteLength
          if (count > maxBytes) throw tooLarge(host, maxBytes)
          controller.enqueue(value)
        } catch (failure) {
          controller.error(finish(failure) ?? toEgressError(failure, host))
        }
      },
      async cancel(reason) {
        finish(reason ?? new Error('The reader stopped reading.'))
      },
    },
    { highWaterMark: 0 },
  )
}

export function tooLarge(host: string, maxBytes: number): AppError {
  const size = maxBytes >= 1024 * 1024 ? `${Math.round(maxBytes / 1024 / 1024)} MB` : `${maxBytes} bytes`
  return new AppError('LIMIT_EXCEEDED', problem('egress.responseTooLarge', { host, size }))
}
