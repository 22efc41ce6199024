import { afterEach, expect, test, vi } from 'vitest'
import { readUploadForm } from './read-upload'

const MB = 1024 * 1024
const reading = vi.spyOn(Response.prototype, 'formData')
afterEach(() => reading.mockClear())

function send(type: string, body: string) {
  const request = new Request('http://patchbay.test', { method: 'POST', body, headers: { 'content-type': type } })
  return readUploadForm(request, 'files', 25 * MB)
}

function field(name: string, boundary: string) {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\nx\r\n`
}

test('T90 a form of very many fields is refused before it is read apart', async () => {
  const form = `${field('a', 'b').repeat(300_000)}--b--\r\n`
  await expect(send('multipart/form-data; boundary=b', form)).rejects.toThrow(/at most 200 fields/)
  // Which would take seconds.
  expect(reading).not.toHaveBeenCalled()
})

test.each([
  ['lines', '\r\na:b'],
  ['parameters', '; x="y"'],
])('T90 a field of very many %s above its content is refused before it is read apart', async (_what, more) => {
  const form = `--b\r\ncontent-disposition: form-data; name="a"${more.repeat(3_000_000)}\r\n\r\nx\r\n--b--\r\n`
  await expect(send('multipart/form-data; boundary=b', form)).rejects.toThrow(/name and type have at most 8192 bytes/)
  expect(reading).not.toHaveBeenCalled()
})

test('a file may hold lines that look like a boundary of another form', async () => {
  const lines = '\r\n--two'.repeat(1_000)
  const file = `--one\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n${lines}\r\n--one--\r\n`
  const { files } = await send('multipart/form-data; boundary=one', file)
  expect(files[0]?.bytes.byteLength).toBe(lines.length)
})
