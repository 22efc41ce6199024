import 'server-only'
import { z } from 'zod'
import type { Contract } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { shortIssue } from '@/lib/core/short-issue'
import { storable } from '@/lib/core/storable'
import { addEnglishToSchemaIssue } from '@/lib/messages/problems/add-english-to-schema-issue'
import { keyIssues } from '@/lib/messages/problems/key-issues'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import type { Upload } from '@/lib/services/context'
import { isJsonInUtf8 } from '../http/content-type'
import { isForm, withForm } from '../uploads/with-form'

const DEFAULT_BODY_BYTES = 256 * 1024

/** Enforces the contract's limit independently of Content-Length. @throws TOO_LARGE, UNSUPPORTED_MEDIA_TYPE */
async function* readParts(request: Request, contract: Contract): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const limit = contract.maxBodyBytes ?? DEFAULT_BODY_BYTES
  const encoding = request.headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity') {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.compressed'))
  }
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.byteLength
    if (size > limit) throw tooLarge(limit)
    yield part
  }
}

/** @throws INVALID_JSON, INVALID_INPUT, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE */
export async function readBody(request: Request, contract: Contract): Promise<unknown> {
  if (!contract.body) return undefined
  if (!isJsonInUtf8(request.headers.get('content-type'))) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.notJsonMediaType'))
  }
  const parts: Uint8Array[] = []
  for await (const part of readParts(request, contract)) parts.push(part)
  const value = parseText(Buffer.concat(parts))
  const flaw = findJsonFlaw(value)
  if (flaw) {
    const place = { path: flaw.path.slice(0, 200) }
    throw new AppError(
      'INVALID_INPUT',
      flaw.kind === 'too-deep' ? problem('request.tooDeepAt', place) : problem('request.reservedAt', place),
    )
  }
  return parsePart(contract.body, value)
}

function parseText(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError(
      'INVALID_JSON',
      problem('request.invalidJson', { reason: cause instanceof Error ? cause.message : '' }),
      {
        cause,
      },
    )
  }
}

/** @throws INVALID_INPUT with each problem and its path */
export function parsePart(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(storable(value), { error: keyIssues })
  if (parsed.success) return parsed.data
  const isGraphTooLarge = parsed.error.issues.some(
    ({ code, path }) => code === 'too_big' && path[0] === 'graph' && path.length <= 2,
  )
  const issues = parsed.error.issues.slice(0, 50).map(addEnglishToSchemaIssue).map(shortIssue)
  const text = z.prettifyError({ issues }).slice(0, 2_000)
  throw new AppError(
    isGraphTooLarge ? 'TOO_LARGE' : 'INVALID_INPUT',
    problem('values.schemaIssues', { issues: text }),
    { details: issues.map((issue) => ({ ...pickProblem(issue), path: issue.path.map(String), code: issue.code })) },
  )
}

/** Passes the file of a multipart form to the work. @throws UNSUPPORTED_MEDIA_TYPE, INVALID_INPUT, TOO_LARGE */
export async function withUpload<T>(
  request: Request,
  contract: Contract,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!isForm(request)) throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('request.notMultipart', { field: 'file' }))
  const maxBytes = contract.maxBodyBytes ?? DEFAULT_BODY_BYTES
  return withForm(request, { maxBytes, tooLarge: () => tooLarge(maxBytes) }, (entries) => {
    const file = entries.find(([name]) => name === 'file')?.[1]
    if (file === undefined || typeof file === 'string')
      throw new AppError('INVALID_INPUT', problem('request.fileMissing'))
    const { fileName, declaredType: mimeType, bytes } = file
    return work({ fileName, mimeType, bytes })
  })
}

const tooLarge = (limit: number) =>
  new AppError('TOO_LARGE', problem('request.largerThanAccepted', { kilobytes: Math.round(limit / 1024) }))
