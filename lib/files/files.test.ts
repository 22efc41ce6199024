import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UPLOAD_EXTENSIONS } from '@/lib/contracts/knowledge'
import { newId } from '@/lib/core/new-id'
import { toDisplayName } from './display-name'
import { FILE_TYPES } from './file-types'
import { sniffFile } from './sniff'
import { createFileStore } from './store'

describe('toDisplayName', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['C:\\secret\\report.pdf', 'report.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['CON.txt', '_CON.txt'],
    ['.', 'Unnamed file'],
    ['', 'Unnamed file'],
    ['.htaccess', 'htaccess'],
    ['report.pdf.html', 'report.pdf.html'],
    ['e\u0301te\u0301.md', 'été.md'],
  ])('turns %j into %j', (name, shown) => {
    expect(toDisplayName(name)).toBe(shown)
  })

  test('shortens a long name and keeps its extension', () => {
    const name = toDisplayName(`${'あ'.repeat(300)}.docx`)
    expect([...name].length).toBe(255)
    expect(name.endsWith('.docx')).toBe(true)
  })
})

describe('sniffFile', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const sniff = (fileName: string, content: string, declaredType?: string) =>
    sniffFile({ fileName, bytes: bytes(content), declaredType }).kind

  test('the file picker offers the types that can be read', () => {
    const known = FILE_TYPES.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
    expect(UPLOAD_EXTENSIONS.toSorted()).toEqual(known.toSorted())
  })

  test('accepts a file whose name, content and declared type agree', () => {
    expect(sniff('a.pdf', '%PDF-1.7\n', 'application/pdf')).toBe('pdf')
    // A truncated archive; the parser reports it.
    expect(sniff('a.docx', 'PK\u0003\u0004', 'application/octet-stream')).toBe('docx')
    expect(sniff('a.ts', 'export const a = 1', 'video/mp2t')).toBe('code')
    expect(sniff('a.eml', 'From: a@example.com\n\nThe file is %PDF-1.7', 'message/rfc822')).toBe('eml')
    expect(sniff('a.MD', '# Title', 'text/plain; charset=utf-8')).toBe('markdown')
    expect(sniff('a.csv', 'a,b\n1,2', 'application/vnd.ms-excel')).toBe('csv')
    expect(sniff('a.html', '<!doctype html><p>x', 'text/html')).toBe('html')
    expect(sniff('notes', 'just words')).toBe('text')
  })

  test.each([
    ['a web page named .pdf', 'a.pdf', '<!doctype html><script>alert(1)</script>', 'application/pdf'],
    ['a web page declared as PDF', 'a.html', '<!doctype html>', 'application/pdf'],
    ['a PDF named .txt', 'a.txt', '%PDF-1.7', 'text/plain'],
    ['an SVG named .txt', 'a.txt', '<svg onload=alert(1)>', 'text/plain'],
    ['an SVG', 'a.svg', '<svg/>', 'image/svg+xml'],
    ['a program named .txt', 'a.txt', 'MZ\u0000\u0001', 'text/plain'],
    ['a program', 'a.exe', 'MZ', 'application/octet-stream'],
    ['a batch file', 'a.bat', 'del *', 'text/plain'],
    ['a PDF named .js', 'a.js', '%PDF-1.7', 'text/javascript'],
    ['a double extension', 'a.pdf.exe', '%PDF-1.7', 'application/pdf'],
  ])('rejects %s', (_, fileName, content, declared) => {
    expect(() => sniff(fileName, content, declared)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_MEDIA_TYPE' }),
    )
  })
})

describe('the file store', () => {
  let root: string
  beforeAll(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'patchbay-files-'))
  })
  afterAll(() => rm(root, { recursive: true }))

  test('stores and deletes bytes under its own ids', async () => {
    const store = createFileStore(() => root)
    const workspaceId = newId()
    const fileId = await store.putFile(workspaceId, new Uint8Array([1, 2, 3]))
    expect([...(await store.readFile(workspaceId, fileId))]).toEqual([1, 2, 3])
    expect(await readdir(path.join(root, workspaceId))).toEqual([fileId])
    await store.deleteFile(workspaceId, fileId)
    await store.deleteFile(workspaceId, fileId)
    await expect(store.readFile(workspaceId, fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test("does not find another workspace's file", async () => {
    const store = createFileStore(() => root)
    const fileId = await store.putFile(newId(), new Uint8Array([1]))
    await expect(store.readFile(newId(), fileId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test.each(['../x', '..%2f', 'C:\\x', 'a\0b', '.', '', 'x'.repeat(300)])(
    'never builds a path from %j',
    async (evil) => {
      const store = createFileStore(() => root)
      await expect(store.readFile(newId(), evil)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(store.putFile(evil, new Uint8Array())).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(store.deleteFile(evil, newId())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )
})
