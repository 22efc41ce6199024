import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { dropSingleton } from '@/lib/platform/singleton'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { uploadSlots } from './upload-slots'
import { withForm } from './with-form'

const MB = 1024 * 1024
const HEAD = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
const END = '\r\n--b--\r\n'
const TYPE = 'content-type: multipart/form-data; boundary=b'

let server: Server
let port: number
const seen: (number | string)[] = []

beforeAll(async () => {
  const router = new Hono()
  router.post('/', async (context) => {
    const limits = {
      maxBytes: 20 * MB,
      tooLarge: () => new AppError('TOO_LARGE', verbatim('Too large.')),
      visitor: ['v'],
    }
    try {
      return await withForm(context.req.raw, limits, async (entries) => {
        const [, file] = entries[0] ?? []
        seen.push(typeof file === 'object' ? file.bytes.byteLength : 'none')
        return context.text('ok')
      })
    } catch (error) {
      seen.push(AppError.isInstance(error) ? error.code : String(error))
      return context.text('no', 400)
    }
  })
  server = serve({ fetch: router.fetch, port: 0, hostname: '127.0.0.1', createServer }) as Server
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())
beforeEach(() => {
  seen.length = 0
  dropSingleton('upload-slots')
})

/** Sends raw bytes. @returns the status line, or '' if the connection just ends */
function send(...parts: string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (data) => {
      answer += data.toString()
      socket.destroy()
    })
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.on('error', () => {})
  })
}

const request = (headers: string, body: string) =>
  `POST / HTTP/1.1\r\nhost: x\r\n${TYPE}\r\n${headers}\r\nconnection: close\r\n\r\n${body}`

/** The full capacity is free again, so a second upload of that size is admitted at once. */
async function expectReleased(): Promise<void> {
  const slots = uploadSlots()
  const release = await slots.acquire({ bytes: 64 * MB, visitor: ['v'] })
  release()
}

test('reads a form of known length', async () => {
  const body = `${HEAD}${'x'.repeat(100_000)}${END}`
  expect(await send(request(`content-length: ${body.length}`, body))).toContain('200')
  expect(seen).toEqual([100_000])
  await expectReleased()
})

test('reads a form of unknown length in chunks', async () => {
  const body = `${HEAD}${'x'.repeat(100_000)}${END}`
  const chunks = body.match(/[\s\S]{1,30000}/g) ?? []
  const chunked = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')
  expect(await send(request('transfer-encoding: chunked', `${chunked}0\r\n\r\n`))).toContain('200')
  expect(seen).toEqual([100_000])
  await expectReleased()
})

test('stores nothing and releases its bytes for a form that ends before its length', async () => {
  const body = `${HEAD}xxx${END}`
  const received = once(server, 'request')
  const socket = connect(port, '127.0.0.1', () => socket.write(request(`content-length: ${10 * MB}`, body)))
  await received
  await eventLoopTurns()
  socket.destroy()
  await expectReleased()
  expect(seen.every((item) => typeof item === 'string')).toBe(true)
})

test('rejects an endless chunked form at its limit and releases its bytes', async () => {
  const chunk = `${(MB).toString(16)}\r\n${'x'.repeat(MB)}\r\n`
  const response = await send(
    request('transfer-encoding: chunked', HEAD.length.toString(16)),
    `\r\n${HEAD}\r\n`,
    ...Array(22).fill(chunk),
  )
  expect([response, seen[0]]).toEqual([expect.stringMatching(/400|^$/), 'TOO_LARGE'])
  await expectReleased()
})

test('rejects a length above the limit before reading', async () => {
  expect(await send(request(`content-length: ${21 * MB}`, ''))).toContain('400')
  expect(seen).toEqual(['TOO_LARGE'])
  await expectReleased()
})

test('releases the bytes of an invalid form', async () => {
  expect(await send(request('content-length: 9', 'not a form'.slice(0, 9)))).toContain('400')
  expect(seen).toEqual(['INVALID_INPUT'])
  await expectReleased()
})
