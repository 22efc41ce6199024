import { expect, test } from 'vitest'
import { toCsv } from './visitor-csv'

test('visitor input is one quoted cell and never a formula', () => {
  const request = {
    id: '01970000-0000-7000-8000-000000000001',
    kind: 'lead' as const,
    visitor: null,
    origin: 'https://shop.example',
    values: { name: '=HYPERLINK("http://evil.example")', note: 'two\nlines, "quoted"' },
    consent: '',
    delivery: 'none' as const,
    problem: null,
    problemRef: null,
    runId: null,
    createdAt: '2026-11-24T10:00:00.000Z',
  }
  const [head, ...rest] = toCsv([request]).split('\r\n')
  expect(head).toBe('"kind","createdAt","visitor","page","delivery","consent","name","note"')
  expect(rest.join('\r\n')).toContain(`"'=HYPERLINK(""http://evil.example"")","two\nlines, ""quoted"""`)
})
