import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { bodyField, ccField, subjectField, toField } from '../../shared/mail-fields'
import { gmailKinds, gmailScopes, rawMessage } from '../mail-message'

export default defineAction({
  id: 'send-mail',
  version: 1,
  label: 'Send an email',
  description: 'Sends a plain text email from the connected account.',
  synonyms: ['email', 'notify', '发送', '邮件'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: toField, cc: ccField, subject: subjectField, text: bodyField }),
  output: z.strictObject({
    id: z.string().meta(layout({ label: 'Message ID' })),
    threadId: z.string().meta(layout({ label: 'Thread ID' })),
  }),
  async run({ http }, mail) {
    const body = { json: { raw: rawMessage(mail) } }
    return Sent.parse((await http({ method: 'POST', url: '/gmail/v1/users/me/messages/send', body })).json())
  },
  errors: googleErrors,
})

const Sent = z.object({ id: z.string(), threadId: z.string() })
