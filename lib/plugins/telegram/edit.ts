import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { telegramErrors, telegramFailure } from './telegram-fields'
import { THUMBS } from './thumbs'

const text = (label: string) => z.string().meta(layout({ label }))

/** Replaces a message with its buttons. */
export const edit = defineAction({
  id: 'edit',
  version: 1,
  label: 'Edit',
  description: 'Replaces the text of a message.',
  connections: ['bot-token'],
  effect: 'write',
  // The same edit again changes nothing, so no real key is needed.
  idempotency: { header: 'x-request-id' },
  input: z.strictObject({
    chat: text('Chat').optional(),
    topic: text('Topic').optional(),
    replyTo: text('Reply to message').optional(),
    sentId: text('Message'),
    text: text('Text'),
    isLast: z
      .boolean()
      .default(false)
      .meta(layout({ label: 'Last part' })),
  }),
  output: z.strictObject({ sentId: z.string() }),
  async run({ http }, { sentId, text: html, isLast }) {
    const [chat = '', id] = sentId.split(':')
    const json = {
      chat_id: chat,
      message_id: Number(id),
      text: html,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(isLast ? { reply_markup: THUMBS } : {}),
    }
    await http({ method: 'POST', url: '/editMessageText', body: { json } }).catch((error: unknown) => {
      // An edit without changes is an error for Telegram, such as the second attempt after a crash.
      if (!AppError.isInstance(error) || !error.message.includes('message is not modified')) throw error
    })
    return { sentId }
  },
  failure: telegramFailure,
  errors: telegramErrors,
})
