import { expect, test, vi } from 'vitest'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { withUploadForm } from './read-upload'

const MB = 1024 * 1024

function send(type: string, body: string) {
  const request = new Request('http://patchbay.test', { method: 'POST', body, headers: { 'content-type': type } })
  return withUploadForm(request, { name: 'files', maxBytes: 25 * MB }, async (form) => form)
}

function field(name: string, boundary: string) {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\nx\r\n`
}

test('rejects a form with very many fields', async () => {
  const form = `${field('a', 'b').repeat(300_000)}--b--\r\n`
  await expect(send('multipart/form-data; boundary=b', form)).rejects.toThrow(/at most 200 fields/)
})

test.each([
  ['lines', '\r\na:b'],
  ['parameters', '; x="y"'],
])('rejects a field with very many %s in its header', async (_what, parameter) => {
  const form = `--b\r\ncontent-disposition: form-data; name="a"${parameter.repeat(3_000_000)}\r\n\r\nx\r\n--b--\r\n`
  await expect(send('multipart/form-data; boundary=b', form)).rejects.toThrow(/name and type of a form field/)
})

test('accepts a file with lines that look like a boundary of another form', async () => {
  const lines = '\r\n--two'.repeat(1_000)
  const file = `--one\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n${lines}\r\n--one--\r\n`
  const { files } = await send('multipart/form-data; boundary=one', file)
  expect(files[0]?.bytes.byteLength).toBe(lines.length)
})

test('reads a file of 24 MB without copying its body', async () => {
  const formData = vi.spyOn(Response.prototype, 'formData')
  const concat = vi.spyOn(Buffer, 'concat')
  const start = '--one\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
  const body = `${start}${'x'.repeat(24 * MB)}\r\n--one--\r\n`
  const headers = { 'content-type': 'multipart/form-data; boundary=one', 'content-length': String(body.length) }
  const request = new Request('http://patchbay.test', { method: 'POST', body, headers })
  const bytes = await withUploadForm(
    request,
    { name: 'files', maxBytes: 25 * MB },
    async ({ files }) => files[0]?.bytes,
  )
  expect([bytes?.byteLength, bytes?.buffer.byteLength]).toEqual([24 * MB, body.length])
  expect([formData, concat].map(({ mock }) => mock.calls.length)).toEqual([0, 0])
})

test('reads nothing beyond the remaining quota', async () => {
  const tries = (bytes: number, length: number) => {
    const body = new ReadableStream(
      {
        pull: () => {
          throw new Error('read')
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(length) }
    const init = { method: 'POST', body, headers, duplex: 'half' as const }
    const limits = { name: 'files', maxBytes: 25 * MB, room: { bytes, problem: verbatim('Nothing is left.') } }
    return withUploadForm(new Request('http://patchbay.test', init), limits, async () => {})
  }
  await expect(tries(0, 10)).rejects.toMatchObject({ code: 'TOO_LARGE', message: 'Nothing is left.' })
  await expect(tries(MB, 2 * MB)).rejects.toMatchObject({ code: 'TOO_LARGE', message: 'Nothing is left.' })
  await expect(tries(MB, 10)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
