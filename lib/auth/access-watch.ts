import 'server-only'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { ROLES, type Role } from '@/lib/contracts/session'
import type { Database } from '@/lib/db/database'
import { members, sessions } from '@/lib/db/schema/auth'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'

const CHECK_EVERY_MS = 500
const SESSIONS_PER_QUERY = 1_000

/** The rights an open stream depends on: the session, and a role in the workspace. */
export interface StreamAccess {
  sessionId: string
  workspaceId: string
  minRole: Role
}

interface WatchedStream extends StreamAccess {
  controller: AbortController
}

/**
 * Ends open streams whose reader was removed, demoted or signed out, on this process or another, so that revoked access
 * stops within a second. Runs two queries a second for all streams of the process, and none while no stream is open.
 */
export class AccessWatch {
  readonly #streams = new Set<WatchedStream>()
  #timer: ReturnType<typeof setInterval> | undefined
  #checking = false
  #needsRecheck = false

  constructor(private readonly db: Database) {}

  watch(access: StreamAccess): { signal: AbortSignal; stop: () => void } {
    const stream = { ...access, controller: new AbortController() }
    this.#streams.add(stream)
    this.#timer ??= setInterval(() => this.checkSoon(), CHECK_EVERY_MS).unref()
    return { signal: stream.controller.signal, stop: () => this.#drop(stream) }
  }

  async check(): Promise<void> {
    const streams = [...this.#streams]
    const roles = await this.#rolesOf([...new Set(streams.map(({ sessionId }) => sessionId))])
    for (const stream of streams) {
      const role = roles.get(keyOf(stream))
      if (role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(stream.minRole)) continue
      this.#drop(stream)
      stream.controller.abort()
    }
  }

  /** Also called after a membership change, so that streams of this process end at once. */
  checkSoon(): void {
    this.#needsRecheck = this.#checking
    if (this.#checking) return
    this.#checking = true
    this.check()
      // An unreachable database proves nothing about access; the next check decides.
      .catch((cause: unknown) => log().warn({ cause }, 'failed to check open streams'))
      .finally(() => {
        this.#checking = false
        // The check in progress may have read before the change.
        if (this.#needsRecheck) this.checkSoon()
      })
  }

  async #rolesOf(sessionIds: readonly string[]): Promise<Map<string, Role>> {
    const roles = new Map<string, Role>()
    for (let start = 0; start < sessionIds.length; start += SESSIONS_PER_QUERY) {
      const found = await this.db
        .select({ sessionId: sessions.id, workspaceId: members.workspaceId, role: members.role })
        .from(sessions)
        .innerJoin(members, eq(members.userId, sessions.userId))
        .where(
          and(
            inArray(sessions.id, sessionIds.slice(start, start + SESSIONS_PER_QUERY)),
            gt(sessions.expiresAt, sql`now()`),
          ),
        )
      for (const row of found) roles.set(keyOf(row), row.role)
    }
    return roles
  }

  #drop(stream: WatchedStream): void {
    this.#streams.delete(stream)
    if (this.#streams.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

export function accessWatch(db: Database): AccessWatch {
  return singleton('access-watch', () => new AccessWatch(db))
}

const keyOf = ({ sessionId, workspaceId }: { sessionId: string; workspaceId: string }) => `${sessionId} ${workspaceId}`
