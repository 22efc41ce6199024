import { readFile } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { secrets } from '@/lib/db/schema/models'
import { revealSecret } from './secrets'

let studio: TestStudio
let editor: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
})
afterAll(() => studio.close())

async function save(name: string, hosts: string[]) {
  const body = { name, value: 'sesame', hosts }
  const response = await studio.call({ method: 'PUT', path: '/api/studio/secrets', body, person: editor })
  return { status: response.status, body: await response.json() }
}

const reveal = (name: string, origin: string) => {
  const { system } = studio
  return revealSecret({ db: system.db, system, workspace: { id: editor.workspaceId, name: '' } }, { name, origin })
}

test('a secret for a host is not sent there over plain HTTP', async () => {
  const saved = await save('CRM_TOKEN', ['API.example.com', 'https://b.example.com:443/'])
  expect(saved.body.hosts).toEqual(['api.example.com', 'b.example.com'])
  expect(await reveal('CRM_TOKEN', 'api.example.com')).toBe('sesame')
  expect(await reveal('CRM_TOKEN', 'b.example.com')).toBe('sesame')
  await expect(reveal('CRM_TOKEN', 'http://api.example.com')).rejects.toMatchObject({
    code: 'CREDENTIAL_MISSING',
    message: expect.stringContaining('may not be sent to http://api.example.com.'),
  })
})

test('plain HTTP is allowed where it is explicit, and does not allow HTTPS', async () => {
  expect((await save('LOCAL', ['http://localhost:8080'])).status).toBe(200)
  expect(await reveal('LOCAL', 'http://localhost:8080')).toBe('sesame')
  await expect(reveal('LOCAL', 'localhost:8080')).rejects.toMatchObject({ code: 'CREDENTIAL_MISSING' })
  expect((await save('BAD', ['http://localhost:8080/path'])).status).toBe(400)
})

test('the migration keeps plain HTTP for loopback hosts only', async () => {
  await save('OLD', ['api.example.com', 'localhost:8080', '127.0.0.1', 'localhost.example.com'])
  const migration = await readFile('drizzle/0027_access_rights_of_rows.sql', 'utf8')
  const statements = migration.split('--> statement-breakpoint').filter((statement) => statement.includes('"hosts"'))
  for (const statement of statements) await studio.system.db.execute(sql.raw(statement))
  const [row] = await studio.system.db.select().from(secrets).where(eq(secrets.name, 'OLD'))
  expect(row?.hosts).toEqual([
    ...['api.example.com', 'localhost:8080', '127.0.0.1', 'localhost.example.com'],
    ...['http://localhost:8080', 'http://127.0.0.1'],
  ])
})
