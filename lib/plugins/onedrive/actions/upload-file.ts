import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { driveKinds, driveScopes, Item } from '../drive-items'

export default defineAction({
  id: 'upload-file',
  version: 1,
  label: 'Upload a file',
  description: 'Stores a file at a path and replaces an existing one.',
  synonyms: ['save', 'write', '上传', '存储'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'write',
  // Repeating an upload replaces the file with itself, so no real key is needed.
  idempotency: { header: 'client-request-id' },
  input: z.strictObject({
    path: z
      .string()
      .regex(/^[^/\\:*?"<>|\p{Cc}][^\\:*?"<>|\p{Cc}]{0,300}$/u, 'Enter a path such as Reports/2026.csv.')
      .meta(layout({ label: 'Path', references: true, placeholder: 'Reports/2026.csv' })),
    file: FileRef.meta(layout({ label: 'File', references: true })),
  }),
  output: z.strictObject({ id: textOutput('File ID'), url: textOutput('Address') }),
  async run({ http, files }, { path, file }) {
    // A value in the path must not leave the folder that the author chose.
    if (path.split('/').some((part) => ['', '.', '..'].includes(part)))
      throw new AppError('INVALID_INPUT', problem('plugins.pathClimbs'))
    const { bytes, mediaType } = await files.read(file)
    const at = path.split('/').map(encodeURIComponent).join('/')
    const response = await http({
      method: 'PUT',
      url: `/v1.0/me/drive/root:/${at}:/content`,
      body: { bytes, contentType: mediaType || 'application/octet-stream' },
    })
    const { id, webUrl } = Item.parse(response.json())
    return { id, url: webUrl }
  },
  failure: graphFailure,
  errors: graphErrors,
})
