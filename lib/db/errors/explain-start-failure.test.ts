import { readFileSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { startPostgres } from '@/scripts/services.mjs'
import { openMigrated } from '../open-database'
import { explainStartFailure } from './explain-start-failure'

const URL_OF_ALL = 'postgres://ada:secret@db.example:5433/studio'
const withCode = (code: string, message = 'x') =>
  new Error('Failed query', { cause: Object.assign(new Error(message), { code }) })

test.each([
  [
    'ECONNREFUSED',
    true,
    'Nothing answers at db.example:5433, where DATABASE_URL points. Check the address, and that PostgreSQL is running.',
  ],
  [
    'ENOTFOUND',
    true,
    'The host name db.example of DATABASE_URL is not known here. Check its spelling and the name service.',
  ],
  [
    'CONNECT_TIMEOUT',
    true,
    'PostgreSQL at db.example:5433 does not answer. Check the address in DATABASE_URL, the network and firewalls.',
  ],
  [
    '57P03',
    true,
    'PostgreSQL at db.example:5433 is starting up or shutting down. It accepts connections when it is ready.',
  ],
  [
    '53300',
    true,
    'PostgreSQL at db.example:5433 has no free connection. Stop other programs, or raise its max_connections.',
  ],
  [
    '25006',
    true,
    'The database at db.example:5433 is read-only. Point DATABASE_URL at the primary, or set default_transaction_read_only to off.',
  ],
  [
    'CONNECTION_CLOSED',
    true,
    "The connection to PostgreSQL at db.example:5433 broke off. Check the network, and PostgreSQL's log.",
  ],
  ['28P01', false, 'PostgreSQL at db.example:5433 rejects the password of the user ada. Correct it in DATABASE_URL.'],
  [
    '28000',
    false,
    "PostgreSQL at db.example:5433 does not let the user ada connect: x. Check DATABASE_URL and PostgreSQL's pg_hba.conf.",
  ],
  [
    '3D000',
    false,
    'There is no database studio at db.example:5433. Create it (createdb studio), or correct its name in DATABASE_URL.',
  ],
  [
    '42501',
    false,
    'The user ada lacks a privilege in the database studio: x. Make the user the owner of the database.',
  ],
  ['53100', false, 'The disk of PostgreSQL at db.example:5433 is full. Free some space there, then start again.'],
  [
    'SELF_SIGNED_CERT_IN_CHAIN',
    false,
    'The TLS certificate of PostgreSQL at db.example:5433 is not accepted: x. Correct it, or sslmode in DATABASE_URL.',
  ],
])('explains %s at startup in one sentence with what to do', (code, isTransient, message) => {
  expect(explainStartFailure(withCode(code), URL_OF_ALL)).toEqual({ message, isTransient })
})

test('ignores failures that do not come from the database', () => {
  expect(explainStartFailure(withCode('42P01'), URL_OF_ALL)).toBeNull()
  expect(explainStartFailure(new Error('x'), URL_OF_ALL)).toBeNull()
})

test('no message contains the password', () => {
  for (const code of ['28P01', '28000', '42501', 'ECONNREFUSED'])
    expect(explainStartFailure(withCode(code), URL_OF_ALL)?.message).not.toContain('secret')
})

const server = process.env.TEST_DATABASE === 'postgres' ? await startPostgres({ own: true }) : null

describe.skipIf(server === null)('startup on a real PostgreSQL', () => {
  let admin: postgres.Sql
  beforeAll(() => {
    admin = postgres(server?.url ?? '', { max: 1, onnotice: () => {} })
  })
  afterAll(async () => {
    await admin.end({ timeout: 5 })
    server?.stop()
  })

  /** An empty database with its own user. */
  async function place({ extension = '' } = {}) {
    const name = `start_${newId().replaceAll('-', '').slice(-12)}`
    await admin.unsafe(`create role ${name} login password 'right'`)
    await admin.unsafe(`create database ${name} owner ${name}`)
    const url = new URL(server?.url ?? '')
    url.pathname = `/${name}`
    if (extension) {
      const sql = postgres(url.href, { max: 1, onnotice: () => {} })
      await sql.unsafe(extension)
      await sql.end()
    }
    url.username = name
    return { name, url }
  }

  async function failure(url: URL | string, waitSeconds = 0): Promise<string> {
    try {
      const opened = await openMigrated(String(url), waitSeconds)
      await opened.close()
      return 'opened'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  test('fails at once if the database does not exist, whatever the maximum wait', async () => {
    const { url } = await place()
    url.pathname = '/missing'
    expect(await failure(url, 3_600)).toMatch(/^There is no database missing at /)
  })

  test('explains a wrong password', async () => {
    const { name, url } = await place()
    const [row] = await admin<{ hba_file: string }[]>`show hba_file`
    const file = row?.hba_file ?? ''
    writeFileSync(file, `host all ${name} 127.0.0.1/32 scram-sha-256\n${readFileSync(file, 'utf8')}`)
    await admin`select pg_reload_conf()`
    url.password = 'wrong'
    await vi.waitFor(
      async () => expect(await failure(url, 3_600)).toMatch(/^PostgreSQL at .* rejects the password of the user/),
      20_000,
    )
  })

  test('explains a user that PostgreSQL does not know', async () => {
    const { url } = await place()
    url.username = 'nobody_here'
    expect(await failure(url, 3_600)).toMatch(
      /does not let the user nobody_here connect: role "nobody_here" does not exist\. Check/,
    )
  })

  test('explains a missing privilege to create the extension, and starts once it exists', async () => {
    const plain = await place()
    expect(await failure(plain.url)).toBe(
      'This database user may not create the extension pgvector. Run "CREATE EXTENSION vector" once as a superuser.',
    )
    const prepared = await place({ extension: 'create extension vector' })
    expect(await failure(prepared.url)).toBe('opened')
  })

  test('explains a read-only server, with and without the extension', async () => {
    for (const extension of ['', 'create extension vector']) {
      const { name, url } = await place({ extension })
      await admin.unsafe(`alter database ${name} set default_transaction_read_only = on`)
      expect(await failure(url)).toMatch(/^The database at .* is read-only\. Point DATABASE_URL at the primary/)
    }
  })

  test('explains a pgvector without halfvec', async () => {
    const { url } = await place({
      extension: 'create extension vector; alter type halfvec rename to other',
    })
    expect(await failure(url)).toMatch(/^pgvector [\d.]+ is too old: Patchbay needs 0\.7 or newer\. /)
  })

  test('explains a port without a listener, an unknown host, and a server that closes the connection', async () => {
    expect(await failure('postgres://ada@127.0.0.1:9/studio')).toMatch(/^Nothing answers at 127\.0\.0\.1:9, /)
    expect(await failure('postgres://ada@patchbay.invalid/studio')).toMatch(
      /^The host name patchbay\.invalid of DATABASE_URL is not known/,
    )
    const closing = net.createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void closing.close())
    const address = closing.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await failure(`postgres://ada@127.0.0.1:${port}/studio`)).toMatch(
      /^The connection to PostgreSQL at .* broke off\./,
    )
  })

  test('startup waits while PostgreSQL restarts, and then continues', async () => {
    const { url } = await place({ extension: 'create extension vector' })
    const restarted = server?.restart(1_500)
    await vi.waitFor(async () => expect(await failure(url)).not.toBe('opened'), 20_000)
    const opened = await openMigrated(url.href, 60)
    await opened.close()
    await restarted
  }, 60_000)

  test('startup ends with the reason after the maximum wait', async () => {
    const before = performance.now()
    expect(await failure('postgres://ada@127.0.0.1:9/studio', 1)).toMatch(/^Nothing answers/)
    expect(performance.now() - before).toBeGreaterThan(900)
  })
})
