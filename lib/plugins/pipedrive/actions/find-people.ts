import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { pipedriveFailure } from '../pipedrive-fields'

export default defineAction({
  id: 'find-people',
  version: 1,
  label: 'Find people',
  description: 'Finds people by name, email address, phone number or notes.',
  synonyms: ['search', 'contact', 'person', '查找', '联系人'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ term: textField({ label: 'Text' }, { max: 200 }), limit: limitField(20, 500) }),
  output: z.strictObject({ people: listOutput('People') }),
  request: { method: 'GET', path: '/api/v2/persons/search', query: { term: '{{term}}' } },
  failure: pipedriveFailure,
  paginate: {
    type: 'cursor',
    items: '/data/items',
    as: 'people',
    next: '/additional_data/next_cursor',
    parameter: 'cursor',
    limit: 'limit',
    size: { parameter: 'limit', max: 100 },
    each: {
      id: '/item/id',
      name: '/item/name',
      emails: '/item/emails',
      phones: '/item/phones',
      organization: '/item/organization/name',
    },
  },
})
