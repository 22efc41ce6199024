import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { bucketField, pathField, supabaseErrors, supabaseFailure } from '../supabase-fields'

export default defineAction({
  id: 'download-file',
  version: 1,
  label: 'Download a file',
  description: 'Reads a file of a bucket.',
  synonyms: ['storage', 'get', '下载', '读取'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ bucket: bucketField, path: pathField }),
  output: z.strictObject({ file: FileRef.meta(layout({ label: 'File' })) }),
  request: { method: 'GET', path: '/storage/v1/object/{{bucket}}/{{+path}}', response: 'file' },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
