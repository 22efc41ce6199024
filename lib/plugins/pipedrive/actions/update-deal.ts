import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalText } from '../../shared/fields'
import {
  currencyField,
  dealField,
  idOutput,
  optionalId,
  pipedriveFailure,
  statusField,
  valueField,
} from '../pipedrive-fields'

export default defineAction({
  id: 'update-deal',
  version: 1,
  label: 'Update a deal',
  description: 'Changes title, value, stage or status of a deal.',
  synonyms: ['edit', 'won', 'lost', 'stage', '修改', '更新', '交易'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    deal: dealField,
    title: optionalText({ label: 'Title' }, { max: 255 }),
    value: valueField,
    currency: currencyField,
    stage: optionalId('Stage ID'),
    status: statusField,
  }),
  output: z.strictObject({ id: idOutput }),
  request: {
    method: 'PATCH',
    path: '/api/v2/deals/{{deal}}',
    body: {
      json: {
        title: '{{title}}',
        value: '{{value}}',
        currency: '{{currency}}',
        stage_id: '{{stage}}',
        status: '{{status}}',
      },
    },
  },
  failure: pipedriveFailure,
  pick: { id: '/data/id' },
})
