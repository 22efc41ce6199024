import { expect, test } from 'vitest'
import { parsePartHeader } from './part-header'

const read = (lines: string) => parsePartHeader(Buffer.from(`\r\n${lines}`))

test.each([
  ['form-data; name="file"; filename="a.txt"', 'a.txt'],
  ['form-data; name="file"; filename="say %22hi%22.txt"', 'say "hi".txt'],
  ['form-data; name="file"; filename="a; name=x.txt"', 'a; name=x.txt'],
  ['form-data; name=file; filename=a.txt', 'a.txt'],
  ['form-data; name="file"; filename="报告.pdf"', '报告.pdf'],
  [`form-data; name="file"; filename*=utf-8''%E6%8A%A5%E5%91%8A.pdf`, '报告.pdf'],
  ['Form-Data; Name="file"; FileName=""', ''],
  ['form-data; name="file"; filename="a.txt"; filename="b.html"', 'a.txt'],
])('reads %s', (disposition, fileName) => {
  expect(read(`Content-Disposition: ${disposition}\r\nContent-Type: text/plain`)).toEqual({
    name: 'file',
    fileName,
    contentType: 'text/plain',
  })
})

test('treats a part without a file name as a field', () => {
  expect(read('content-disposition: form-data; name="user"')).toEqual({ name: 'user', fileName: null, contentType: '' })
})

test.each(['', 'content-disposition: attachment; name="file"', 'content-disposition: form-data; filename="a"', 'x'])(
  'rejects a part without a name: %j',
  (header) => {
    expect(() => read(header)).toThrow('a field has no name')
  },
)
