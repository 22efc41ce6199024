import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json } from '@/lib/core/json'
import { callWire } from '../testing/wire'
import rowAdded from './triggers/row-added'

const definition = rowAdded.type === 'poll' ? rowAdded.poll : raiseInternal('not polled')
const poll = (cursor: Json, values: Json[]) =>
  callWire({
    action: { plugin: 'google-sheets', definition },
    input: { spreadsheet: 's'.repeat(30), sheet: 'Sheet1', ...(cursor === null ? {} : { cursor }) },
    replies: values.map((json) => ({ json })),
  })

test('begins below the last row', async () => {
  const { outputs } = await poll(null, [{ values: [['Name'], ['Ada'], ['Grace']] }])
  expect(outputs).toEqual({ events: [], cursor: { row: 3 } })
})

test('reports each new row with the names of its columns', async () => {
  const { outputs, requests } = await poll({ row: 3 }, [
    { values: [['Alan', 'alan@example.com', 7]] },
    { values: [['Name', 'Email']] },
  ])
  expect(decodeURIComponent(requests[0]?.url ?? '')).toContain("/values/'Sheet1'!A4:ZZ103")
  expect(outputs).toEqual({
    events: [
      {
        id: `${'s'.repeat(30)}:Sheet1:4`,
        data: { row: 4, cells: { Name: 'Alan', Email: 'alan@example.com', 'Column 3': 7 } },
      },
    ],
    cursor: { row: 4 },
  })
})

test('keeps the cursor when there is nothing new', async () => {
  const { outputs } = await poll({ row: 3 }, [{ range: 'Sheet1!A4:ZZ103' }])
  expect(outputs).toEqual({ events: [], cursor: { row: 3 } })
})
