import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { idOutput, optionalId, pipedriveFailure } from '../pipedrive-fields'

const Created = z.object({ data: z.object({ id: z.number() }) })
const main = (value: string | undefined) => (value ? [{ value, primary: true }] : [])

export default defineAction({
  id: 'create-person',
  version: 1,
  label: 'Create a person',
  description: 'Creates a person with an email address and a phone number.',
  synonyms: ['add', 'contact', 'lead', '创建', '联系人'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    name: textField({ label: 'Name' }, { max: 255 }),
    email: optionalText({ label: 'Email' }, { max: 255 }),
    phone: optionalText({ label: 'Phone number' }, { max: 100 }),
    organization: optionalId('Organization ID'),
  }),
  output: z.strictObject({ id: idOutput }),
  async run({ http }, { name, email, phone, organization }) {
    const json = {
      name,
      emails: main(email),
      phones: main(phone),
      ...(organization === undefined ? {} : { org_id: organization }),
    }
    const response = await http({ method: 'POST', url: '/api/v2/persons', body: { json } })
    return { id: Created.parse(response.json()).data.id }
  },
  failure: pipedriveFailure,
})
