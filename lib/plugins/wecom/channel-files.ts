import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { multipartBody } from '../execute/multipart-body'
import { wecomErrors, wecomFailure } from './send-text'

const text = (label: string) => z.string().meta(layout({ label }))
/** Failures have status 200 and a number; only a success has these values. */
const Uploaded = z.object({ media_id: z.string().min(1) })
const Sent = z.object({ msgid: z.string().default('') })

export const download = defineAction({
  id: 'download',
  version: 1,
  label: 'Download',
  description: 'Downloads a file of a message.',
  connections: ['app'],
  effect: 'read',
  input: z.strictObject({ media: text('Media ID') }),
  output: z.strictObject({}),
  async run({ http, files }, { media }) {
    const { bytes, headers } = await http({
      method: 'GET',
      url: '/cgi-bin/media/get',
      query: { media_id: media },
      isFile: true,
    })
    await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'file' })
    return {}
  },
  failure: wecomFailure,
  errors: wecomErrors,
})

export const sendFile = defineAction({
  id: 'send-file',
  version: 1,
  label: 'Send a file',
  description: 'Uploads and sends a file.',
  connections: ['app'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ user: text('User'), file: FileRef.meta(layout({ label: 'File' })) }),
  // Rejects failures, which have no id.
  output: z.strictObject({ id: z.string().min(1) }),
  async run({ http, files, fields }, { user, file }) {
    const { bytes, mediaType, name } = await files.read(file)
    const { content, contentType } = multipartBody([{ name: 'media', bytes, mediaType, fileName: name }])
    const uploaded = await http({
      method: 'POST',
      url: '/cgi-bin/media/upload',
      query: { type: 'file' },
      body: { bytes: content, contentType },
    })
    const media = Uploaded.safeParse(uploaded.json()).data?.media_id
    if (media === undefined) return { id: '' }
    const json = { touser: user, msgtype: 'file', agentid: Number(fields.agentId), file: { media_id: media } }
    const sent = await http({ method: 'POST', url: '/cgi-bin/message/send', body: { json } })
    return { id: Sent.parse(sent.json()).msgid }
  },
  failure: wecomFailure,
  errors: wecomErrors,
})
