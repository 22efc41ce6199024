import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'
import { markdownMessage } from './robot-message'

const GROUP = '2'
const Message = z.object({
  msgId: z.string(),
  msgtype: z.string(),
  conversationId: z.string(),
  conversationType: z.string(),
  senderStaffId: z.string().min(1),
  text: z.object({ content: z.string() }).optional(),
})
const text = (label: string) => z.string().meta(layout({ label }))

export default defineChannel({
  type: 'webhook',
  connections: ['app'],
  fields: [
    {
      name: 'appSecret',
      label: 'Client secret',
      help: 'The same as in the connection. DingTalk signs messages with it.',
      secret: true,
    },
  ],
  steps: [
    'Open the app at open-dev.dingtalk.com and select “Robot”.',
    'Select the HTTP mode and enter {url} as the address for messages.',
    'Publish the robot, and add it to a group or write to it directly.',
  ],
  stepsUrl: 'https://open.dingtalk.com/document/orgapp/receive-message',
  verification: {
    type: 'signature',
    algorithm: 'hmac-sha256',
    key: 'appSecret',
    encoding: 'base64',
    parts: [{ header: 'timestamp' }, { text: '\n' }, { secret: 'appSecret' }],
    signature: { header: 'sign' },
    time: { header: 'timestamp', unit: 'milliseconds' },
  },
  read({ body }) {
    const parsed = Message.safeParse(body)
    const content = parsed.data?.text?.content.trim() ?? ''
    if (!parsed.success || content === '') return { messages: [] }
    const { msgId, conversationId, conversationType, senderStaffId: sender } = parsed.data
    const target: Record<string, string> = conversationType === GROUP ? { group: conversationId } : { user: sender }
    return { messages: [{ eventId: msgId, conversation: conversationId, sender, text: content, target }] }
  },
  maxCharacters: 5_000,
  format: 'markdown',
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['app'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      group: text('Group').optional(),
      user: text('User').optional(),
      text: text('Text'),
    }),
    output: z.strictObject({}),
    async run({ http, fields }, { group, user = '', text: markdown }) {
      const message = { robotCode: fields.appId ?? '', ...markdownMessage(markdown) }
      await (group === undefined
        ? http({
            method: 'POST',
            url: '/v1.0/robot/oToMessages/batchSend',
            body: { json: { ...message, userIds: [user] } },
          })
        : http({
            method: 'POST',
            url: '/v1.0/robot/groupMessages/send',
            body: { json: { ...message, openConversationId: group } },
          }))
      return {}
    },
  }),
  isPrivate: ({ target }) => target.user !== undefined,
  test: { field: 'user', label: 'User ID', placeholder: 'manager4220' },
})
