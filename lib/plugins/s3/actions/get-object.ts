import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { bucketField, keyField, objectPath } from '../s3-objects'

export default defineAction({
  id: 'get-object',
  version: 1,
  label: 'Read an object',
  description: 'Reads an object of up to 25 MB as a file.',
  synonyms: ['download', 'file', '下载', '读取'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ bucket: bucketField, key: keyField }),
  output: z.strictObject({ file: FileRef.meta(layout({ label: 'File' })) }),
  async run({ http, files }, { bucket, key }) {
    const { bytes, headers } = await http({ method: 'GET', url: objectPath(bucket, key), isFile: true })
    const name = key.split('/').at(-1) || 'object'
    return { file: await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name }) }
  },
})
