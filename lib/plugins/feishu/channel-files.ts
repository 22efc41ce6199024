import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { multipartBody } from '../execute/multipart-body'
import { feishuErrors, feishuFailure } from './feishu-fields'

const text = (label: string) => z.string().meta(layout({ label }))
const Uploaded = z.object({ data: z.object({ file_key: z.string() }) })
const Sent = z.object({ data: z.object({ message_id: z.string() }) })

export const download = defineAction({
  id: 'download',
  version: 1,
  label: 'Download',
  description: 'Downloads a file of a message.',
  connections: ['app'],
  effect: 'read',
  input: z.strictObject({
    messageId: text('Message'),
    key: text('Key'),
    type: z.enum(['image', 'file']).meta(layout({ label: 'Type' })),
  }),
  output: z.strictObject({}),
  async run({ http, files }, { messageId, key, type }) {
    const url = `/open-apis/im/v1/messages/${encodeURIComponent(messageId)}/resources/${encodeURIComponent(key)}`
    const { bytes, headers } = await http({ method: 'GET', url, query: { type }, isFile: true })
    await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'file' })
    return {}
  },
  failure: feishuFailure,
  errors: feishuErrors,
})

export const sendFile = defineAction({
  id: 'send-file',
  version: 1,
  label: 'Send a file',
  description: 'Uploads and sends a file.',
  connections: ['app'],
  effect: 'write',
  // Feishu sends one message per uuid and hour.
  idempotency: { field: 'uuid' },
  input: z.strictObject({
    messageId: text('Message').optional(),
    chat: text('Chat').optional(),
    file: FileRef.meta(layout({ label: 'File' })),
  }),
  // Rejects failures with status 200, which have no id.
  output: z.strictObject({ id: z.string().min(1) }),
  async run({ http, files, idempotencyKey }, { messageId, chat = '', file }) {
    const { bytes, mediaType, name } = await files.read(file)
    const { content, contentType } = multipartBody([
      { name: 'file_type', text: 'stream' },
      { name: 'file_name', text: name },
      { name: 'file', bytes, mediaType, fileName: name },
    ])
    const uploaded = await http({
      method: 'POST',
      url: '/open-apis/im/v1/files',
      body: { bytes: content, contentType },
    })
    const key = Uploaded.safeParse(uploaded.json()).data?.data.file_key
    if (key === undefined) return { id: '' }
    const json = {
      msg_type: 'file',
      content: JSON.stringify({ file_key: key }),
      uuid: idempotencyKey.slice(-50),
      ...(messageId === undefined ? { receive_id: chat } : {}),
    }
    const messages = '/open-apis/im/v1/messages'
    const sent = await http(
      messageId === undefined
        ? { method: 'POST', url: messages, query: { receive_id_type: 'chat_id' }, body: { json } }
        : { method: 'POST', url: `${messages}/${encodeURIComponent(messageId)}/reply`, body: { json } },
    )
    return { id: Sent.safeParse(sent.json()).data?.data.message_id ?? '' }
  },
  failure: feishuFailure,
  errors: feishuErrors,
})
