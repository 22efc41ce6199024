import { expect, test } from 'vitest'
import { csvLine } from './csv-line'

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['\t=1', `"'\t'=1"`],
  ['\n=1', `"'\n'=1"`],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
])('no spreadsheet evaluates %j', (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`)
})

test.each([
  ["x;=cmd|' /C calc'!A1;y", `"x;'=cmd|' /C calc'!A1;y"`],
  ['x; \u00a0=1', `"x;' \u00a0=1"`],
  ['x;"=1+1"', `"x;'""=1+1"""`],
  ['x\t+1', `"x\t'+1"`],
  ['x\n@SUM(A1)', `"x\n'@SUM(A1)"`],
  ['x\r\n＝1', `"x\r\n'＝1"`],
  [' =1', "' =1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['\ufeff=1', "'\ufeff=1"],
  ['\u200b\u2060-1+1', "'\u200b\u2060-1+1"],
  ['\u0001=1', "'\u0001=1"],
  [{ a: 'x;=1' }, `"{""a"":""x;'=1""}"`],
])('marks a formula after a separator or invisible characters: %j', (value, cell) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`)
})

test.each(['a=b', 'x; y', '2+2', 'a-b;c', 'e@mail.example'])('leaves %j unchanged', (value) => {
  expect(csvLine([value]).replaceAll('"', '')).toBe(`${value}\r\n`)
})

test('numbers stay numbers, and JSON stays readable', () => {
  expect(csvLine(['-3.5', '+7', -1, true, null, undefined, { a: 1 }])).toBe('-3.5,+7,-1,true,,,"{""a"":1}"\r\n')
})
