import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { cursorField, MAX_POLLED, pollOutput } from '../../shared/poll'
import { driveKinds, driveScopes, Item, toFile } from '../drive-items'

/** Address of the next page of changes, and how many of its files earlier polls returned. */
const Cursor = z.strictObject({ url: z.url(), skip: z.number().int().default(0) })
const Changes = z.object({
  value: z.array(Item.extend({ deleted: z.unknown().optional() }).partial({ name: true })),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})

export default defineTrigger({
  type: 'poll',
  id: 'file-changed',
  label: 'File changed',
  description: 'Starts for each new or changed file.',
  synonyms: ['upload', 'created', '新文件', '文件更改'],
  connections: driveKinds,
  input: z.strictObject({}),
  sample: {
    id: '01BYE5RZ6QN3ZWBTUFOFD3GSPGOHDJD36K',
    name: '2026.csv',
    size: 1_024,
    url: 'https://contoso-my.sharepoint.com/personal/ada/Documents/2026.csv',
    modifiedAt: '2026-11-30T08:00:00Z',
    mediaType: 'text/csv',
  },
  poll: defineAction({
    id: 'poll-files',
    version: 1,
    label: 'Read changed files',
    description: 'Reads the changes after the last poll.',
    connections: driveKinds,
    scopes: driveScopes,
    effect: 'read',
    input: z.strictObject({ cursor: cursorField }),
    output: pollOutput,
    async run({ http }, { cursor }) {
      const known = Cursor.safeParse(cursor).data
      const url = known?.url ?? '/v1.0/me/drive/root/delta?token=latest&$top=100'
      const page = Changes.parse((await http({ method: 'GET', url })).json())
      const next = page['@odata.nextLink'] ?? page['@odata.deltaLink']
      const changed = page.value.filter(({ deleted, file }) => deleted === undefined && file !== undefined)
      const end = (known?.skip ?? 0) + MAX_POLLED
      const files = known ? changed.slice(known.skip, end) : []
      const events = files.map((item) => {
        const data = toFile({ ...item, name: item.name ?? '' })
        return { id: `${item.id}#${item.lastModifiedDateTime}`, data }
      })
      if (known && changed.length > end) return { events, cursor: { url, skip: end } }
      return { events, cursor: next === undefined ? (cursor ?? null) : { url: next } }
    },
    failure: graphFailure,
    errors: graphErrors,
  }),
})
