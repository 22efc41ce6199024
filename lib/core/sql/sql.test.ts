import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindStatement } from './bind-statement'
import { type SqlDialect, scanSql } from './scan-sql'
import { sqlValue } from './sql-value'

const bind = (statement: string, dialect: SqlDialect = 'postgres', isReadOnly = true) =>
  bindStatement(statement, { dialect, isReadOnly })

// Keys named `__proto__` are dropped from all JSON; see the next test.
const anyJson = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('__proto__'))

test('an inserted value becomes a parameter, whatever it contains', () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom("'; DROP TABLE users; --", '*/', '"', '$$'))
  fc.assert(
    fc.property(anyJson, hostile, fc.constantFrom<SqlDialect>('postgres', 'mysql'), (json, text, dialect) => {
      const values = [JSON.stringify(json), JSON.stringify(text)]
      const bound = bind(`SELECT ${values.map(sqlValue).join(', ')}`, dialect)
      const places = dialect === 'postgres' ? '$1, $2' : '?, ?'
      expect(bound).toEqual({ text: `SELECT ${places}`, parameters: values.map((value) => JSON.parse(value)) })
    }),
  )
})

test('an inserted object loses its __proto__ key', () => {
  expect(bind(`SELECT ${sqlValue('{"__proto__":{"a":1},"b":2}')}`)).toMatchObject({ parameters: [{ b: 2 }] })
})

test.each<[string, SqlDialect]>([
  ["SELECT * FROM t WHERE name = '@'", 'postgres'],
  ['SELECT * FROM "@"', 'postgres'],
  ['SELECT * FROM `@`', 'mysql'],
  ["SELECT 'it\\'s @'", 'mysql'],
  ["SELECT E'it\\'s @'", 'postgres'],
  ['SELECT $tag$ @ $tag$', 'postgres'],
  ['SELECT 1 -- @', 'postgres'],
  ['SELECT 1 # @', 'mysql'],
  ['SELECT /* /* */ @ */ 1', 'postgres'],
])('a value inside quotes or a comment is rejected: %s', (statement, dialect) => {
  expect(bind(statement.replace('@', sqlValue('"x"')), dialect)).toBe('quoted-value')
})

test('a comment ends where the database ends it', () => {
  const statement = `SELECT /* a */ ${sqlValue('1')} -- b\n, ${sqlValue('2')}`
  expect(bind(statement)).toMatchObject({ parameters: [1, 2] })
  expect(bind(`SELECT /* /* */ ${sqlValue('1')}`, 'mysql')).toMatchObject({ parameters: [1] })
  expect(bind(`SELECT '\\', ${sqlValue('1')}`)).toMatchObject({ parameters: [1] })
})

test.each<[string, SqlDialect, string]>([
  ['', 'postgres', 'empty'],
  [' ; ', 'postgres', 'empty'],
  ['SELECT 1; DROP TABLE t', 'postgres', 'several'],
  ['DELETE FROM t', 'postgres', 'not-reading'],
  ["COPY (SELECT 1) TO PROGRAM 'sh'", 'postgres', 'not-reading'],
  ['COMMIT', 'postgres', 'not-reading'],
  ['DO $$ BEGIN END $$', 'postgres', 'not-reading'],
  ['SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE', 'postgres', 'not-reading'],
  ["SELECT 1 INTO OUTFILE '/tmp/x'", 'mysql', 'not-reading'],
  ["SELECT 1 /*!50000 INTO OUTFILE '/tmp/x' */", 'mysql', 'not-reading'],
  ["SELECT 1 /*M! INTO DUMPFILE '/tmp/x' */", 'mysql', 'not-reading'],
])('“%s” in %s is rejected: %s', (statement, dialect, fault) => {
  expect(bind(statement, dialect)).toBe(fault)
})

test.each([
  ['SELECT 1;', 'SELECT 1'],
  ['SELECT \';\' AS "a;b"', 'SELECT \';\' AS "a;b"'],
  ['-- all\nSELECT 1', '-- all\nSELECT 1'],
  ['(SELECT 1)', '(SELECT 1)'],
  ['WITH a AS (SELECT 1) SELECT * FROM a WHERE $1 > 0', 'WITH a AS (SELECT 1) SELECT * FROM a WHERE $1 > 0'],
])('“%s” is accepted', (statement, text) => {
  expect(bind(statement)).toEqual({ text, parameters: [] })
})

test('the parts of a statement join to the statement', () => {
  const piece = fc.constantFrom("'", '"', '`', '--', '/*', '*/', '$$', '$a$', '\\', '\n', ';', 'x', 'E', '\u0000')
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom<SqlDialect>('postgres', 'mysql'), (pieces, dialect) => {
      const statement = pieces.join('')
      expect(
        scanSql(statement, dialect)
          .map(({ text }) => text)
          .join(''),
      ).toBe(statement)
    }),
  )
})
