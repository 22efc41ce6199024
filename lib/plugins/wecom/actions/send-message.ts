import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { sendMessage, wecomErrors, wecomFailure } from '../send-text'

export default defineAction({
  id: 'send-message',
  version: 1,
  label: 'Send a message',
  description: 'Sends a message of the app to members.',
  synonyms: ['notify', 'post', '发送', '通知'],
  connections: ['app'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    to: textField(
      { label: 'Members', filledBy: 'author', placeholder: 'ada|grace', help: 'User IDs, separated by |, or @all.' },
      { max: 2_000 },
    ),
    text: textField({ label: 'Text', input: 'textarea' }, { max: 2_048 }),
    format: z
      .enum(['text', 'markdown'])
      .default('text')
      .meta(
        layout({
          label: 'Format',
          input: 'select',
          advanced: true,
          filledBy: 'author',
          options: { text: 'Plain text', markdown: 'Markdown' },
        }),
      ),
  }),
  output: z.strictObject({
    id: z
      .string()
      .min(1)
      .meta(layout({ label: 'Message ID' })),
  }),
  async run(ctx, input) {
    return { id: await sendMessage(ctx, input) }
  },
  failure: wecomFailure,
  errors: wecomErrors,
})
