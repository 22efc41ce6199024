import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { bodyField } from '../../shared/mail-fields'
import { gmailKinds, gmailScopes, rawMessage } from '../mail-message'
import { headerOf, MessageHead } from '../read-message'

export default defineAction({
  id: 'reply-to-mail',
  version: 1,
  label: 'Reply to an email',
  description: 'Replies to the sender of an email in the same thread.',
  synonyms: ['answer', 'respond', '回复'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ message: idField({ label: 'Message ID' }), text: bodyField }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  async run({ http }, { message, text }) {
    const url = `/gmail/v1/users/me/messages/${encodeURIComponent(message)}`
    const response = await http({ method: 'GET', url, query: { format: 'full' } })
    const original = MessageHead.parse(response.json())
    const sender = headerOf(original, 'reply-to') ?? headerOf(original, 'from') ?? ''
    const address = /<([^<>]+)>/.exec(sender)?.[1] ?? sender
    const subject = headerOf(original, 'subject') ?? ''
    const raw = rawMessage({
      to: [z.email().parse(address.trim())],
      text,
      subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
      inReplyTo: headerOf(original, 'message-id'),
    })
    const body = { json: { raw, threadId: original.threadId } }
    return Sent.parse((await http({ method: 'POST', url: '/gmail/v1/users/me/messages/send', body })).json())
  },
  errors: googleErrors,
})

const Sent = z.object({ id: z.string() })
