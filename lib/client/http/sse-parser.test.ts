import { expect, test } from 'vitest'
import { SseParser } from './sse-parser'

const STREAM = 'id: 1\nevent: node-start\ndata: {"a":1}\n\n: ping\n\nid: 2\r\ndata: first\r\ndata:second\r\n\r\n'

test('parses the same events however the network splits the text', () => {
  const complete = new SseParser().push(STREAM)
  expect(complete).toEqual([
    { id: '1', type: 'node-start', data: '{"a":1}' },
    { id: '2', type: 'message', data: 'first\nsecond' },
  ])
  for (let cut = 1; cut < STREAM.length; cut += 1) {
    const parser = new SseParser()
    expect([...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))]).toEqual(complete)
  }
})

test('keeps the last id for events without one', () => {
  expect(new SseParser().push('id: 7\n\ndata: x\n\n')).toEqual([{ id: '7', type: 'message', data: 'x' }])
})
