import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import {
  queryRecords,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
} from '../salesforce-fields'

export default defineAction({
  id: 'query',
  version: 1,
  label: 'Query with SOQL',
  description: 'Runs a SOQL query that the author has written.',
  synonyms: ['soql', 'sql', 'select', '查询'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'read',
  input: z.strictObject({
    soql: z
      .string()
      .min(1)
      .max(20_000)
      .regex(/^\s*select\s/i, 'A query starts with SELECT.')
      // Inserted values could change the query; “Find records” takes values.
      .meta(
        layout({ label: 'Query', input: 'textarea', filledBy: 'author', placeholder: 'SELECT Id, Name FROM Account' }),
      ),
    limit: limitField(100, 2_000),
  }),
  output: z.strictObject({ records: listOutput('Records') }),
  async run({ http }, { soql, limit }) {
    return { records: await queryRecords({ http, soql, limit }) }
  },
  failure: salesforceFailure,
  errors: salesforceErrors,
})
