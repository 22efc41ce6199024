import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { cardOf, feishuErrors, feishuFailure } from './feishu-fields'

const text = (label: string) => z.string().meta(layout({ label }))

/** Replaces the card of a message. */
export const edit = defineAction({
  id: 'edit',
  version: 1,
  label: 'Edit',
  description: 'Replaces the text of a message.',
  connections: ['app'],
  effect: 'write',
  // The same edit again changes nothing, so no real key is needed.
  idempotency: { header: 'x-request-id' },
  input: z.strictObject({
    messageId: text('Message').optional(),
    chat: text('Chat').optional(),
    sentId: text('Sent message'),
    text: text('Text'),
    isLast: z
      .boolean()
      .default(false)
      .meta(layout({ label: 'Last part' })),
  }),
  output: z.strictObject({ sentId: z.string() }),
  async run({ http }, { sentId, text: markdown }) {
    const url = `/open-apis/im/v1/messages/${encodeURIComponent(sentId)}`
    await http({ method: 'PATCH', url, body: { json: { content: cardOf(markdown) } } })
    return { sentId }
  },
  failure: feishuFailure,
  errors: feishuErrors,
})
