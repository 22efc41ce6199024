import { expect, test } from 'vitest'
import { csvLine } from './csv-line'

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['\t=1', `"'\t=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
])('T56 no spreadsheet runs %j', (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`)
})

test('numbers stay numbers, and what is given as JSON stays readable', () => {
  expect(csvLine(['-3.5', '+7', -1, true, null, undefined, { a: 1 }])).toBe('-3.5,+7,-1,true,,,"{""a"":1}"\r\n')
})
