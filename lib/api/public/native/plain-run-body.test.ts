import { expect, test } from 'vitest'
import { PublicRunBody } from '@/lib/contracts/public'
import { plainRunBody } from './plain-run-body'

const BODIES = [
  '{"inputs":{}}',
  '{"inputs":{"message":"hi"}}',
  '{"inputs":{"message":"hi"},"stream":false}',
  '{"stream":true,"inputs":{"a":1,"b":true,"c":""}}',
  '{"inputs":{"a":null}}',
  '{"inputs":{"a":1e999}}',
  '{"inputs":{"a":-1e999}}',
  '{"inputs":{"a":["b"]}}',
  '{"inputs":{"a":{"b":"c"}}}',
  '{"inputs":["hi"]}',
  '{"inputs":"hi"}',
  '{"inputs":null}',
  '{"inputs":{"message":"hi"},"stream":"true"}',
  '{"inputs":{"message":"hi"},"stream":null}',
  '{"inputs":{"message":"hi"},"history":[]}',
  '{"inputs":{"message":"hi"},"model":"other"}',
  '{"inputs":{"message":"hi"},"":1}',
  '{"stream":true}',
  '{}',
  '[]',
  'null',
  '"inputs"',
]

test.each(BODIES)("equals the schema's result for a plain body: %s", (text) => {
  const body = plainRunBody(JSON.parse(text))
  if (body !== null) expect(PublicRunBody.parse(JSON.parse(text))).toStrictEqual(body)
})

test('recognizes only plain forms', () => {
  expect(BODIES.filter((text) => plainRunBody(JSON.parse(text)) !== null)).toEqual(BODIES.slice(0, 4))
})
