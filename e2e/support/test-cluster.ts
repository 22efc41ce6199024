import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

export const postgresUrl = process.env.TEST_DATABASE_URL ?? ''

/** A separate empty database on the test PostgreSQL. */
export async function makeDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `e2e_${randomUUID().replaceAll('-', '')}`
  const admin = postgres(postgresUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
