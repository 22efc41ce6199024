import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import {
  fieldsField,
  objectNameField,
  queryRecords,
  salesforceErrors,
  salesforceFailure,
  salesforceKinds,
  salesforceScopes,
  soqlValue,
} from '../salesforce-fields'

const FIELD = /^[A-Za-z]\w{0,79}(?:\.[A-Za-z]\w{0,79}){0,4}$/

export default defineAction({
  id: 'find-records',
  version: 1,
  label: 'Find records',
  description: 'Finds records of an object whose fields have certain values, last changed first.',
  synonyms: ['search', 'list', 'query', '查找', '记录'],
  connections: salesforceKinds,
  scopes: salesforceScopes,
  effect: 'read',
  input: z.strictObject({
    object: objectNameField,
    fields: fieldsField,
    match: z
      .record(z.string().regex(FIELD), z.json())
      .optional()
      .meta(
        layout({
          label: 'Conditions',
          input: 'json',
          references: true,
          help: 'Fields and their values, such as {"Email": "ada@example.com"}. Empty: all records.',
        }),
      ),
    limit: limitField(20, 2_000),
  }),
  output: z.strictObject({ records: listOutput('Records') }),
  async run({ http }, { object, fields, match = {}, limit }) {
    const conditions = Object.entries(match).map(([name, value]) => `${name} = ${soqlValue(value)}`)
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
    const selected = [...new Set(['Id', ...fields])].join(', ')
    const soql = `SELECT ${selected} FROM ${object}${where} ORDER BY LastModifiedDate DESC LIMIT ${limit}`
    return { records: await queryRecords({ http, soql, limit }) }
  },
  failure: salesforceFailure,
  errors: salesforceErrors,
})
