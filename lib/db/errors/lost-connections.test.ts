import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sql as statement } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

// The driver as patched by scripts/build/patch-postgres.mjs.
const url = process.env.TEST_DATABASE === 'postgres' ? process.env.TEST_DATABASE_URL : undefined

describe.skipIf(!url)('a connection that PostgreSQL or the network ends', () => {
  let admin: postgres.Sql
  beforeEach(async () => {
    admin = connect()
    await admin`drop table if exists lost_connections`
    await admin`create table lost_connections (name text)`
  })
  afterEach(async () => {
    await admin`drop table lost_connections`
    await admin.end({ timeout: 5 })
  })

  const connect = (options: { max?: number; port?: number } = {}) =>
    postgres(url ?? '', {
      max: 1,
      onnotice: () => {},
      connect_timeout: 10,
      connection: { application_name: 'lost connections' },
      ...options,
    })

  function pool(options: { max?: number; port?: number } = {}) {
    const sql = connect({ max: 1, ...options })
    onTestFinished(async () => void (await sql.end({ timeout: 1 })))
    return sql
  }

  const end = (pid: number) => admin`select pg_terminate_backend(${pid}, 10000)`
  const names = async () =>
    (await admin<{ name: string }[]>`select name from lost_connections order by name`).map((row) => row.name)

  /** Forwards bytes until `reset` or `resetAfter` resets all connections, as a failing network does. */
  async function resettingProxy() {
    const sockets = new Set<net.Socket>()
    let remaining = Number.POSITIVE_INFINITY
    const target = new URL(url ?? '')
    const server = net.createServer((client) => {
      const upstream = net.connect(Number(target.port), target.hostname)
      for (const socket of [client, upstream]) {
        sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => sockets.delete(socket))
      }
      upstream.on('data', ({ length }) => {
        remaining -= length
        if (remaining < 0) reset()
      })
      client.pipe(upstream).pipe(client)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const reset = () => {
      remaining = Number.POSITIVE_INFINITY
      for (const socket of sockets) socket.resetAndDestroy()
    }
    onTestFinished(() => {
      reset()
      server.close()
    })
    const address = server.address()
    return {
      port: typeof address === 'object' && address ? address.port : 0,
      reset,
      resetAfter: (bytes: number) => {
        remaining = bytes
      },
    }
  }

  test('a reserved connection rejects every later query, and its release returns a working one to the pool', async () => {
    const sql = pool()
    const reserved = await sql.reserve()
    const [row] = await reserved<{ pid: number }[]>`select pg_backend_pid() as pid`
    await end(row?.pid ?? 0)
    await expect(reserved`select 1`).rejects.toMatchObject({
      code: expect.stringMatching(/^(CONNECTION_CLOSED|57P01|ECONNRESET|EPIPE)$/),
    })
    for (let turn = 0; turn < 3; turn += 1)
      await expect(reserved`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    reserved.release()
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
  })

  test('no statement of a lost transaction runs on the connection that replaces it', async () => {
    const sql = pool()
    const db = drizzle({ client: sql })
    const lost = Promise.withResolvers<void>()
    const replaced = Promise.withResolvers<void>()
    const lateResults: unknown[] = []
    const transaction = db.transaction(async (tx) => {
      await tx.execute(statement`insert into lost_connections values ('first')`)
      const [row] = await tx.execute<{ pid: number }>(statement`select pg_backend_pid() as pid`)
      await end(row?.pid ?? 0)
      lost.resolve()
      await replaced.promise
      await tx
        .execute(statement`insert into lost_connections values ('second')`)
        .catch((error: unknown) => lateResults.push(error))
    })
    const rejected = expect(transaction).rejects.toThrow()
    await lost.promise
    await pause(50)
    // Another transaction is open on the pool's connection while the lost one continues.
    await db.transaction(async (tx) => {
      await tx.execute(statement`insert into lost_connections values ('other')`)
      replaced.resolve()
      await pause(50)
    })
    await rejected
    expect(lateResults).toHaveLength(1)
    expect(await names()).toEqual(['other'])
  })

  test('returns a complete result after an interrupted one', async () => {
    const proxy = await resettingProxy()
    const sql = pool({ port: proxy.port })
    await sql`select 1`
    proxy.resetAfter(1_000_000)
    await expect(sql`select n, repeat('x', 200) as text from generate_series(1, 20000) n`).rejects.toThrow()
    // Until the socket is closed, a query may still be sent to it, and is rejected then.
    const next = await vi.waitFor(async () => await sql`select 1 as one`)
    expect(next).toEqual([{ one: 1 }])
  })

  test('transactions settle and the pool keeps working when the network resets connections again and again', async () => {
    const proxy = await resettingProxy()
    const sql = pool({ port: proxy.port, max: 3 })
    const db = drizzle({ client: sql })
    let isOver = false
    let ended = 0
    const work = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        await db
          .transaction(async (tx) => {
            await tx.execute(statement`insert into lost_connections values ('a')`)
            await tx.execute(statement`select pg_sleep(0.005)`)
            await tx.execute(statement`insert into lost_connections values ('b')`)
          })
          .catch(() => {})
        ended += 1
      }
    })
    for (let round = 0; round < 40; round += 1) {
      await pause(25)
      proxy.reset()
    }
    isOver = true
    await Promise.all(work)
    expect(ended).toBeGreaterThan(8)
    const all = await names()
    expect(all.filter((name) => name === 'a')).toHaveLength(all.filter((name) => name === 'b').length)
    expect(await Promise.all(Array.from({ length: 6 }, () => sql`select 1 as one`))).toHaveLength(6)
  })

  test('leaves no transaction open when backends are terminated', async () => {
    const sql = pool({ max: 3 })
    const db = drizzle({ client: sql })
    let isOver = false
    const work = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        await db
          .transaction(async (tx) => {
            await tx.execute(statement`insert into lost_connections values ('a')`)
            await pause(2)
            await tx.execute(statement`insert into lost_connections values ('b')`)
          })
          .catch(() => {})
      }
    })
    for (let round = 0; round < 40; round += 1) {
      await pause(25)
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'lost connections'`
    }
    isOver = true
    await Promise.all(work)
    const all = await names()
    expect(all.filter((name) => name === 'a')).toHaveLength(all.filter((name) => name === 'b').length)
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
  })
})
