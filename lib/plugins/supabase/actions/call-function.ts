import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalObject } from '../../shared/fields'
import { supabaseErrors, supabaseFailure } from '../supabase-fields'

export default defineAction({
  id: 'call-function',
  version: 1,
  label: 'Call a function',
  description: 'Calls a function of the database.',
  synonyms: ['rpc', 'procedure', '函数', '调用'],
  connections: ['key'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    function: z
      .string()
      .regex(/^[A-Za-z_][\w$]{0,62}$/, 'Enter the name of a function.')
      .meta(layout({ label: 'Function', references: true, filledBy: 'author' })),
    arguments: optionalObject({ label: 'Arguments', help: 'An object with the arguments by name.' }),
  }),
  output: z.strictObject({ result: z.json().meta(layout({ label: 'Result' })) }),
  async run({ http }, { function: name, arguments: values = {} }) {
    return { result: (await http({ method: 'POST', url: `/rest/v1/rpc/${name}`, body: { json: values } })).json() }
  },
  failure: supabaseFailure,
  errors: supabaseErrors,
})
