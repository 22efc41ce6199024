import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { activitiesOf, botErrors, botFailure, placeFields, withThumbs } from './bot-messages'

const text = (label: string) => z.string().meta(layout({ label }))

/** Replaces an activity with its card. */
export const edit = defineAction({
  id: 'edit',
  version: 1,
  label: 'Edit',
  description: 'Replaces the text of a message.',
  connections: ['bot'],
  effect: 'write',
  // The same edit again changes nothing, so no real key is needed.
  idempotency: { header: 'x-ms-client-request-id' },
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
  async run({ http }, { sentId, text: markdown, isLast, ...place }) {
    const json = {
      type: 'message',
      id: sentId,
      textFormat: 'markdown',
      text: markdown,
      attachments: [],
      ...(isLast ? withThumbs : {}),
    }
    await http({ method: 'PUT', url: `${activitiesOf(place)}/${encodeURIComponent(sentId)}`, body: { json } })
    return { sentId }
  },
  failure: botFailure,
  errors: botErrors,
})
