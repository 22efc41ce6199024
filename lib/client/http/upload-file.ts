import type { Contract, ParamsOf, QueryInputOf, ResponseOf } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { checkReachable } from '../connection/check-reachable'
import { t } from '../messages/t'
import { buildUrl } from './build-url'
import { isOffline, offlineError, parseError } from './parse-error'

export interface UploadOptions<C extends Contract> {
  params: ParamsOf<C>
  query?: QueryInputOf<C>
  file: File
  signal?: AbortSignal
  /** Gets the share of the bytes that are sent, 0..1. */
  onProgress?: (share: number) => void
}

/** Uploads one file as multipart form data. Uses XMLHttpRequest, because fetch reports no upload progress. */
export async function uploadFile<C extends Contract>(contract: C, options: UploadOptions<C>): Promise<ResponseOf<C>> {
  const response = await transfer(buildUrl(contract.path, asObject(options.params), asObject(options.query)), options)
  if (!response.ok) {
    const error = await parseError(response)
    if (isOffline(error)) void checkReachable()
    throw error
  }
  const body: unknown = await response.json().catch((cause) => {
    throw new AppError('INTERNAL', verbatim(t('common.unexpectedResponse')), { cause })
  })
  return asResponse<C>(body)
}

function transfer(
  url: string,
  { file, signal, onProgress }: { file: File; signal?: AbortSignal; onProgress?: (share: number) => void },
) {
  return new Promise<Response>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    xhr.setRequestHeader('accept', 'application/json')
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total)
    xhr.onload = () => resolve(new Response(xhr.responseText || null, { status: xhr.status }))
    xhr.onerror = () => {
      void checkReachable()
      reject(offlineError(null))
    }
    xhr.onabort = () => reject(new DOMException('Aborted', 'AbortError'))
    signal?.addEventListener('abort', () => xhr.abort(), { once: true })
    const form = new FormData()
    form.set('file', file, file.name)
    xhr.send(form)
  })
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Safe: the server parsed the value with the contract's response schema. */
function asResponse<C extends Contract>(value: unknown): ResponseOf<C> {
  return value as ResponseOf<C>
}
