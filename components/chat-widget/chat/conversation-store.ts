import type { Rating } from '@/lib/contracts/feedback'
import type { PublicCitation } from '@/lib/contracts/public'
import type { Json } from '@/lib/core/json'
import { fieldsOf } from './fields-of'

export interface TurnFile {
  id: string
  name: string
  kind: 'picture' | 'document' | 'recording'
}

export interface Turn {
  role: 'user' | 'assistant'
  text: string
  /** What the visitor sent with it. */
  files?: TurnFile[]
  /** Of a message: under it the message is the same one, however often it is sent. */
  key?: string
  citations?: PublicCitation[]
  /** Pictures and recordings beside the text, as the run gave them. */
  made?: Json | undefined
  /** Made of quotes, without a language model. */
  isQuoted?: boolean
  /** What made it, for saying what one thinks of it. */
  runId?: string
  rating?: Rating
  /** Only finished answers count as history. */
  state: 'done' | 'streaming' | 'stopped' | 'failed'
  /** Why nothing goes on for now; only while it streams. */
  waitsFor?: 'approval' | 'timer' | undefined
  /** The connection broke for good; the run itself may have gone on. */
  isCut?: boolean
  /** What the visitor reads about a failure. */
  problem?: string
  /** By then it can be tried again. */
  retryAtMs?: number
}

export interface Conversation {
  turns: Turn[]
  /** A run that had not ended when the page was left. */
  pendingRunId: string | null
}

export interface ConversationHead {
  id: string
  title: string
  updatedAtMs: number
}

export const MAX_TITLE = 80
const MAX_TURNS = 100
const MAX_CONVERSATIONS = 30

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The visitor's id and conversations, in the frame's own storage; in memory where the browser allows none. Apart for
 * each app, site and signed-in visitor: not every browser gives frames on different sites storage of their own.
 */
export class ConversationStore {
  private readonly memory = new Map<string, string>()
  private user = ''
  private current: string | null = null
  /** The conversation as this tab has read or written it. */
  private known: string | null = null

  constructor(
    private readonly slug: string,
    /** Origin of the page around the widget; empty on our own page. */
    private readonly host: string,
    private readonly storage: Store | null = openStorage(),
  ) {}

  readSid(): string | null {
    return this.read('sid')
  }

  writeSid(sid: string): void {
    this.write('sid', sid)
  }

  /**
   * Whose conversations these are: a name that our server gives to a visitor whom it has checked; empty: anybody's.
   * @returns whether it was somebody else
   */
  setUser(user: string): boolean {
    if (user === this.user) return false
    this.user = user
    this.current = null
    return true
  }

  load(): Conversation {
    this.current ??= this.read('current') ?? newLocalId()
    this.known = this.read(this.current)
    return this.peek(this.current)
  }

  /** Any conversation, without opening it. */
  peek(id: string): Conversation {
    return parseConversation(this.readJson(id))
  }

  save({ turns, pendingRunId }: Conversation): void {
    this.current ??= newLocalId()
    const id = this.current
    // One that was deleted in another tab while this one was answered stays deleted.
    if (turns.length === 0 || (this.known && !this.read(id))) return
    const heads = this.list()
    const first = turns.find((turn) => turn.role === 'user')
    const title = heads.find((head) => head.id === id)?.title ?? first?.text.slice(0, MAX_TITLE) ?? ''
    this.known = JSON.stringify({ turns: turns.slice(-MAX_TURNS), pendingRunId })
    this.write(id, this.known)
    this.write('current', id)
    this.writeList([{ id, title, updatedAtMs: Date.now() }, ...heads.filter((head) => head.id !== id)])
  }

  /** The conversation is not what this tab has read or written. */
  get isChanged(): boolean {
    return this.current !== null && this.read(this.current) !== this.known
  }

  /** Tells that the conversation went on in another tab: at once, or when this one is looked at again. */
  watch(onChange: () => void): void {
    const look = () => {
      if (!document.hidden && this.isChanged) onChange()
    }
    window.addEventListener('storage', look)
    document.addEventListener('visibilitychange', look)
  }

  /** Newest first. */
  list(): ConversationHead[] {
    const value = this.readJson('list')
    return Array.isArray(value) ? value.filter(isHead) : []
  }

  open(id: string): Conversation {
    this.current = id
    this.write('current', id)
    return this.load()
  }

  startNew(): void {
    this.current = newLocalId()
    this.write('current', this.current)
  }

  /** It is not in the list any more either. */
  remove(id: string): void {
    if (id === this.current) this.startNew()
    this.delete(id)
  }

  /** Forgets everything about this visitor. */
  clear(): void {
    for (const { id } of this.list()) this.delete(id)
    for (const name of ['list', 'current', 'sid', 'lead']) this.delete(name)
    this.current = null
  }

  /** Whether the visitor has filled in, or declined, the form that asks for an address. */
  get leadDone(): boolean {
    return this.read('lead') !== null
  }

  setLeadDone(): void {
    this.write('lead', 'done')
  }

  writeList(heads: ConversationHead[]): void {
    for (const { id } of heads.slice(MAX_CONVERSATIONS)) this.delete(id)
    this.write('list', JSON.stringify(heads.slice(0, MAX_CONVERSATIONS)))
  }

  private readJson(name: string): unknown {
    return attempt(() => JSON.parse(this.read(name) ?? 'null'))
  }

  read(name: string): string | null {
    const key = this.key(name)
    return this.memory.get(key) ?? attempt(() => this.storage?.getItem(key)) ?? null
  }

  /** Full or forbidden: it lasts as long as the page. Else other tabs have a say in it. */
  write(name: string, value: string): void {
    const key = this.key(name)
    this.memory.set(key, value)
    attempt(() => {
      this.storage?.setItem(key, value)
      if (this.storage) this.memory.delete(key)
    })
  }

  private delete(name: string): void {
    const key = this.key(name)
    this.memory.delete(key)
    attempt(() => this.storage?.removeItem(key))
  }

  private key(name: string): string {
    return ['patchbay', this.slug, this.host, this.user, name].filter((part) => part !== '').join(':')
  }
}

/** Names a conversation or a message of this visitor; `randomUUID` is missing on plain http. */
export const newLocalId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

/** Browsers may forbid storage, and anybody may have written to it. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

const openStorage = () => attempt(() => window.localStorage)

function parseConversation(value: unknown): Conversation {
  const { turns, pendingRunId } = fieldsOf(value)
  return {
    turns: Array.isArray(turns) ? turns.filter(isTurn) : [],
    pendingRunId: typeof pendingRunId === 'string' ? pendingRunId : null,
  }
}

function isTurn(value: unknown): value is Turn {
  const { role, text, state } = fieldsOf(value)
  return (role === 'user' || role === 'assistant') && typeof text === 'string' && state !== undefined
}

function isHead(value: unknown): value is ConversationHead {
  const { id, title } = fieldsOf(value)
  return typeof id === 'string' && typeof title === 'string'
}
