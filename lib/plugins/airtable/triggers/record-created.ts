import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, pollOutput, pollSince } from '../../shared/poll'
import { airtableErrors, airtableFailure, airtableKinds, baseField, tableField } from '../airtable-fields'

const MAX_PAGES = 10

export default defineTrigger({
  type: 'poll',
  id: 'record-created',
  label: 'Record created',
  description: 'Starts for each new record of a table.',
  synonyms: ['new row', 'added', '新记录', '新行'],
  connections: airtableKinds,
  input: z.strictObject({ base: baseField, table: tableField }),
  sample: {
    id: 'rec560UJdUtocSouk',
    createdAt: '2026-11-30T08:00:00.000Z',
    fields: { Name: 'Ada Lovelace', Status: 'Open' },
  },
  poll: defineAction({
    id: 'poll-records',
    version: 1,
    label: 'Read new records',
    description: 'Reads the records since the last known time.',
    connections: airtableKinds,
    scopes: ['data.records:read'],
    effect: 'read',
    input: z.strictObject({ base: baseField, table: tableField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { base, table, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const records: z.infer<typeof Page>['records'] = []
          const url = `/v0/${base}/${encodeURIComponent(table)}`
          const filterByFormula = `NOT(IS_BEFORE(CREATED_TIME(), '${since}'))`
          let offset: string | undefined
          for (let page = 0; page < MAX_PAGES; page += 1) {
            const query = { filterByFormula, pageSize: 100, ...(offset === undefined ? {} : { offset }) }
            const found = Page.parse((await http({ method: 'GET', url, query })).json())
            records.push(...found.records)
            offset = found.offset
            if (offset === undefined) break
          }
          return records
            .map(({ id, createdTime, fields }) => ({
              id,
              at: createdTime,
              data: { id, createdAt: createdTime, fields },
            }))
            .sort((left, right) => Date.parse(left.at) - Date.parse(right.at))
        },
      })
    },
    failure: airtableFailure,
    errors: airtableErrors,
  }),
})

const Page = z.object({
  records: z.array(
    z.object({ id: z.string(), createdTime: z.string(), fields: z.record(z.string(), z.json()).default({}) }),
  ),
  offset: z.string().optional(),
})
