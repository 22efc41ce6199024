import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { driveKinds, driveScopes, fileField } from '../drive-fields'

export default defineAction({
  id: 'read-text',
  version: 1,
  label: 'Read a Google document',
  description: 'Reads a Google document as Markdown, a spreadsheet as CSV, or a presentation as text.',
  synonyms: ['docs', 'export', 'content', '读取', '导出'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'read',
  input: z.strictObject({
    file: fileField,
    format: z
      .enum(['text/markdown', 'text/plain', 'text/csv'])
      .default('text/markdown')
      .meta(
        layout({
          label: 'Format',
          input: 'select',
          options: { 'text/markdown': 'Markdown (documents)', 'text/plain': 'Text', 'text/csv': 'CSV (spreadsheets)' },
        }),
      ),
  }),
  output: z.strictObject({ text: z.string().meta(layout({ label: 'Text' })) }),
  request: {
    method: 'GET',
    path: '/drive/v3/files/{{file}}/export',
    query: { mimeType: '{{format}}' },
    response: 'text',
  },
  errors: googleErrors,
})
