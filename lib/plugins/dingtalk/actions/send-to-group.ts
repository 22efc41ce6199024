import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { markdownMessage } from '../robot-message'

export default defineAction({
  id: 'send-to-group',
  version: 1,
  label: 'Send to a group',
  description: 'Sends a message of the robot to a group.',
  synonyms: ['post', 'notify', '群', '发送', '通知'],
  connections: ['app'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    group: textField(
      {
        label: 'Conversation ID',
        filledBy: 'author',
        placeholder: 'cid…',
        help: 'The openConversationId of the group.',
      },
      { max: 200 },
    ),
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }, { max: 5_000 }),
  }),
  output: z.strictObject({
    key: z
      .string()
      .min(1)
      .meta(layout({ label: 'Message key' })),
  }),
  async run({ http, fields }, { group, text }) {
    const response = await http({
      method: 'POST',
      url: '/v1.0/robot/groupMessages/send',
      body: { json: { robotCode: fields.appId ?? '', openConversationId: group, ...markdownMessage(text) } },
    })
    return { key: Sent.parse(response.json()).processQueryKey }
  },
})

const Sent = z.object({ processQueryKey: z.string().default('') })
