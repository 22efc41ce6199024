import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite'

const { serialize } = protocol
/** Longer texts contain their values and do not repeat. */
const MAX_CHARACTERS = 20_000
/** Known texts; for each repeated one the database keeps the plan, some tens of kilobytes. */
const MAX = 300
/**
 * Tables grow, and without autovacuum nothing else makes the database replan statements that it planned while they were
 * small.
 */
const PLAN_MS = 60_000
/** Afterwards a plan may return other columns than described. */
const CHANGES_TABLES = /^\s*(?:create|alter|drop|truncate)\b/i
/** In a failed transaction the database accepts only these. */
const ENDS_TRANSACTION = /^\s*(?:rollback|savepoint|release|commit|end|abort)\b/i

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>

interface Prepared {
  name: string
  /** Type ids of the parameters. */
  parameters: readonly number[]
  /** Row description; empty if the statement returns no rows. */
  fields: Messages
}

interface QueryOptions {
  rowMode?: 'array' | 'object'
  /** Type ids whose values are returned as unparsed text. */
  textTypes?: readonly number[]
}

/**
 * Statements of the embedded database. A repeated text is parsed and planned once and then executed by name in a single
 * message. PGlite itself parses each time and sends six messages, which takes longer than most statements.
 */
export class PreparedStatements {
  readonly #database: PGlite
  /**
   * By text, least recently used first. The value is null if the text was executed only once so far. Calls
   * that arrive during the preparation share its promise.
   */
  readonly #known = new Map<string, Promise<Prepared> | null>()
  /** Type parsers, by the types that are returned as text. */
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
    if (isTime && !ENDS_TRANSACTION.test(sql)) await this.#replan()
    if (CHANGES_TABLES.test(sql)) await this.#forgetAll()
    else if (sql.length <= MAX_CHARACTERS) {
      const prepared = await this.#meet(sql)
      if (prepared) return await this.#run(prepared, params, options)
    }
    return await this.#database.query(sql, [...params], { ...options, parsers: this.#parsersWith(options) })
  }

  async #meet(sql: string): Promise<Prepared | null> {
    const known = this.#known.get(sql)
    const prepared = known === null ? this.#prepare(sql) : (known ?? null)
    this.#known.delete(sql)
    this.#known.set(sql, prepared)
    const [oldest] = this.#known
    prepared?.catch(() => {
      if (this.#known.get(sql) === prepared) this.#known.set(sql, null)
    })
    if (oldest && this.#known.size > MAX) await this.#forget(...oldest)
    return await prepared
  }

  async #prepare(sql: string): Promise<Prepared> {
    this.#count += 1
    const name = `s${this.#count}`
    const messages = await this.#send(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }))
    const fields = messages.filter((message) => message.name === 'rowDescription')
    return { name, parameters: parse.parseDescribeStatementResults(messages), fields }
  }

  async #run({ name, parameters, fields }: Prepared, params: readonly unknown[], options: QueryOptions) {
    const { serializers } = this.#database
    const values = params.map((value, index) => {
      if (value === null || value === undefined) return null
      // Bytes are sent unchanged.
      if (value instanceof Uint8Array) return value
      return String(serializers[parameters[index] ?? 0]?.(value) ?? value)
    })
    const messages = await this.#send(serialize.bind({ statement: name, values }), serialize.execute({}))
    const [result] = parse.parseResults([...fields, ...messages], this.#parsersWith(options), options)
    return result ?? { rows: [], fields: [] }
  }

  /** PGlite merges its 300 parsers with others for each result, which takes longer than most statements. */
  #parsersWith({ textTypes = [] }: QueryOptions): PGlite['parsers'] {
    const key = textTypes.join()
    const cached = this.#parsers.get(key)
    if (cached) return cached
    const asText = Object.fromEntries(textTypes.map((type) => [type, (value: string) => value]))
    const parsers = { ...this.#database.parsers, ...asText }
    this.#parsers.set(key, parsers)
    return parsers
  }

  async #forget(sql: string, prepared: Promise<Prepared> | null): Promise<void> {
    this.#known.delete(sql)
    const statement = await prepared?.catch(() => null)
    if (statement) await this.#send(serialize.close({ type: 'S', name: statement.name }))
  }

  async #replan(): Promise<void> {
    this.#plannedAtMs = performance.now()
    await this.#database.exec('discard plans')
  }

  async #forgetAll(): Promise<void> {
    if (this.#known.size === 0) return
    this.#known.clear()
    await this.#database.exec('deallocate all')
  }

  /** After an error the database skips the rest of the message. */
  #send(...messages: Uint8Array[]): Promise<Messages> {
    const packet = Buffer.concat([...messages, serialize.sync()])
    return this.#database.runExclusive(() => this.#database.execProtocolStream(packet, { syncToFs: false }))
  }
}
