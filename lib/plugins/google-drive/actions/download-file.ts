import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { driveKinds, driveScopes, fileField } from '../drive-fields'

export default defineAction({
  id: 'download-file',
  version: 1,
  label: 'Download a file',
  description: 'Downloads a file of up to 25 MB that is not a Google document.',
  synonyms: ['get', 'content', '下载'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'read',
  input: z.strictObject({ file: fileField }),
  output: z.strictObject({ file: FileRef.meta(layout({ label: 'File' })) }),
  request: {
    method: 'GET',
    path: '/drive/v3/files/{{file}}',
    query: { alt: 'media', supportsAllDrives: 'true' },
    response: 'file',
  },
  errors: {
    ...googleErrors,
    fileNotDownloadable: { code: 'TOOL_FAILED', message: 'This is a Google document. Use “Read a Google document”.' },
  },
})
