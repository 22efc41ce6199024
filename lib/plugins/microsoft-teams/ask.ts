import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { BUTTON_LABELS, decisionValue } from '../events/decision-value'
import { activitiesOf, botErrors, botFailure, placeFields, Sent } from './bot-messages'

const text = (label: string) => z.string().meta(layout({ label }))

/** Sends a question as an Adaptive Card with two buttons. A press sends an activity with the data of the button. */
export const ask = defineAction({
  id: 'ask',
  version: 1,
  label: 'Ask',
  description: 'Sends a question with buttons.',
  connections: ['bot'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ ...placeFields, text: text('Text'), questionId: text('Question') }),
  output: z.strictObject({ sentId: z.string().optional() }),
  async run({ http }, { replyTo, text: question, questionId, ...place }) {
    const button = (decision: keyof typeof BUTTON_LABELS) => ({
      type: 'Action.Submit',
      title: BUTTON_LABELS[decision],
      data: { decision: decisionValue({ decision, questionId }) },
    })
    const card = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body: [{ type: 'TextBlock', text: question, wrap: true }],
      actions: [button('approved'), button('rejected')],
    }
    const json = {
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
      ...(replyTo === undefined ? {} : { replyToId: replyTo }),
    }
    const activities = activitiesOf(place)
    const url = replyTo === undefined ? activities : `${activities}/${encodeURIComponent(replyTo)}`
    const sent = Sent.safeParse((await http({ method: 'POST', url, body: { json } })).json()).data
    return sent ? { sentId: sent.id } : {}
  },
  failure: botFailure,
  errors: botErrors,
})
