import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { BUTTON_LABELS, decisionValue } from '../events/decision-value'
import { SentMessage, sentIdOf, telegramErrors, telegramFailure } from './telegram-fields'

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
  input: z.strictObject({
    chat: text('Chat'),
    topic: text('Topic').optional(),
    replyTo: text('Reply to message').optional(),
    text: text('Text'),
    questionId: text('Question'),
  }),
  output: z.strictObject({ sentId: z.string().optional() }),
  async run({ http }, { chat, topic, replyTo, text: html, questionId }) {
    const button = (decision: keyof typeof BUTTON_LABELS) => ({
      text: BUTTON_LABELS[decision],
      callback_data: decisionValue({ decision, questionId }),
    })
    const reply = { message_id: Number(replyTo), allow_sending_without_reply: true }
    const json = {
      chat_id: chat,
      text: html,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_markup: { inline_keyboard: [[button('approved'), button('rejected')]] },
      ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
      ...(replyTo === undefined ? {} : { reply_parameters: reply }),
    }
    const response = await http({ method: 'POST', url: '/sendMessage', body: { json } })
    const sent = z.object({ result: SentMessage }).safeParse(response.json()).data
    return sent ? { sentId: sentIdOf(sent.result) } : {}
  },
  failure: telegramFailure,
  errors: telegramErrors,
})
