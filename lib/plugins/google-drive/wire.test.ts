import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const file = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ'

test('searches files over pages, and quotes the text', async () => {
  const item = { id: file, name: 'Plan', mimeType: 'application/pdf' }
  const { outputs, requests } = await callWire({
    action: 'google-drive/search-files',
    input: { text: "Bob's \\ plan", limit: 2 },
    replies: [{ json: { files: [item], nextPageToken: 'p2' } }, { json: { files: [item, item] } }],
  })
  const queries = requests.map((request) => new URL(request.url).searchParams)
  expect(queries[0]?.get('q')).toBe("fullText contains 'Bob\\'s \\\\ plan' and trashed = false")
  expect(queries.map((query) => query.get('pageToken'))).toEqual([null, 'p2'])
  expect(outputs).toEqual({ files: [item, item] })
})

test('reads a document as Markdown', async () => {
  const { outputs, requests } = await callWire({
    action: 'google-drive/read-text',
    input: { file },
    replies: [{ headers: { 'content-type': 'text/markdown' }, body: '# Plan' }],
  })
  expect(requests[0]?.url).toBe(`https://www.googleapis.com/drive/v3/files/${file}/export?mimeType=text%2Fmarkdown`)
  expect(outputs).toEqual({ text: '# Plan' })
})

test('downloads a file into the file store', async () => {
  const kept: { bytes: Uint8Array; mediaType: string; name: string }[] = []
  const { outputs } = await callWire({
    action: 'google-drive/download-file',
    input: { file },
    replies: [
      {
        headers: { 'content-type': 'image/png', 'content-disposition': "attachment; filename*=UTF-8''a%2Fb%C3%A9.png" },
        body: new Uint8Array([137, 80, 78, 71, 0, 255]),
      },
    ],
    files: {
      keep: async (file) => {
        kept.push(file)
        const { mediaType, name } = file
        return { fileId: '0198c0de-0000-7000-8000-000000000001', name, mediaType, sizeBytes: file.bytes.byteLength }
      },
    },
  })
  expect(kept).toMatchObject([{ mediaType: 'image/png', name: 'a_bé.png' }])
  expect([...(kept[0]?.bytes ?? [])]).toEqual([137, 80, 78, 71, 0, 255])
  expect(outputs).toMatchObject({ file: { name: 'a_bé.png', sizeBytes: 6 } })
})

test('creates a document in a folder', async () => {
  const { outputs, requests } = await callWire({
    action: 'google-drive/create-document',
    input: { name: 'Report', text: '# Hello', folder: 'folder1' },
    replies: [{ json: { id: file, webViewLink: `https://docs.google.com/document/d/${file}/edit` } }],
  })
  const body = requests[0]?.body ?? ''
  expect(requests[0]?.headers['content-type']).toMatch(/^multipart\/related; boundary=patchbay-/)
  expect(body).toContain('{"name":"Report","mimeType":"application/vnd.google-apps.document","parents":["folder1"]}')
  expect(body).toContain('content-type: text/markdown; charset=utf-8\r\n\r\n# Hello\r\n')
  expect(outputs).toEqual({ id: file, url: `https://docs.google.com/document/d/${file}/edit` })
})

testCommonFailures({ action: 'google-drive/search-files', label: 'Google Drive', input: { text: 'x' } })
