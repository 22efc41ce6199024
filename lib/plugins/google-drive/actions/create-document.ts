import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { driveKinds, driveScopes } from '../drive-fields'

export default defineAction({
  id: 'create-document',
  version: 1,
  label: 'Create a document',
  description: 'Creates a Google document from Markdown.',
  synonyms: ['upload', 'write', 'docs', '创建', '上传'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    name: textField({ label: 'Name' }, { max: 255 }),
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown.' }, { max: 500_000 }),
    folder: optionalText({ label: 'Folder ID', filledBy: 'author', advanced: true }),
  }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'File ID' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  async run({ http }, { name, text, folder }) {
    const boundary = `patchbay-${crypto.randomUUID()}`
    const metadata = {
      name,
      mimeType: 'application/vnd.google-apps.document',
      ...(folder === undefined ? {} : { parents: [folder] }),
    }
    const part = (type: string, content: string) =>
      `--${boundary}\r\ncontent-type: ${type}; charset=utf-8\r\n\r\n${content}\r\n`
    const body = `${part('application/json', JSON.stringify(metadata))}${part('text/markdown', text)}--${boundary}--\r\n`
    const response = await http({
      method: 'POST',
      url: '/upload/drive/v3/files',
      query: { uploadType: 'multipart', supportsAllDrives: true, fields: 'id,webViewLink' },
      body: { bytes: new TextEncoder().encode(body), contentType: `multipart/related; boundary=${boundary}` },
    })
    const { id, webViewLink } = Created.parse(response.json())
    return { id, url: webViewLink }
  },
  errors: googleErrors,
})

const Created = z.object({ id: z.string(), webViewLink: z.string() })
