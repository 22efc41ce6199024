import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const spreadsheet = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
const url = `https://sheets.googleapis.com/v4/spreadsheets/${spreadsheet}/values`

test('reads a range, which may be empty', async () => {
  const read = (json: object) =>
    callWire({
      action: 'google-sheets/read-rows',
      input: { spreadsheet, range: 'My sheet!A1:B' },
      replies: [{ json: { range: "'My sheet'!A1:B2", majorDimension: 'ROWS', ...json } }],
    })
  const full = await read({
    values: [
      ['Item', '1'],
      ['Wheel', '2'],
    ],
  })
  expect(full.requests).toMatchObject([{ method: 'GET', url: `${url}/My%20sheet!A1%3AB` }])
  expect(full.outputs).toEqual({
    rows: [
      ['Item', '1'],
      ['Wheel', '2'],
    ],
    range: "'My sheet'!A1:B2",
  })
  expect((await read({})).outputs).toMatchObject({ rows: [] })
})

test('appends rows as they are, so that no text becomes a formula', async () => {
  const { outputs, requests } = await callWire({
    action: 'google-sheets/append-rows',
    input: { spreadsheet, range: 'Sheet1!A1', rows: '[["=1+1", 2, true, null]]' },
    replies: [{ json: { spreadsheetId: spreadsheet, updates: { updatedRange: 'Sheet1!A5:D5', updatedRows: 1 } } }],
  })
  expect(requests[0]).toMatchObject({
    url: `${url}/Sheet1!A1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`,
    json: { values: [['=1+1', 2, true, null]] },
  })
  expect(outputs).toEqual({ range: 'Sheet1!A5:D5', count: 1 })
})

test('updates a range', async () => {
  const { outputs, requests } = await callWire({
    action: 'google-sheets/update-rows',
    input: { spreadsheet, range: 'Sheet1!A2:B2', rows: [['Wheel', 3]] },
    replies: [{ json: { updatedRange: 'Sheet1!A2:B2', updatedRows: 1, updatedCells: 2 } }],
  })
  expect(requests[0]).toMatchObject({ method: 'PUT', json: { values: [['Wheel', 3]] } })
  expect(outputs).toEqual({ range: 'Sheet1!A2:B2', count: 2 })
})

test.each([
  ['b', { row: 2, isNew: false }, 'A2'],
  ['z', { row: 4, isNew: true }, 'A4'],
])('updates the row with the key “%s”, or appends it', async (key, expected, range) => {
  const { outputs, requests } = await callWire({
    action: 'google-sheets/upsert-row',
    input: { spreadsheet, sheet: "Bob's", key, cells: [key, 1] },
    replies: [{ json: { values: [['a'], ['b'], [5]] } }, { json: { updatedRows: 1 } }],
  })
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT'])
  expect(decodeURIComponent(requests[1]?.url ?? '')).toBe(`${url}/'Bob''s'!${range}?valueInputOption=RAW`)
  expect(outputs).toEqual(expected)
})

testCommonFailures({
  action: 'google-sheets/read-rows',
  label: 'Google Sheets',
  input: { spreadsheet, range: 'A1' },
})
