import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows } from '../database'
import { openTestDatabase, type TestDatabase } from '../test-database'
import { executeBuilt } from './execute-built'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('builds a statement once for each combination of its parts, and binds new values each time', async () => {
  let count = 0
  const request = async (part: ReturnType<typeof sql>, rest: string[], word: string) => {
    const build = () => {
      count += 1
      return sql`select ${sql.placeholder('word')}::text || ${rest.join('')}::text || ${part} as said`
    }
    return rows<{ said: string }>(await executeBuilt(database.db, { part, rest }, build, { word }))[0]?.said
  }
  const [one, other] = [sql`${'x'}::text`, sql`${'y'}::text`]
  expect([await request(one, ['1'], 'a'), await request(one, ['1'], "b'; --"), count]).toEqual(['a1x', "b'; --1x", 1])
  // Two objects with equal content are different parts, and so are two shapes.
  expect([await request(other, ['1'], 'a'), await request(one, ['2'], 'a'), count]).toEqual(['a1y', 'a2x', 3])
  expect([await request(sql`${'x'}::text`, ['1'], 'c'), count]).toEqual(['c1x', 4])
})
