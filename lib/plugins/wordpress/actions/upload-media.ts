import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idOutput, wordpressErrors, wordpressFailure } from '../wordpress-fields'

const Media = z.object({ id: z.number(), source_url: z.string() })

export default defineAction({
  id: 'upload-media',
  version: 1,
  label: 'Upload media',
  description: 'Adds an image or another file to the media library.',
  synonyms: ['image', 'file', 'picture', '上传', '图片', '媒体'],
  connections: ['password'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ file: FileRef.meta(layout({ label: 'File', references: true })) }),
  output: z.strictObject({ id: idOutput, url: z.string().meta(layout({ label: 'Address of the file' })) }),
  async run({ http, files }, { file }) {
    const { bytes, mediaType, name } = await files.read(file)
    // A header must be ASCII; the extended form carries any other name (RFC 6266).
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
    const response = await http({
      method: 'POST',
      url: '/media',
      headers: { 'content-disposition': disposition },
      body: { bytes, contentType: mediaType },
    })
    const media = Media.parse(response.json())
    return { id: media.id, url: media.source_url }
  },
  failure: wordpressFailure,
  errors: wordpressErrors,
})
