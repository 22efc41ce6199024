import { z } from 'zod'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { countOf, numberOutput, sendOne } from '../redis-fields'

export default defineAction({
  id: 'publish-message',
  version: 1,
  label: 'Publish a message',
  description: 'Sends a message to the subscribers of a channel.',
  synonyms: ['pubsub', 'notify', 'broadcast', '发布', '广播'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    channel: textField({ label: 'Channel', placeholder: 'orders', filledBy: 'author' }, { max: 1_000 }),
    message: textField({ label: 'Message', input: 'textarea' }, { max: 1_000_000 }),
  }),
  output: z.strictObject({ receivers: numberOutput('Receivers') }),
  async run(ctx, { channel, message }) {
    return { receivers: countOf(await sendOne(ctx, 'PUBLISH', [channel, message], { isReadOnly: false })) }
  },
})
