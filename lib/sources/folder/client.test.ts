import * as fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listAll, openSource } from '../testing/open-source'
import client from './client'

let dir: string
let root: string
beforeEach(async () => {
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'folder-source-'))
  root = path.join(dir, 'root')
  await fs.mkdir(path.join(root, 'sub/deep'), { recursive: true })
  await fs.writeFile(path.join(dir, 'secret.txt'), 'CANARY')
  await fs.writeFile(path.join(root, 'a.md'), '# A')
  await fs.writeFile(path.join(root, 'sub/b.txt'), 'B')
  await fs.writeFile(path.join(root, 'sub/deep/c.txt'), 'C')
  await fs.writeFile(path.join(root, '.hidden'), 'H')
})
afterEach(() => fs.rm(dir, { recursive: true }))

const open = (settings: object = {}) =>
  openSource(client, { folder: 'docs', ...settings }, { folders: new Map([['docs', root]]) })
const keys = async (settings: object = {}) => (await listAll(open(settings))).items.map(({ key }) => key)

test('lists files by path, within a subfolder, filtered by patterns', async () => {
  expect(await keys()).toEqual(['a.md', 'sub/b.txt', 'sub/deep/c.txt'])
  expect(await keys({ path: '/sub/deep/' })).toEqual(['sub/deep/c.txt'])
  expect(await keys({ include: ['*.txt'], exclude: ['sub/deep/**'] })).toEqual(['sub/b.txt'])
})

test('changes the revision with the file, and reports a deleted file as gone', async () => {
  const source = open()
  const before = (await listAll(source)).items
  await fs.writeFile(path.join(root, 'a.md'), '# Another')
  const after = (await listAll(source)).items
  expect(after[0]?.revision).not.toBe(before[0]?.revision)
  expect(after[1]?.revision).toBe(before[1]?.revision)
  const item = { key: 'a.md', name: 'a.md', url: null, revision: null, memo: null }
  const fetched = await source.fetch(item)
  expect(fetched).toMatchObject({ kind: 'file', name: 'a.md', revision: after[0]?.revision })
  await fs.rm(path.join(root, 'a.md'))
  expect(await source.fetch(item)).toEqual({ kind: 'gone' })
})

test('follows no link out of the root, for files, folders or the configured subfolder', async () => {
  await fs.symlink(path.join(dir, 'secret.txt'), path.join(root, 'link.txt'))
  await fs.symlink(dir, path.join(root, 'up'))
  await fs.symlink(path.join(root, 'a.md'), path.join(root, 'inside.md'))
  expect(await keys()).toEqual(['a.md', 'sub/b.txt', 'sub/deep/c.txt'])
  await expect(keys({ path: 'up' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  for (const key of [
    'link.txt',
    'up/secret.txt',
    '../secret.txt',
    'sub/../../secret.txt',
    path.join(dir, 'secret.txt'),
  ]) {
    const fetched = await open()
      .fetch({ key, name: key, url: null, revision: null, memo: null })
      .catch((error: unknown) => error)
    expect([key, JSON.stringify(fetched).includes('CANARY')]).toEqual([key, false])
    expect(fetched).toMatchObject(key.startsWith('/') ? { kind: 'gone' } : { code: 'FORBIDDEN' })
  }
})

test('rejects `..` when saving, and a folder that is not shared when reading', async () => {
  for (const pathOut of ['..', '../x', 'a/../../x', 'a\0b', 'a\\..\\b'])
    expect(() => open({ path: pathOut })).toThrow('no longer valid')
  expect(() => openSource(client, { folder: 'etc' })).toThrow('KNOWLEDGE_FOLDERS')
  await expect(keys({ path: 'nowhere' })).rejects.toThrow('There is no “nowhere”')
})

test('rejects a file of more than 25 MB without reading it', async () => {
  await fs.truncate(path.join(root, 'a.md'), 26 * 1024 * 1024)
  await expect(
    open().fetch({ key: 'a.md', name: 'a.md', url: null, revision: null, memo: null }),
  ).rejects.toMatchObject({ code: 'TOO_LARGE' })
})
