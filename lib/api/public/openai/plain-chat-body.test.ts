import { expect, test } from 'vitest'
import { OpenAiRequest } from './openai-request'
import { plainChatBody } from './plain-chat-body'

const MESSAGES = '"messages":[{"role":"user","content":"hi"}]'
const PLAIN = [
  `{"model":"bot",${MESSAGES}}`,
  `{"model":"bot",${MESSAGES},"stream":false}`,
  `{"stream":true,"model":"bot",${MESSAGES},"temperature":0,"top_p":1,"max_tokens":5,"max_completion_tokens":-1}`,
  '{"model":"","messages":[{"role":"system","content":""},{"role":"assistant","content":"a","name":"b"},{"role":"developer","content":"c"}]}',
]
const OTHERS = [
  `{"model":"${'m'.repeat(201)}",${MESSAGES}}`,
  `{${MESSAGES}}`,
  `{"model":1,${MESSAGES}}`,
  '{"model":"bot"}',
  '{"model":"bot","messages":[]}',
  '{"model":"bot","messages":{}}',
  `{"model":"bot","messages":[${Array(401).fill('{"role":"user","content":"hi"}').join()}]}`,
  '{"model":"bot","messages":[null]}',
  '{"model":"bot","messages":[["user","hi"]]}',
  '{"model":"bot","messages":[{"role":"tool","content":"hi"}]}',
  '{"model":"bot","messages":[{"role":"user"}]}',
  '{"model":"bot","messages":[{"role":"user","content":null}]}',
  '{"model":"bot","messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}',
  `{"model":"bot",${MESSAGES},"stream":"true"}`,
  `{"model":"bot",${MESSAGES},"stream":null}`,
  `{"model":"bot",${MESSAGES},"stream_options":{"include_usage":true}}`,
  `{"model":"bot",${MESSAGES},"temperature":"0"}`,
  `{"model":"bot",${MESSAGES},"temperature":1e999}`,
  `{"model":"bot",${MESSAGES},"n":2}`,
  `{"model":"bot",${MESSAGES},"tools":[{}]}`,
  `{"model":"bot",${MESSAGES},"other":1}`,
  `{"model":"bot",${MESSAGES},"":1}`,
  '[]',
  'null',
  '"model"',
]

test.each(PLAIN)("equals the schema's result for a plain body: %s", (text) => {
  expect(plainChatBody(JSON.parse(text))).toStrictEqual(OpenAiRequest.parse(JSON.parse(text)))
})

test.each(OTHERS)('leaves other bodies to the schema: %s', (text) => {
  expect(plainChatBody(JSON.parse(text))).toBeNull()
})
