import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'

export default defineAction({
  id: 'create-customer',
  version: 1,
  label: 'Create a customer',
  description: 'Creates a customer with a name and an email address.',
  synonyms: ['add', '创建', '客户'],
  connections: ['key'],
  effect: 'write',
  idempotency: { header: 'Idempotency-Key' },
  input: z.strictObject({
    email: textField({ label: 'Email' }, { max: 512 }),
    name: optionalText({ label: 'Name' }, { max: 256 }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'ID' })) }),
  request: { method: 'POST', path: '/customers', body: { form: { email: '{{email}}', name: '{{name}}' } } },
  pick: { id: '/id' },
})
