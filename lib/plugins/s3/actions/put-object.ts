import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalOutput } from '../../shared/fields'
import { bucketField, keyField, objectPath } from '../s3-objects'

export default defineAction({
  id: 'put-object',
  version: 1,
  label: 'Store an object',
  description: 'Stores a file in a bucket and replaces an existing object.',
  synonyms: ['upload', 'save', 'file', '上传', '存储'],
  connections: ['key'],
  effect: 'write',
  // Storing the same file again changes nothing, so no real key is needed.
  idempotency: { header: 'x-amz-meta-request' },
  input: z.strictObject({
    bucket: bucketField,
    key: keyField,
    file: FileRef.meta(layout({ label: 'File', references: true })),
  }),
  output: z.strictObject({ etag: optionalOutput('ETag') }),
  async run({ http, files }, { bucket, key, file }) {
    const { bytes, mediaType } = await files.read(file)
    const body = { bytes, contentType: mediaType || 'application/octet-stream' }
    const { headers } = await http({ method: 'PUT', url: objectPath(bucket, key), body })
    const etag = headers.etag?.replaceAll('"', '')
    return etag === undefined ? {} : { etag }
  },
})
