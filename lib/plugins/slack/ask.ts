import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { BUTTON_LABELS, decisionValue } from '../events/decision-value'
import { slackErrors, slackFailure } from './slack-errors'

const text = (label: string) => z.string().meta(layout({ label }))
const Posted = z.object({ channel: z.string(), ts: z.string() })
const STYLES = { approved: 'primary', rejected: 'danger' } as const

/** Posts a question with two buttons. */
export const ask = defineAction({
  id: 'ask',
  version: 1,
  label: 'Ask',
  description: 'Posts a question with buttons.',
  connections: ['oauth', 'bot-token'],
  scopes: ['chat:write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    channel: text('Channel'),
    threadTs: text('Thread').optional(),
    text: text('Text'),
    questionId: text('Question'),
  }),
  output: z.strictObject({ sentId: z.string().optional() }),
  async run({ http }, { channel, threadTs, text: markdown, questionId }) {
    const button = (decision: keyof typeof BUTTON_LABELS) => ({
      type: 'button',
      text: { type: 'plain_text', text: BUTTON_LABELS[decision] },
      style: STYLES[decision],
      action_id: decision,
      value: decisionValue({ decision, questionId }),
    })
    const blocks = [
      { type: 'markdown', text: markdown },
      { type: 'actions', elements: [button('approved'), button('rejected')] },
    ]
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
    // The text is shown in notifications.
    const json = { channel, text: markdown, blocks, ...thread }
    const response = await http({ method: 'POST', url: '/api/chat.postMessage', body: { json } })
    const posted = Posted.safeParse(response.json()).data
    return posted ? { sentId: `${posted.channel}:${posted.ts}` } : {}
  },
  failure: slackFailure,
  errors: slackErrors,
})
