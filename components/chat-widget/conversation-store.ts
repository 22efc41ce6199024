import type { Rating } from '@/lib/contracts/feedback'
import type { PublicCitation } from '@/lib/contracts/public'

export interface Turn {
  role: 'user' | 'assistant'
  text: string
  citations?: PublicCitation[]
  /** Made of quotes, without a language model. */
  isQuoted?: boolean
  /** Only finished answers count as history. */
  state: 'done' | 'streaming' | 'stopped' | 'failed'
  /** Why nothing goes on for now; only while it streams. */
  waitsFor?: 'approval' | 'timer' | undefined
  /** What made it, for saying what one thinks of it. */
  runId?: string
  rating?: Rating
  /** What the visitor reads about a failure. */
  problem?: string
}

export interface Conversation {
  turns: Turn[]
  /** A run that had not ended when the page was left. */
  pendingRunId: string | null
}

const MAX_TURNS = 100

/**
 * The visitor's id and conversation, in the frame's own storage; in memory where the browser allows none. One for each
 * app and site: not every browser gives frames on different sites storage of their own.
 */
export class ConversationStore {
  private readonly memory = new Map<string, string>()

  constructor(
    private readonly slug: string,
    /** Origin of the page around the widget; empty on our own page. */
    private readonly host: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null = openStorage(),
  ) {}

  readSid(): string | null {
    return this.read('sid')
  }

  writeSid(sid: string): void {
    this.write('sid', sid)
  }

  load(): Conversation {
    try {
      return parseConversation(JSON.parse(this.read('conversation') ?? 'null'))
    } catch {
      return { turns: [], pendingRunId: null }
    }
  }

  save({ turns, pendingRunId }: Conversation): void {
    this.write('conversation', JSON.stringify({ turns: turns.slice(-MAX_TURNS), pendingRunId }))
  }

  private read(name: string): string | null {
    try {
      return this.storage?.getItem(this.key(name)) ?? this.memory.get(name) ?? null
    } catch {
      return this.memory.get(name) ?? null
    }
  }

  private write(name: string, value: string): void {
    this.memory.set(name, value)
    try {
      this.storage?.setItem(this.key(name), value)
    } catch {
      // Full or forbidden: it lasts as long as the page.
    }
  }

  private key(name: string): string {
    return `patchbay:${this.slug}:${this.host === '' ? '' : `${this.host}:`}${name}`
  }
}

/** Turns for the server: the last ones that fit, oldest first. */
export function historyOf(
  turns: readonly Turn[],
  maxTurns = 20,
  maxCharacters = 60_000,
): { role: Turn['role']; content: string }[] {
  const kept: { role: Turn['role']; content: string }[] = []
  let size = 0
  for (const turn of turns.toReversed()) {
    size += turn.text.length
    if (kept.length >= maxTurns || size > maxCharacters) break
    if (turn.text !== '' && (turn.state === 'done' || turn.state === 'stopped'))
      kept.unshift({ role: turn.role, content: turn.text })
  }
  return kept
}

function openStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

function parseConversation(value: unknown): Conversation {
  if (typeof value !== 'object' || value === null || !('turns' in value) || !Array.isArray(value.turns))
    return { turns: [], pendingRunId: null }
  const turns = value.turns.filter(isTurn)
  const pending = 'pendingRunId' in value && typeof value.pendingRunId === 'string' ? value.pendingRunId : null
  return { turns, pendingRunId: pending }
}

function isTurn(value: unknown): value is Turn {
  if (typeof value !== 'object' || value === null) return false
  const isSpoken = 'role' in value && (value.role === 'user' || value.role === 'assistant')
  return isSpoken && 'text' in value && typeof value.text === 'string' && 'state' in value
}
