import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { slackErrors, slackFailure } from './slack-errors'

const text = (label: string) => z.string().meta(layout({ label }))

/** Replaces a message with its buttons. */
export const edit = defineAction({
  id: 'edit',
  version: 1,
  label: 'Edit',
  description: 'Replaces the text of a message.',
  connections: ['oauth', 'bot-token'],
  scopes: ['chat:write'],
  effect: 'write',
  // The same edit again changes nothing, so no real key is needed.
  idempotency: { header: 'x-request-id' },
  input: z.strictObject({
    channel: text('Channel').optional(),
    threadTs: text('Thread').optional(),
    sentId: text('Message'),
    text: text('Text'),
    isLast: z
      .boolean()
      .default(false)
      .meta(layout({ label: 'Last part' })),
  }),
  output: z.strictObject({ sentId: z.string() }),
  async run({ http }, { sentId, text: markdown }) {
    const [channel = '', ts = ''] = sentId.split(':')
    // Without blocks, Slack would keep those with the buttons.
    const json = { channel, ts, text: markdown, blocks: [{ type: 'markdown', text: markdown }] }
    await http({ method: 'POST', url: '/api/chat.update', body: { json } })
    return { sentId }
  },
  failure: slackFailure,
  errors: slackErrors,
})
