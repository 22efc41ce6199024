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
  /** Attachments of the message. */
  files?: TurnFile[]
  /** Idempotency key of a message; resending it does not create a second run. */
  key?: string
  citations?: PublicCitation[]
  /** Images and recordings returned with the text. */
  made?: Json | undefined
  /** Extractive answer, without a language model. */
  isQuoted?: boolean
  /** The run that gave the answer, for feedback. */
  runId?: string
  rating?: Rating
  /** Only completed answers are part of the history. */
  state: 'done' | 'streaming' | 'stopped' | 'failed'
  /** Reason for a delay; only while streaming. */
  waitsFor?: 'approval' | 'timer' | undefined
  /** The connection was lost permanently; the run may have continued. */
  isCut?: boolean
  /** Error message for the visitor. */
  problem?: string
  /** Earliest time of a retry. */
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
 * Visitor id and conversations in the frame's storage, or in memory if storage is blocked. Separate for each app, site
 * and signed-in visitor, because not all browsers partition storage by site.
 */
export class ConversationStore {
  private readonly memory = new Map<string, string>()
  private user = ''
  /** Called after each change. */
  onWrite: (() => void) | null = null
  private current: string | null = null
  /** The conversation as last read or written by this tab. */
  private known: string | null = null

  constructor(
    private readonly slug: string,
    /** Origin of the embedding page; empty on the hosted page. */
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
   * Sets the owner of the conversations: the name of a verified visitor, or empty for an anonymous one. @returns
   * whether the owner changed
   */
  setUser(user: string): boolean {
    if (user === this.user) return false
    this.user = user
    this.current = null
    return true
  }

  /** Id of the open conversation. */
  get id(): string {
    this.current ??= this.read('current') ?? newLocalId()
    return this.current
  }

  load(): Conversation {
    this.known = this.read(this.id)
    return this.peek(this.id)
  }

  /** Reads a conversation without opening it. */
  peek(id: string): Conversation {
    return parseConversation(this.readJson(id))
  }

  save({ turns, pendingRunId }: Conversation): void {
    const { id } = this
    // A conversation that another tab deleted during an answer stays deleted.
    if (turns.length === 0 || (this.known && !this.read(id))) return
    const heads = this.list()
    const first = turns.find((turn) => turn.role === 'user')
    const title = heads.find((head) => head.id === id)?.title ?? first?.text.slice(0, MAX_TITLE) ?? ''
    this.known = JSON.stringify({ turns: turns.slice(-MAX_TURNS), pendingRunId })
    this.write(id, this.known)
    this.write('current', id)
    this.writeList([{ id, title, updatedAtMs: Date.now() }, ...heads.filter((head) => head.id !== id)])
  }

  /** Whether another tab has changed the conversation. */
  get isChanged(): boolean {
    return this.current !== null && this.read(this.current) !== this.known
  }

  /** Notifies of changes by another tab, immediately or when this tab becomes visible. */
  watch(onChange: () => void): void {
    const refresh = () => {
      if (!document.hidden && this.isChanged) onChange()
    }
    window.addEventListener('storage', refresh)
    document.addEventListener('visibilitychange', refresh)
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

  /** Deletes the content of a conversation; the caller removes it from the list. */
  remove(id: string): void {
    if (id === this.current) this.startNew()
    this.delete(id)
  }

  /** Deletes all data of this visitor. */
  clear(): void {
    for (const { id } of this.list()) this.delete(id)
    for (const name of ['list', 'current', 'sid', 'lead']) this.delete(name)
    this.current = null
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

  /** If storage is full or blocked, data lasts as long as the page. Otherwise other tabs can change it. */
  write(name: string, value: string): void {
    const key = this.key(name)
    this.memory.set(key, value)
    attempt(() => {
      this.storage?.setItem(key, value)
      if (this.storage) this.memory.delete(key)
    })
    this.onWrite?.()
  }

  private delete(name: string): void {
    const key = this.key(name)
    this.memory.delete(key)
    attempt(() => this.storage?.removeItem(key))
  }

  private key(name: string): string {
    return ['patchbay', this.slug, this.host, this.user, name].filter(Boolean).join(':')
  }
}

/** Unique id of a conversation or message; `randomUUID` is missing on plain HTTP. */
export const newLocalId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

/** Browsers may block storage, and its content is untrusted. */
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
