import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { messagesOf } from './address-of'
import { decisionButtons } from './buttons'
import { discordErrors, discordFailure } from './discord-fields'
import { placeFields } from './place-fields'

const text = (label: string) => z.string().meta(layout({ label }))

/** Sends a question with two buttons. */
export const ask = defineAction({
  id: 'ask',
  version: 1,
  label: 'Ask',
  description: 'Sends a question with buttons.',
  connections: ['bot-token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ ...placeFields, text: text('Text'), questionId: text('Question') }),
  output: z.strictObject({ sentId: z.string().optional() }),
  async run({ http, now }, { text: content, questionId, ...place }) {
    const json = { content, allowed_mentions: { parse: [] }, components: decisionButtons(questionId) }
    const response = await http({ method: 'POST', url: messagesOf(place, now()), body: { json } })
    const sent = z.object({ id: z.string() }).safeParse(response.json()).data
    return sent ? { sentId: sent.id } : {}
  },
  failure: discordFailure,
  errors: discordErrors,
})
