export interface Member {
  role: 'web' | 'worker' | 'all'
  port: number
  url: string
  firstLine: string
  start(): Promise<Member>
  /** kill -9 */
  kill(): Promise<void>
  /** SIGTERM; it can be started again. */
  terminate(): Promise<void>
  /** SIGTERM, and its folder is removed. */
  stop(): Promise<void>
  /** Unexpected exits. */
  endedByItself: number
}
export function startCluster(options: {
  databaseUrl: string
  roles: Member['role'][]
  firstPort?: number
  env?: Record<string, string> | ((index: number) => Record<string, string>)
  /** Of each member, behind its port. */
  processes?: number
}): Promise<Member[]>
export function createMember(options: {
  role: Member['role']
  port: number
  databaseUrl: string
  masterKeys: string
  env?: Record<string, string>
  /** Where the built server is; the project's own folder when absent. */
  folder?: string
  processes?: number
}): Member
