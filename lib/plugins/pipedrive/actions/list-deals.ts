import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { dealProperties, optionalId, pipedriveFailure, statusField } from '../pipedrive-fields'

export default defineAction({
  id: 'list-deals',
  version: 1,
  label: 'List deals',
  description: 'Lists deals, last changed first, optionally of one person or status.',
  synonyms: ['pipeline', 'sales', '列出', '交易'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ status: statusField, person: optionalId('Person ID'), limit: limitField(50) }),
  output: z.strictObject({ deals: listOutput('Deals') }),
  request: {
    method: 'GET',
    path: '/api/v2/deals',
    query: { status: '{{status}}', person_id: '{{person}}', sort_by: 'update_time', sort_direction: 'desc' },
  },
  failure: pipedriveFailure,
  paginate: {
    type: 'cursor',
    items: '/data',
    as: 'deals',
    next: '/additional_data/next_cursor',
    parameter: 'cursor',
    limit: 'limit',
    each: dealProperties,
    size: { parameter: 'limit', max: 500 },
  },
})
