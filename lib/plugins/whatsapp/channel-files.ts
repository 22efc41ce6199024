import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { multipartBody } from '../execute/multipart-body'
import { whatsappErrors, whatsappFailure } from './whatsapp-fields'

const text = (label: string) => z.string().meta(layout({ label }))
const Media = z.object({ url: z.string() })
const Uploaded = z.object({ id: z.string() })

/** Formats that WhatsApp shows as pictures. Others are documents. */
const PICTURES: readonly string[] = ['image/jpeg', 'image/png']

/** A media ID leads to an address that is valid for five minutes. */
export const download = defineAction({
  id: 'download',
  version: 1,
  label: 'Download',
  description: 'Downloads a file of a message.',
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ media: text('Media ID') }),
  output: z.strictObject({}),
  async run({ http, files }, { media }) {
    const found = await http({ method: 'GET', url: `https://graph.facebook.com/v23.0/${encodeURIComponent(media)}` })
    const { url } = Media.parse(found.json())
    const { bytes, headers } = await http({ method: 'GET', url, isFile: true })
    await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'file' })
    return {}
  },
  failure: whatsappFailure,
  errors: whatsappErrors,
})

export const sendFile = defineAction({
  id: 'send-file',
  version: 1,
  label: 'Send a file',
  description: 'Uploads and sends a file.',
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: text('Recipient'), file: FileRef.meta(layout({ label: 'File' })) }),
  output: z.strictObject({}),
  async run({ http, files }, { to, file }) {
    const { bytes, mediaType, name } = await files.read(file)
    const { content, contentType } = multipartBody([
      { name: 'messaging_product', text: 'whatsapp' },
      { name: 'type', text: mediaType },
      { name: 'file', bytes, mediaType, fileName: name },
    ])
    const uploaded = await http({ method: 'POST', url: '/media', body: { bytes: content, contentType } })
    const { id } = Uploaded.parse(uploaded.json())
    const media = PICTURES.includes(mediaType)
      ? { type: 'image', image: { id, caption: name } }
      : { type: 'document', document: { id, filename: name } }
    const json = { messaging_product: 'whatsapp', recipient_type: 'individual', to, ...media }
    await http({ method: 'POST', url: '/messages', body: { json } })
    return {}
  },
  failure: whatsappFailure,
  errors: whatsappErrors,
})
