import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { airtableErrors, airtableFailure, airtableKinds, baseField, recordItem, tableField } from '../airtable-fields'

export default defineAction({
  id: 'list-records',
  version: 1,
  label: 'List records',
  description: 'Reads records of a table, optionally with a formula as filter.',
  synonyms: ['rows', 'find', 'search', '查询', '列出'],
  connections: airtableKinds,
  scopes: ['data.records:read'],
  effect: 'read',
  input: z.strictObject({
    base: baseField,
    table: tableField,
    formula: optionalText(
      { label: 'Filter', placeholder: "{Status} = 'Open'", help: 'A formula of Airtable.' },
      { max: 10_000 },
    ),
    view: optionalText({ label: 'View', help: 'Name or ID.', advanced: true }),
    limit: limitField(100),
  }),
  output: z.strictObject({ records: listOutput('Records') }),
  request: {
    method: 'GET',
    path: '/v0/{{base}}/{{table}}',
    query: { filterByFormula: '{{formula}}', view: '{{view}}' },
  },
  failure: airtableFailure,
  errors: airtableErrors,
  paginate: {
    type: 'cursor',
    items: '/records',
    as: 'records',
    each: recordItem,
    next: '/offset',
    parameter: 'offset',
    limit: 'limit',
    size: { parameter: 'pageSize', max: 100 },
  },
})
