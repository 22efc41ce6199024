import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { messageOf } from './address-of'
import { THUMBS } from './buttons'
import { discordErrors, discordFailure } from './discord-fields'
import { placeFields } from './place-fields'

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
  idempotency: { header: 'X-Request-Id' },
  input: z.strictObject({
    ...placeFields,
    sentId: text('Message'),
    text: text('Text'),
    isLast: z
      .boolean()
      .default(false)
      .meta(layout({ label: 'Last part' })),
  }),
  output: z.strictObject({ sentId: z.string() }),
  async run({ http, now }, { sentId, text: content, isLast, ...place }) {
    const json = { content, allowed_mentions: { parse: [] }, components: isLast ? THUMBS : [] }
    await http({ method: 'PATCH', url: messageOf(place, sentId, now()), body: { json } })
    return { sentId }
  },
  failure: discordFailure,
  errors: discordErrors,
})
