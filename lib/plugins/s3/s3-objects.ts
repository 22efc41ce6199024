import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { xmlRecords } from '@/lib/sources/xml-records'
import type { ActionContext } from '../action-context'
import { optionalText } from '../shared/fields'

export const bucketField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'Enter the name of a bucket.')
  .meta(layout({ label: 'Bucket', references: true, filledBy: 'author', placeholder: 'my-bucket' }))

export const keyField = z
  .string()
  .min(1)
  .max(1_024)
  .meta(layout({ label: 'Key', references: true, placeholder: 'reports/2026.csv' }))

export const prefixField = optionalText({ label: 'Prefix', help: 'Only keys that start with it.' }, { max: 1_024 })

/** Path-style addresses, which every compatible service supports. @throws INVALID_INPUT for keys that a URL changes */
export function objectPath(bucket: string, key: string): string {
  const parts = key.split('/')
  if (parts.some((part) => part === '.' || part === '..'))
    throw new AppError('INVALID_INPUT', problem('sources.nameNotAddress'))
  return `/${bucket}/${parts.map(encode).join('/')}`
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

interface FoundObject {
  key: string
  size: number
  modifiedAt: string
  etag: string
}

const MAX_PAGES = 20

/** Objects in the order of their keys, over all pages. */
export async function listObjects(
  { http }: Pick<ActionContext, 'http'>,
  { bucket, prefix = '', limit }: { bucket: string; prefix?: string | undefined; limit: number },
): Promise<FoundObject[]> {
  const found: FoundObject[] = []
  let token: string | undefined
  for (let page = 0; page < MAX_PAGES && found.length < limit; page += 1) {
    const query = {
      'list-type': 2,
      'max-keys': Math.min(1_000, limit - found.length),
      // Keys may contain characters that XML does not allow.
      'encoding-type': 'url',
      ...(prefix === '' ? {} : { prefix }),
      'continuation-token': token,
    }
    const response = await http({ method: 'GET', url: `/${bucket}`, query })
    const next = readPage(response.text())
    found.push(...next.objects)
    if (next.token === undefined || next.token === token) break
    token = next.token
  }
  return found
}

/** @throws TOOL_FAILED for another document, or one that ends early */
function readPage(xml: string): { objects: FoundObject[]; token: string | undefined } {
  const { root, isWhole, records, outside } = xmlRecords(xml, ['Contents'])
  if (root !== 'ListBucketResult' || !isWhole)
    throw new AppError('TOOL_FAILED', problem('plugins.unexpectedShape', { service: 'S3', field: 'ListBucketResult' }))
  // Some compatible services ignore the requested encoding.
  const isEncoded = outside.get('EncodingType') === 'url'
  return {
    objects: records.map(({ fields }) => ({
      key: isEncoded ? decode(fields.get('Key') ?? '') : (fields.get('Key') ?? ''),
      size: Number(fields.get('Size') ?? 0),
      modifiedAt: fields.get('LastModified') ?? '',
      etag: (fields.get('ETag') ?? '').replaceAll('"', ''),
    })),
    token: outside.get('IsTruncated') === 'true' ? outside.get('NextContinuationToken') : undefined,
  }
}

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
