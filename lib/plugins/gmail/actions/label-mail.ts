import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { gmailKinds, gmailScopes } from '../mail-message'

const labels = (label: string) =>
  z
    .array(z.string().min(1).max(100))
    .max(100)
    .optional()
    .meta(layout({ label, itemLabel: 'label', references: true, help: 'IDs, such as STARRED, UNREAD or Label_1.' }))

export default defineAction({
  id: 'label-mail',
  version: 1,
  label: 'Label an email',
  description: 'Adds and removes labels of an email. Removing INBOX archives it, removing UNREAD marks it as read.',
  synonyms: ['archive', 'star', 'mark', '标签', '归档'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    message: idField({ label: 'Message ID' }),
    add: labels('Add labels'),
    remove: labels('Remove labels'),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'POST',
    path: '/gmail/v1/users/me/messages/{{message}}/modify',
    body: { json: { addLabelIds: '{{add}}', removeLabelIds: '{{remove}}' } },
  },
  errors: googleErrors,
  pick: { id: '/id' },
})
