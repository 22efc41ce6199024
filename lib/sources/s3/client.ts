import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { defineSource, type FoundItem, type ItemPage, MAX_FILE_BYTES } from '../source-client'
import { isWanted } from '../wildcard'
import { xmlRecords } from '../xml-records'
import { manifest } from './manifest'
import { errorCode, readText, s3Requests } from './s3-request'

const MAX_KEY_BYTES = 1_024

export default defineSource(manifest, (connection) => {
  const { settings } = connection
  const send = s3Requests(connection)
  return {
    parallel: 4,
    maxItems: 50_000,
    async *list({ cursor }): AsyncGenerator<ItemPage> {
      let token = cursor
      do {
        const response = await send({ key: null, query: listQuery(settings.prefix, token), purpose: 'json' })
        if (response.status === 404)
          throw new AppError(
            'NOT_FOUND',
            problem('sources.bucketMissing', { bucket: settings.bucket, detail: (await errorCode(response)) || 404 }),
          )
        const page = parseListing(await readText(response))
        token = page.next
        const wanted = page.objects.filter(
          ({ key }) => !key.endsWith('/') && isWanted(key, settings) && Buffer.byteLength(key) <= MAX_KEY_BYTES,
        )
        yield { items: wanted.map(toItem), cursor: token }
      } while (token !== null)
    },
    async fetch({ key, hint, revision }) {
      if (typeof hint?.archived === 'string')
        throw new AppError('FORBIDDEN', problem('sources.archived', { storageClass: hint.archived }))
      if (typeof hint?.size === 'number' && hint.size > MAX_FILE_BYTES)
        throw new AppError('TOO_LARGE', problem('sources.fileTooLarge'))
      const response = await send({ key, query: [], purpose: 'file' })
      if (response.status === 404) {
        await response.body?.cancel()
        return { kind: 'gone' }
      }
      const bytes = new Uint8Array(await response.arrayBuffer())
      const name = key.split('/').at(-1) ?? key
      return { kind: 'file', name, mimeType: null, bytes, url: null, revision }
    },
  }
})

function listQuery(prefix: string, token: string | null): [string, string][] {
  const query: [string, string][] = [
    ['list-type', '2'],
    ['max-keys', '1000'],
    // Keys may contain characters that XML does not allow.
    ['encoding-type', 'url'],
  ]
  if (prefix !== '') query.push(['prefix', prefix])
  if (token !== null) query.push(['continuation-token', token])
  return query
}

interface S3Object {
  key: string
  etag: string | null
  size: number
  storageClass: string
}

/** @throws AppError when the response is truncated: missing entries must not count as deleted */
export function parseListing(xml: string): { objects: S3Object[]; next: string | null } {
  const { isWhole, records, outside } = xmlRecords(xml, ['Contents'])
  const isTruncated = outside.get('IsTruncated') === 'true'
  const next = outside.get('NextContinuationToken')
  if (!isWhole || (isTruncated && !next)) throw new AppError('EGRESS_FAILED', problem('sources.listCutOff'))
  const isEncoded = outside.get('EncodingType') === 'url'
  const objects = records.map(({ fields }) => ({
    key: decodeKey(fields.get('Key') ?? '', isEncoded),
    etag: fields.get('ETag')?.replaceAll('"', '').slice(0, 200) || null,
    size: Number(fields.get('Size')) || 0,
    storageClass: fields.get('StorageClass') ?? '',
  }))
  return { objects: objects.filter(({ key }) => key !== ''), next: isTruncated ? (next ?? null) : null }
}

function decodeKey(key: string, isEncoded: boolean): string {
  if (!isEncoded) return key
  try {
    return decodeURIComponent(key.replaceAll('+', '%20'))
  } catch {
    throw new AppError('EGRESS_FAILED', problem('sources.listNameUnreadable'))
  }
}

function toItem({ key, etag, size, storageClass }: S3Object): FoundItem {
  const isArchived = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE'
  return {
    key,
    name: key.split('/').at(-1) ?? key,
    url: null,
    revision: etag === null ? null : `${etag}-${size}`,
    hint: { size, ...(isArchived ? { archived: storageClass } : {}) },
  }
}
