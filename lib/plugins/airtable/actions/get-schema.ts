import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { airtableErrors, airtableFailure, airtableKinds, baseField } from '../airtable-fields'

export default defineAction({
  id: 'get-schema',
  version: 1,
  label: 'List tables',
  description: 'Lists the tables of a base with their columns.',
  synonyms: ['schema', 'columns', '结构', '列'],
  connections: airtableKinds,
  scopes: ['schema.bases:read'],
  effect: 'read',
  input: z.strictObject({ base: baseField }),
  output: z.strictObject({ tables: listOutput('Tables') }),
  request: { method: 'GET', path: '/v0/meta/bases/{{base}}/tables' },
  failure: airtableFailure,
  errors: airtableErrors,
  pick: { tables: { list: '/tables', each: { id: '/id', name: '/name', fields: '/fields' } } },
})
