import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { googleErrors } from '../../shared/google-connections'
import { bodyField, ccField, subjectField, toField } from '../../shared/mail-fields'
import { gmailKinds, gmailScopes, rawMessage } from '../mail-message'

export default defineAction({
  id: 'create-draft',
  version: 1,
  label: 'Create a draft',
  description: 'Saves an email as a draft for a person to check and send.',
  synonyms: ['draft', '草稿'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ to: toField, cc: ccField, subject: subjectField, text: bodyField }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Draft ID' })) }),
  async run({ http }, mail) {
    const body = { json: { message: { raw: rawMessage(mail) } } }
    return Draft.parse((await http({ method: 'POST', url: '/gmail/v1/users/me/drafts', body })).json())
  },
  errors: googleErrors,
})

const Draft = z.object({ id: z.string() })
