import 'server-only'
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { JsonSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { type Database, rows, type Transaction } from '../database'
import { KEPT_TABLES } from './backup-tables'

const PAGE = 500

const Header = z.strictObject({
  format: z.literal('patchbay-backup'),
  version: z.literal(1),
  madeAt: z.string(),
  migration: z.string(),
})
const Line = z.union([
  z.strictObject({ table: z.enum(KEPT_TABLES), row: z.record(z.string(), JsonSchema) }),
  z.strictObject({ file: z.string(), base64: z.string() }),
])

/**
 * Writes every table and every stored file as gzipped JSON lines. Both databases use the same format, so a backup also
 * migrates from the embedded one to PostgreSQL. It does not contain the master key: keep `master.key` elsewhere.
 */
export async function writeBackup(
  db: Database,
  filesDir: string,
  target: string,
): Promise<{ rows: number; files: number }> {
  const count = { rows: 0, files: 0 }
  async function* lines(tx: Transaction) {
    yield `${JSON.stringify({ format: 'patchbay-backup', version: 1, madeAt: new Date().toISOString(), migration: await lastMigration(tx) })}\n`
    for (const table of KEPT_TABLES) {
      for await (const row of readTable(tx, table)) {
        count.rows += 1
        yield `${JSON.stringify({ table, row })}\n`
      }
    }
    for await (const file of listFiles(filesDir)) {
      count.files += 1
      yield `${JSON.stringify({ file, base64: (await readFile(path.join(filesDir, file))).toString('base64') })}\n`
    }
  }
  mkdirSync(path.dirname(target), { recursive: true })
  // A single snapshot: a running server may be writing, and rows of different tables belong together.
  await db.transaction(
    (tx) => pipeline(Readable.from(lines(tx)), createGzip(), createWriteStream(target, { flags: 'wx', mode: 0o600 })),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  return count
}

/**
 * Fills an empty database in one transaction. @throws CONFLICT when it is not empty, INVALID_INPUT for another file or
 * schema
 */
export async function readBackup(
  db: Database,
  filesDir: string,
  source: string,
): Promise<{ rows: number; files: number }> {
  if (!existsSync(source)) throw new AppError('NOT_FOUND', problem('backup.fileMissing', { file: source }))
  const [someone] = rows(await db.execute(sql`select 1 from users limit 1`))
  if (someone) throw new AppError('CONFLICT', problem('backup.targetNotEmpty'))
  const count = { rows: 0, files: 0 }
  await db.transaction(async (tx) => {
    await tx.execute(sql`delete from instance_settings`)
    let header: z.infer<typeof Header> | null = null
    for await (const text of linesOf(source)) {
      if (header === null) {
        header = parseHeader(text)
        if (header.migration !== (await lastMigration(tx))) {
          throw new AppError('INVALID_INPUT', problem('backup.otherVersion'))
        }
        continue
      }
      const line = parseLine(text)
      if ('file' in line) count.files += await writeStoredFile(filesDir, line.file, line.base64)
      else count.rows += await insertRow(tx, line.table, line.row)
    }
    if (header === null) throw new AppError('INVALID_INPUT', problem('backup.incomplete'))
  })
  return count
}

async function* readTable(tx: Transaction, table: (typeof KEPT_TABLES)[number]): AsyncGenerator<unknown> {
  for (let offset = 0; ; offset += PAGE) {
    // ctid orders every table, also those without a single key column, and is stable within a snapshot.
    const found = rows<{ row: unknown }>(
      await tx.execute(
        sql`select to_jsonb(t) as row from ${sql.identifier(table)} t order by ctid limit ${PAGE} offset ${offset}`,
      ),
    )
    for (const { row } of found) yield row
    if (found.length < PAGE) return
  }
}

/** PostgreSQL itself converts the JSON back to the types of the table. */
async function insertRow(tx: Transaction, table: (typeof KEPT_TABLES)[number], row: unknown): Promise<number> {
  const name = sql.identifier(table)
  await tx.execute(
    sql`insert into ${name} select * from jsonb_populate_record(null::${name}, ${JSON.stringify(row)}::jsonb)`,
  )
  return 1
}

async function lastMigration(tx: Transaction): Promise<string> {
  const [row] = rows<{ hash: string }>(
    await tx.execute(sql`select hash from drizzle.__drizzle_migrations order by created_at desc limit 1`),
  )
  return row?.hash ?? ''
}

function parseHeader(text: string): z.infer<typeof Header> {
  try {
    return Header.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('backup.incomplete'), { cause })
  }
}

/** The lines of the decompressed file. @throws INVALID_INPUT for a corrupt or truncated file */
async function* linesOf(source: string): AsyncGenerator<string> {
  const unpacked = createGunzip()
  const reading = pipeline(createReadStream(source), unpacked)
  // Rethrown by `await reading` below.
  reading.catch(() => {})
  let rest = ''
  try {
    for await (const text of unpacked.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    await reading
  } catch (cause) {
    throw incomplete(cause)
  }
  if (rest !== '') yield rest
}

function parseLine(text: string): z.infer<typeof Line> {
  try {
    return Line.parse(JSON.parse(text))
  } catch (cause) {
    throw incomplete(cause)
  }
}

/** Failures of other steps, such as a full disk, are passed through. */
function incomplete(cause: unknown): unknown {
  if (AppError.isInstance(cause)) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const isOfFile = code.startsWith('Z_') || cause instanceof SyntaxError || cause instanceof z.ZodError
  return isOfFile ? new AppError('INVALID_INPUT', problem('backup.incomplete'), { cause }) : cause
}

async function* listFiles(folder: string): AsyncGenerator<string> {
  if (!existsSync(folder)) return
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) yield path.relative(folder, path.join(entry.parentPath, entry.name))
  }
}

const STORED_NAME = /^[0-9a-f-]{36}[\\/][0-9a-f-]{36}$/

async function writeStoredFile(folder: string, name: string, base64: string): Promise<number> {
  if (!STORED_NAME.test(name)) throw new AppError('INVALID_INPUT', problem('backup.fileOutside'))
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, name), Buffer.from(base64, 'base64'), { mode: 0o600 })
  return 1
}
