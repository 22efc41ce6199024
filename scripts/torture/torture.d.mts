import type { Member } from '../cluster.mjs'

export interface TortureOptions {
  databaseUrl: string
  runs: number
  kills: number
  roles: ('web' | 'worker' | 'all')[]
  say?: (line: string) => void
}
export function torture(options: TortureOptions): Promise<{
  runs: number
  recovered: number
  repeatedInFlight: number
  problems: string[]
  seconds: number
}>
export function tortureGraph(target: string): { schemaVersion: 1; nodes: object[]; edges: object[] }
export function expectedAnswer(message: string): string
export function startTarget(options: { delayMs: number }): Promise<{ url: string; stop(): void }>
export function publishApp(
  web: Pick<Member, 'url' | 'firstLine'>,
  graph: unknown,
): Promise<{
  appId: string
  slug: string
  keys: string[]
  call(method: string, path: string, body?: unknown): Promise<unknown>
}>
