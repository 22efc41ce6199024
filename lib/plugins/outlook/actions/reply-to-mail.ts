import { z } from 'zod'
import { defineAction } from '../../action'
import { bodyField } from '../../shared/mail-fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { mailField, outlookKinds, sendScopes } from '../outlook-fields'

export default defineAction({
  id: 'reply-to-mail',
  version: 1,
  label: 'Reply to an email',
  description: 'Replies to the sender of an email in the same conversation.',
  synonyms: ['respond', 'answer', '回复'],
  connections: outlookKinds,
  scopes: sendScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ message: mailField, text: bodyField }),
  output: z.strictObject({}),
  request: {
    method: 'POST',
    path: '/v1.0/me/messages/{{message}}/reply',
    body: { json: { comment: '{{text}}' } },
    response: 'none',
  },
  failure: graphFailure,
  errors: graphErrors,
})
