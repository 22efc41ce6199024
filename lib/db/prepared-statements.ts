import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite'

const { serialize } = protocol
/** A longer text is made of what it stores, and does not come again. */
const LONGEST = 20_000
/** Texts that are known: of each that came twice the database holds the plan, some tens of kilobytes. */
const MOST = 300
/** Tables grow, and without an autovacuum nothing else makes the database plan anew what it planned while they were small. */
const PLAN_MS = 60_000
/** Afterwards a plan may give other columns than it was read for. */
const CHANGES_TABLES = /^\s*(?:create|alter|drop|truncate)\b/i
/** After a failure the database takes nothing but these until the transaction is over. */
const ENDS_TRANSACTION = /^\s*(?:rollback|savepoint|release|commit|end|abort)\b/i

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>

interface Prepared {
  name: string
  /** Ids of the parameters' types. */
  parameters: readonly number[]
  /** What the rows look like; empty: there are none. */
  fields: Messages
}

interface QueryOptions {
  rowMode?: 'array' | 'object'
  /** Ids of the types whose values are given as they are written. */
  textTypes?: readonly number[]
}

/**
 * Statements of the embedded database. A text that comes again is parsed and planned once and then asked for by its name,
 * all in one message: PGlite itself parses each time and sends six, which takes longer than what most statements do.
 */
export class PreparedStatements {
  readonly #database: PGlite
  /** By their text, the least recently used first; null: came once. Who asks while it is being prepared waits for the same. */
  readonly #known = new Map<string, Promise<Prepared> | null>()
  /** What reads each type, by the types that are given as text. */
  readonly #parsers = new Map<string, PGlite['parsers']>()
  #count = 0
  #plannedAtMs = performance.now()

  constructor(
    database: PGlite,
    private readonly planMs: number = PLAN_MS,
  ) {
    this.#database = database
  }

  async query(sql: string, params: readonly unknown[], options: QueryOptions): Promise<Results<unknown>> {
    const isTime = performance.now() - this.#plannedAtMs > this.planMs
    if (isTime && !ENDS_TRANSACTION.test(sql)) await this.#planAnew()
    if (CHANGES_TABLES.test(sql)) await this.#forgetAll()
    else if (sql.length <= LONGEST) {
      const prepared = await this.#meet(sql)
      if (prepared) return await this.#run(prepared, params, options)
    }
    return await this.#database.query(sql, [...params], { ...options, parsers: this.#parsersWith(options) })
  }

  async #meet(sql: string): Promise<Prepared | null> {
    const before = this.#known.get(sql)
    const prepared = before === null ? this.#prepare(sql) : (before ?? null)
    this.#known.delete(sql)
    this.#known.set(sql, prepared)
    const [oldest] = this.#known
    prepared?.catch(() => {
      if (this.#known.get(sql) === prepared) this.#known.set(sql, null)
    })
    if (oldest && this.#known.size > MOST) await this.#forget(...oldest)
    return await prepared
  }

  async #prepare(sql: string): Promise<Prepared> {
    this.#count += 1
    const name = `s${this.#count}`
    const given = await this.#send(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }))
    const fields = given.filter((message) => message.name === 'rowDescription')
    return { name, parameters: parse.parseDescribeStatementResults(given), fields }
  }

  async #run({ name, parameters, fields }: Prepared, params: readonly unknown[], options: QueryOptions) {
    const { serializers } = this.#database
    const values = params.map((value, place) => {
      if (value === null || value === undefined) return null
      // Bytes travel as they are.
      if (value instanceof Uint8Array) return value
      return String(serializers[parameters[place] ?? 0]?.(value) ?? value)
    })
    const given = await this.#send(serialize.bind({ statement: name, values }), serialize.execute({}))
    const [result] = parse.parseResults([...fields, ...given], this.#parsersWith(options), options)
    return result ?? { rows: [], fields: [] }
  }

  /** PGlite puts its 300 together with others for each answer, which takes longer than what most statements do. */
  #parsersWith({ textTypes = [] }: QueryOptions): PGlite['parsers'] {
    const key = textTypes.join()
    const known = this.#parsers.get(key)
    if (known) return known
    const asText = Object.fromEntries(textTypes.map((type) => [type, (value: string) => value]))
    const parsers = { ...this.#database.parsers, ...asText }
    this.#parsers.set(key, parsers)
    return parsers
  }

  async #forget(sql: string, prepared: Promise<Prepared> | null): Promise<void> {
    this.#known.delete(sql)
    const held = await prepared?.catch(() => null)
    if (held) await this.#send(serialize.close({ type: 'S', name: held.name }))
  }

  async #planAnew(): Promise<void> {
    this.#plannedAtMs = performance.now()
    await this.#database.exec('discard plans')
  }

  async #forgetAll(): Promise<void> {
    if (this.#known.size === 0) return
    this.#known.clear()
    await this.#database.exec('deallocate all')
  }

  /** After an error the database passes over what is left, up to the end of the message. */
  #send(...messages: Uint8Array[]): Promise<Messages> {
    const whole = Buffer.concat([...messages, serialize.sync()])
    return this.#database.runExclusive(() => this.#database.execProtocolStream(whole, { syncToFs: false }))
  }
}
