import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const workbook = '01BYE5RZ6QN3ZWBTUFOFD3GSPGOHDJD36K'
const drive = 'https://graph.microsoft.com/v1.0/me/drive'
const book = `${drive}/items/${workbook}/workbook`

test('finds workbooks among the files', async () => {
  const { outputs, requests } = await callWire({
    action: 'excel/find-workbooks',
    input: { query: "Ada's orders" },
    replies: [
      {
        json: {
          value: [
            { id: '1', name: 'Orders.xlsx', webUrl: 'https://onedrive.live.com/1' },
            { id: '2', name: 'Orders.docx', webUrl: 'https://onedrive.live.com/2' },
          ],
        },
      },
    ],
  })
  expect(decodeURIComponent(requests[0]?.url ?? '')).toContain(`${drive}/root/search(q='Ada''s orders')?`)
  expect(outputs).toEqual({ workbooks: [{ id: '1', name: 'Orders.xlsx', url: 'https://onedrive.live.com/1' }] })
})

test('lists sheets', async () => {
  const { outputs, requests } = await callWire({
    action: 'excel/list-sheets',
    input: { workbook },
    replies: [{ json: { value: [{ id: '{1}', name: 'Sheet1', position: 0, visibility: 'Visible' }] } }],
  })
  expect(requests[0]?.url).toBe(`${book}/worksheets`)
  expect(outputs).toEqual({ sheets: [{ id: '{1}', name: 'Sheet1', visibility: 'Visible' }] })
})

test.each([
  [undefined, 'usedRange(valuesOnly=true)'],
  ['A1:B2', "range(address='A1:B2')"],
])('reads the rows of %s', async (range, cells) => {
  const values = [
    ['Name', 'Total'],
    ['Ada', 5],
  ]
  const { outputs, requests } = await callWire({
    action: 'excel/read-rows',
    input: { workbook, sheet: 'My sheet', ...(range === undefined ? {} : { range }) },
    replies: [{ json: { address: 'Sheet1!A1:B2', values } }],
  })
  expect(decodeURIComponent(requests[0]?.url ?? '')).toBe(
    `${book}/worksheets('My sheet')/${cells}?$select=address,values`,
  )
  expect(outputs).toEqual({ rows: values, address: 'Sheet1!A1:B2' })
})

test('appends rows to a table and writes a range', async () => {
  const rows = [['Ada', 5, null]]
  const added = await callWire({
    action: 'excel/append-rows',
    input: { workbook, table: 'Table1', rows },
    replies: [{ status: 201, json: { index: 99, values: rows } }],
  })
  expect(added.requests[0]).toMatchObject({ method: 'POST', url: `${book}/tables/Table1/rows/add` })
  expect(added.requests[0]?.json).toEqual({ index: null, values: rows })
  expect(added.outputs).toEqual({ index: 99 })
  const written = await callWire({
    action: 'excel/update-range',
    input: { workbook, sheet: 'Sheet1', range: 'A2:C2', rows },
    replies: [{ json: { address: 'Sheet1!A2:C2', values: rows } }],
  })
  expect(written.requests[0]).toMatchObject({ method: 'PATCH', json: { values: rows } })
  expect(written.outputs).toEqual({ address: 'Sheet1!A2:C2' })
})

test('rejects a range that escapes its quotes', async () => {
  const input = { workbook, sheet: 'Sheet1', range: "A1')/delete" }
  await expect(callWire({ action: 'excel/read-rows', input, replies: [] })).rejects.toThrow(/Enter a range/)
})

testCommonFailures({ action: 'excel/list-sheets', label: 'Excel', input: { workbook } })
