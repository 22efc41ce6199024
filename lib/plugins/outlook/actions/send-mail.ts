import { z } from 'zod'
import { defineAction } from '../../action'
import { bodyField, ccField, subjectField, toField } from '../../shared/mail-fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { outlookKinds, recipientsOf, sendScopes } from '../outlook-fields'

export default defineAction({
  id: 'send-mail',
  version: 1,
  label: 'Send an email',
  description: 'Sends a plain text email from the connected account.',
  synonyms: ['email', 'notify', '发送', '邮件'],
  connections: outlookKinds,
  scopes: sendScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: toField, cc: ccField, subject: subjectField, text: bodyField }),
  output: z.strictObject({}),
  async run({ http }, { to, cc, subject, text }) {
    const message = {
      subject,
      body: { contentType: 'Text', content: text },
      toRecipients: recipientsOf(to),
      ccRecipients: recipientsOf(cc),
    }
    await http({ method: 'POST', url: '/v1.0/me/sendMail', body: { json: { message } } })
    return {}
  },
  failure: graphFailure,
  errors: graphErrors,
})
