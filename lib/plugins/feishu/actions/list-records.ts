import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { baseField, feishuErrors, feishuFailure, tableField } from '../feishu-fields'

export default defineAction({
  id: 'list-records',
  version: 1,
  label: 'List records',
  description: 'Reads the records of a table in a Base.',
  synonyms: ['rows', 'bitable', '记录', '多维表格'],
  connections: ['app'],
  effect: 'read',
  input: z.strictObject({ base: baseField, table: tableField, limit: limitField(100) }),
  output: z.strictObject({ records: listOutput('Records') }),
  request: { method: 'GET', path: '/open-apis/bitable/v1/apps/{{base}}/tables/{{table}}/records' },
  failure: feishuFailure,
  errors: feishuErrors,
  paginate: {
    type: 'cursor',
    items: '/data/items',
    as: 'records',
    each: { id: '/record_id', fields: '/fields' },
    next: '/data/page_token',
    parameter: 'page_token',
    limit: 'limit',
    size: { parameter: 'page_size', max: 500 },
  },
})
