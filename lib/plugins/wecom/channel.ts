import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel, type ReceivedFile } from '../events/channel'
import type { Verification } from '../events/verification'
import { download, sendFile } from './channel-files'
import { sendMessage, wecomErrors, wecomFailure } from './send-text'

const Message = z.object({
  FromUserName: z.string().min(1),
  MsgType: z.enum(['text', 'image', 'voice']),
  MsgId: z.string().min(1),
  AgentID: z.string().default(''),
  Content: z.string().default(''),
  MediaId: z.string().optional(),
  Format: z.string().default('amr'),
})
const text = (label: string) => z.string().meta(layout({ label }))

const signatureOver = (encrypted: { element: string } | { query: string }): Verification => ({
  type: 'signature',
  algorithm: 'sha1-sorted',
  encoding: 'hex',
  parts: [{ secret: 'token' }, { query: 'timestamp' }, { query: 'nonce' }, encrypted],
  signature: { query: 'msg_signature' },
  time: { query: 'timestamp', unit: 'seconds' },
})

export default defineChannel({
  type: 'webhook',
  connections: ['app'],
  fields: [
    {
      name: 'corpId',
      label: 'Corporation ID',
      help: 'The same as the app ID of the connection.',
      pattern: /^\w{6,64}$/,
    },
    { name: 'token', label: 'Token', help: 'From “Receive messages” of the app.', secret: true, pattern: /^\w{3,32}$/ },
    {
      name: 'encodingAesKey',
      label: 'EncodingAESKey',
      help: 'From “Receive messages” of the app.',
      secret: true,
      pattern: /^[A-Za-z0-9]{43}$/,
    },
  ],
  steps: [
    'Open your app in the WeCom admin console and select “Receive messages”, “Set API receiving”.',
    'Let it generate the token and the EncodingAESKey, and enter both here first.',
    'Enter {url} as the URL and save.',
  ],
  stepsUrl: 'https://developer.work.weixin.qq.com/document/path/90238',
  verification: signatureOver({ element: 'Encrypt' }),
  handshake: signatureOver({ query: 'echostr' }),
  encryption: 'wecom',
  read({ method, body }) {
    if (method === 'GET') return { messages: [], response: { text: typeof body === 'string' ? body : '' } }
    const parsed = Message.safeParse(body)
    const text = parsed.data?.Content.trim() ?? ''
    const files = parsed.data ? filesOf(parsed.data) : []
    if (!parsed.success || (text === '' && files.length === 0)) return { messages: [] }
    const { FromUserName: user, MsgId: eventId, AgentID: agent } = parsed.data
    const message = { eventId, conversation: `${agent}:${user}`, sender: user, text, target: { user } }
    return { messages: [{ ...message, ...(files.length > 0 ? { files } : {}) }] }
  },
  // The limit is 2,048 bytes, and a Chinese character takes three.
  maxCharacters: 680,
  format: 'plain',
  download,
  sendFile,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['app'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({ user: text('User'), text: text('Text') }),
    output: z.strictObject({ id: z.string().min(1) }),
    async run(ctx, input) {
      return { id: await sendMessage(ctx, { to: input.user, text: input.text, format: 'text' }) }
    },
    failure: wecomFailure,
    errors: wecomErrors,
  }),
  isPrivate: () => true,
  test: { field: 'user', label: 'User ID', placeholder: 'ada' },
})

function filesOf({ MsgType: type, MediaId: media, Format: format }: z.infer<typeof Message>): ReceivedFile[] {
  if (type === 'text' || media === undefined) return []
  const name = type === 'image' ? 'picture.jpg' : `voice.${format}`
  return [{ name, mediaType: '', sizeBytes: 0, source: { media } }]
}
