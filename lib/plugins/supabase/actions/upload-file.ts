import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { bucketField, pathField, supabaseErrors, supabaseFailure } from '../supabase-fields'

export default defineAction({
  id: 'upload-file',
  version: 1,
  label: 'Upload a file',
  description: 'Stores a file in a bucket and replaces an existing one.',
  synonyms: ['storage', 'save', '上传', '存储'],
  connections: ['key'],
  effect: 'write',
  // Repeating an upload only replaces the file with itself, so no real key is needed.
  idempotency: { header: 'x-request-id' },
  input: z.strictObject({
    bucket: bucketField,
    path: pathField,
    file: FileRef.meta(layout({ label: 'File', references: true })),
  }),
  output: z.strictObject({ key: textOutput('Key') }),
  async run({ http, files }, { bucket, path, file }) {
    const { bytes, mediaType } = await files.read(file)
    const at = path.split('/').map(encodeURIComponent).join('/')
    const response = await http({
      method: 'POST',
      url: `/storage/v1/object/${encodeURIComponent(bucket)}/${at}`,
      headers: { 'x-upsert': 'true' },
      body: { bytes, contentType: mediaType },
    })
    return { key: z.object({ Key: z.string() }).parse(response.json()).Key }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
