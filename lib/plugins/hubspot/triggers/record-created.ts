import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { columnsField, hubspotErrors, hubspotFailure, hubspotKinds, kindField } from '../hubspot-fields'

export default defineTrigger({
  type: 'poll',
  id: 'record-created',
  label: 'Record created',
  description: 'Starts for each new contact, company, deal or ticket.',
  synonyms: ['new contact', 'new deal', 'lead', '新联系人', '新商机'],
  connections: hubspotKinds,
  input: z.strictObject({ kind: kindField, properties: columnsField }),
  sample: {
    id: '512',
    createdAt: '2026-11-30T08:00:00.000Z',
    properties: { email: 'ada@example.com', firstname: 'Ada', lastname: 'Lovelace' },
  },
  poll: defineAction({
    id: 'poll-records',
    version: 1,
    label: 'Read new records',
    description: 'Reads the records since the last known time.',
    connections: hubspotKinds,
    effect: 'read',
    input: z.strictObject({ kind: kindField, properties: columnsField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { kind, properties, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const value = String(Date.parse(since))
          const response = await http({
            method: 'POST',
            url: `/crm/v3/objects/${kind}/search`,
            body: {
              json: {
                filterGroups: [{ filters: [{ propertyName: 'createdate', operator: 'GTE', value }] }],
                sorts: [{ propertyName: 'createdate', direction: 'ASCENDING' }],
                limit: MAX_POLLED,
                ...(properties ? { properties } : {}),
              },
            },
          })
          const { results } = Found.parse(response.json())
          return results.map((record) => ({ id: `${kind}:${record.id}`, at: record.createdAt, data: record }))
        },
      })
    },
    failure: hubspotFailure,
    errors: hubspotErrors,
  }),
})

const Found = z.object({
  results: z.array(
    z.object({ id: z.string(), createdAt: z.string(), properties: z.record(z.string(), z.string().nullable()) }),
  ),
})
