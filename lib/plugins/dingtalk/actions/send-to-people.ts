import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { markdownMessage } from '../robot-message'

export default defineAction({
  id: 'send-to-people',
  version: 1,
  label: 'Send to people',
  description: 'Sends a message of the robot to up to 20 people.',
  synonyms: ['direct message', 'notify', '单聊', '发送', '通知'],
  connections: ['app'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    users: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(20)
      .meta(layout({ label: 'User IDs', itemLabel: 'User ID', references: true, filledBy: 'author' })),
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }, { max: 5_000 }),
  }),
  output: z.strictObject({
    key: z
      .string()
      .min(1)
      .meta(layout({ label: 'Message key' })),
  }),
  async run({ http, fields }, { users, text }) {
    const response = await http({
      method: 'POST',
      url: '/v1.0/robot/oToMessages/batchSend',
      body: { json: { robotCode: fields.appId ?? '', userIds: users, ...markdownMessage(text) } },
    })
    return { key: Sent.parse(response.json()).processQueryKey }
  },
})

const Sent = z.object({ processQueryKey: z.string().default('') })
