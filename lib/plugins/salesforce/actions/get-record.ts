import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import {
  fieldsField,
  objectNameField,
  recordField,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
} from '../salesforce-fields'

const Row = z.record(z.string(), z.json())

export default defineAction({
  id: 'get-record',
  version: 1,
  label: 'Get a record',
  description: 'Reads fields of a record by its ID.',
  synonyms: ['read', '读取', '记录'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'read',
  input: z.strictObject({ object: objectNameField, record: recordField, fields: fieldsField }),
  output: z.strictObject({ record: objectOutput('Record') }),
  async run({ http }, { object, record, fields }) {
    const query = { fields: fields.join(',') }
    const { attributes: _, ...row } = Row.parse(
      (await http({ method: 'GET', url: `/sobjects/${object}/${record}`, query })).json(),
    )
    return { record: row }
  },
  failure: salesforceFailure,
  errors: salesforceErrors,
})
