import { z } from 'zod'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { currencyField, idOutput, optionalId, pipedriveFailure, valueField } from '../pipedrive-fields'

export default defineAction({
  id: 'create-deal',
  version: 1,
  label: 'Create a deal',
  description: 'Creates a deal, optionally for a person and in a stage.',
  synonyms: ['add', 'sale', 'opportunity', '创建', '交易'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    title: textField({ label: 'Title' }, { max: 255 }),
    value: valueField,
    currency: currencyField,
    person: optionalId('Person ID'),
    stage: optionalId('Stage ID'),
  }),
  output: z.strictObject({ id: idOutput }),
  request: {
    method: 'POST',
    path: '/api/v2/deals',
    body: {
      json: {
        title: '{{title}}',
        value: '{{value}}',
        currency: '{{currency}}',
        person_id: '{{person}}',
        stage_id: '{{stage}}',
      },
    },
  },
  failure: pipedriveFailure,
  pick: { id: '/data/id' },
})
